package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.query.Query;
import org.jspecify.annotations.Nullable;

/** Checks {@code IDENTITY}. */
final class Identity implements Check {

  private static final int OBJECTS = 4;

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.kept();
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      Broken.unless(
          repository.equals(subject.in(work)),
          "the repository of one mapping, asked for twice",
          "the same",
          "another one");
      for (Kept<T, I> each : subject.some(kept, OBJECTS)) {
        sameWherever(subject, repository, each);
      }
      severalIds(subject, repository, kept);
      refused(repository);
    }
    for (Kept<T, I> each : subject.some(kept, 1)) {
      queriedFirst(subject, each);
      subject.storableNext(each).ifPresent(next -> nextCounts(subject, each, next));
    }
  }

  private static <T, I> void sameWherever(
      Subject<T, I> subject, Repository<T, I> repository, Kept<T, I> kept) {
    T first = present("find of the stored " + kept.text(), repository.find(kept.id()));
    requireSame(subject, "a second find", first, repository.find(kept.id()).orElse(null));
    requireSame(subject, "get", first, repository.get(kept.id()));
    requireSame(
        subject, "a query", first, one(subject, repository.find(Query.all()).stream(), kept));
    requireSame(
        subject,
        "findAllById",
        first,
        repository.findAllById(List.of(kept.id())).get(0));
    T streamed = repository.<Optional<T>>stream(
            Query.all(),
            all -> all.filter(each -> subject.key(each).equals(kept.key())).findFirst())
        .orElse(null);
    Broken.unless(
        streamed != first && streamed != null && kept.text().equals(subject.text(streamed)),
        "a stream with the loaded " + kept.text(),
        "a fresh object of the same state",
        streamed == first ? "the loaded object" : "another state or none");
  }

  private static <T> T present(String what, Optional<T> found) {
    Broken.unless(found.isPresent(), what, "the object", "absent");
    return found.orElseThrow();
  }

  private static <T, I> @Nullable T one(Subject<T, I> subject, Stream<T> all, Kept<T, I> kept) {
    return all.filter(each -> subject.key(each).equals(kept.key())).findFirst().orElse(null);
  }

  // Objects are the same or not.
  @SuppressWarnings("ReferenceEquality")
  private static <T, I> void requireSame(
      Subject<T, I> subject, String way, T first, @Nullable T second) {
    Broken.unless(
        first == second,
        way + " of the loaded " + subject.text(first),
        "the loaded object",
        second == null ? "absent" : "another object, " + subject.text(second));
  }

  private static <T, I> void severalIds(
      Subject<T, I> subject, Repository<T, I> repository, List<Kept<T, I>> kept) {
    var ids = new ArrayList<I>();
    var expected = new ArrayList<String>();
    for (int i = kept.size() - 1; i >= 0; i--) {
      ids.add(kept.get(i).id());
      expected.add(kept.get(i).text());
      if (i == kept.size() - 1) {
        subject.some(subject.absent(), 1).forEach(absent -> ids.add(subject.id(absent)));
      }
    }
    ids.addAll(List.copyOf(ids));
    Broken.unlessEqual(
        "findAllById of every id twice, the last first, with an absent one",
        expected,
        repository.findAllById(ids).stream().map(subject::text).toList());
  }

  private static <T, I> void refused(Repository<T, I> repository) {
    List<T> found = repository.find(Query.all());
    if (!found.isEmpty()) {
      Scene.requireThrows(
          "clearing a list that was found", UnsupportedOperationException.class, found::clear);
    }
    Scene.requireThrows(
        "find of the id null", IllegalArgumentException.class, () -> findAbsent(repository));
  }

  // What an application that does not look at null does.
  @SuppressWarnings("NullAway")
  private static <T, I> void findAbsent(Repository<T, I> repository) {
    I id = null;
    repository.find(id);
  }

  private static <T, I> void queriedFirst(Subject<T, I> subject, Kept<T, I> kept) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T first = present(
          "a query with " + kept.text(),
          Optional.ofNullable(one(subject, repository.find(Query.all()).stream(), kept)));
      requireSame(
          subject, "find after a query", first, repository.find(kept.id()).orElse(null));
    }
  }

  /** The next state stands for the id, before and after the flush. */
  private static <T, I> void nextCounts(Subject<T, I> subject, Kept<T, I> kept, T next) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      repository.find(kept.id());
      repository.update(next);
      requireSame(
          subject, "find after an update", next, repository.find(kept.id()).orElse(null));
      T queried = one(subject, repository.find(Query.all()).stream(), kept);
      if (subject.mapping().layout().hasGenerated()) {
        // The database may have filled columns since.
        T stored = present("find after the flush", repository.find(kept.id()));
        requireSame(subject, "a query after an update", stored, queried);
        Broken.unlessEqual("find after the flush", subject.text(next), subject.text(stored));
      } else {
        requireSame(subject, "a query after an update", next, queried);
      }
      repository.remove(next);
      Broken.unless(
          repository.find(kept.id()).isEmpty() && !repository.exists(kept.id()),
          "find after the removal of " + kept.text(),
          "absent",
          "an object");
    } catch (org.bilayer.failure.ForeignKeyViolationException referred) {
      return; // the removal is refused when a query writes it
    }
  }
}
