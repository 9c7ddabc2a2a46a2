package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.Key;

/** Checks {@code OWN_CHANGES}: with an addition, a change and a removal pending, every way to read shows them. */
final class OwnChanges implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.kept();
    Optional<T> added = subject.storableAbsent();
    Optional<Kept<T, I>> changed = subject.some(kept, 1).stream().findFirst();
    Optional<T> next = changed.flatMap(subject::storableNext);
    Optional<Kept<T, I>> removed = kept.stream()
        .filter(each -> changed.isEmpty() || !each.key().equals(changed.get().key()))
        .filter(each -> subject.scene().wouldTake(work -> subject.in(work).removeById(each.id())))
        .findFirst();
    Map<Key, String> expected = new LinkedHashMap<>();
    kept.forEach(each -> expected.put(each.key(), each.text()));
    next.ifPresent(object -> expected.put(subject.key(object), subject.text(object)));
    added.ifPresent(object -> expected.put(subject.key(object), subject.text(object)));
    removed.ifPresent(each -> expected.remove(each.key()));
    for (Map.Entry<String, Function<Repository<T, I>, Object>> way :
        ways(subject, expected).entrySet()) {
      if (!way.getKey().isEmpty()) {
        requireSeen(subject, changed, next, added, removed, way, expected);
      }
    }
    if (added.isPresent()) {
      metBySet(subject, added.get());
    }
    changed.ifPresent(each -> next.ifPresent(object -> versions(subject, each, object)));
  }

  private static <T, I> void requireSeen(
      Subject<T, I> subject,
      Optional<Kept<T, I>> changed,
      Optional<T> next,
      Optional<T> added,
      Optional<Kept<T, I>> removed,
      Map.Entry<String, Function<Repository<T, I>, Object>> way,
      Map<Key, String> expected) {
    String found;
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      removed.ifPresent(each -> repository.find(each.id()).ifPresent(repository::remove));
      next.ifPresent(object -> {
        repository.find(changed.orElseThrow().id());
        repository.update(object);
      });
      added.ifPresent(repository::add);
      found = way.getValue().apply(repository).toString();
    } catch (org.bilayer.failure.ConstraintViolationException e) {
      return; // together they break a rule
    }
    Object right = way.getKey().startsWith("how many")
        ? (Object) (long) expected.size()
        : way.getKey().startsWith("ids")
            ? expected.keySet().stream().map(Key::toString).sorted().toList()
            : expected.values().stream().sorted().toList();
    Broken.unlessEqual(
        way.getKey() + " in a unit with"
            + added.map(object -> ", added, " + subject.text(object)).orElse("")
            + next.map(object -> ", changed, " + subject.text(object)).orElse("")
            + removed.map(each -> ", removed, " + each.text()).orElse(""),
        right.toString(),
        found);
  }

  private static <T, I> Map<String, Function<Repository<T, I>, Object>> ways(
      Subject<T, I> subject, Map<Key, String> expected) {
    List<I> ids = new ArrayList<>(
        expected.keySet().stream().map(subject.mapping().layout()::idOf).toList());
    subject.kept().forEach(each -> ids.add(each.id()));
    Map<String, Function<Repository<T, I>, Object>> ways = new LinkedHashMap<>();
    ways.put("what a query finds", repository -> texts(subject, repository.find(Query.all())));
    ways.put("what several ids find", repository -> texts(subject, repository.findAllById(ids)));
    ways.put(
        "what ids find",
        repository -> texts(
            subject,
            ids.stream().distinct().flatMap(id -> repository.find(id).stream()).toList()));
    ways.put(
        "ids that exist",
        repository -> ids.stream()
            .filter(repository::exists)
            .map(id -> subject.mapping().layout().keyOf(id).toString())
            .distinct()
            .sorted()
            .toList());
    ways.put(
        "what a page shows",
        repository ->
            texts(subject, repository.page(Query.all(), ids.size() + 2).items()));
    ways.put(
        "what a stream gives",
        repository ->
            repository.<List<String>>stream(Query.all(), all -> texts(subject, all.toList())));
    ways.put(
        "how many exist by condition",
        repository -> ids.stream()
            .distinct()
            .filter(id -> repository.exists(
                SetBased.only(subject, subject.mapping().layout().keyOf(id))))
            .count());
    ways.put("how many are counted", repository -> repository.count(Specification.all()));
    ways.put(
        "how many a total counts",
        repository -> repository
            .select(Query.all(), Projection.of(tuple -> tuple.get(count()), count()))
            .get(0));
    Column<T, ?> column = subject.mapping().attributes().columns().get(0);
    ways.put("how many rows a projection gives", repository -> (long) repository
        .select(Query.all(), Projection.of(tuple -> shown(tuple.getOrNull(column)), column))
        .size());
    return ways;
  }

  private static <T> AggregateFunction<T, Long> count() {
    return AggregateFunction.count();
  }

  private static String shown(@org.jspecify.annotations.Nullable Object value) {
    return Objects.toString(value);
  }

  private static <T, I> List<String> texts(Subject<T, I> subject, List<T> objects) {
    return objects.stream().map(subject::text).sorted().toList();
  }

  /** A set-based removal meets what its unit has added. */
  private static <T, I> void metBySet(Subject<T, I> subject, T added) {
    Specification<T> same = SetBased.only(subject, subject.key(added));
    try (UnitOfWork work = subject.scene().begin()) {
      subject.in(work).add(added);
      Broken.unlessEqual(
          "how many a set-based removal meets of the pending addition of " + subject.text(added),
          1L,
          subject.in(work).where(same).remove());
    }
  }

  /** A version counts pending changes from the flush on. */
  private static <T, I> void versions(Subject<T, I> subject, Kept<T, I> kept, T next) {
    var versions = new ArrayList<Long>();
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      versions.add(repository.version(repository.get(kept.id())).number());
      repository.update(next);
      versions.add(repository.version(next).number());
      work.flush();
      versions.add(repository.version(repository.get(kept.id())).number());
    }
    Broken.unlessEqual(
        "the version of " + kept.text() + " when loaded, when changed, and after the flush",
        Stream.of(0, 0, 1).map(more -> kept.version() + more).toList(),
        versions);
  }
}
