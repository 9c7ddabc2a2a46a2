package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.UniqueViolationException;

/** Checks {@code ROUND_TRIP}. */
final class RoundTrip implements Check {

  private static final int OBJECTS = 5;
  private static final int ROUNDS = 2;

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    addedTogether(subject);
    for (int round = 0; round < ROUNDS; round++) {
      changedTogether(subject, round);
    }
    unchanged(subject);
    upserted(subject);
    changedTwice(subject);
    severalTables(subject);
  }

  /** A change of one aggregate each of two mappings, both in one unit. */
  private static void severalTables(Subject<?, ?> subject) {
    List<Subject<?, ?>> others = subject.scene().subjects().stream()
        .filter(each -> !each.name().equals(subject.name()))
        .toList();
    var both = new ArrayList<Subject<?, ?>>(subject.some(others, 1));
    both.add(subject);
    var changes = new ArrayList<Change>();
    for (Subject<?, ?> each : both) {
      change(each).ifPresent(changes::add);
    }
    List<Rewind> rewinds =
        both.stream().map(each -> Rewind.of(subject.scene().replica(), each)).toList();
    try {
      if (changes.size() > 1
          && subject
              .scene()
              .commits(work -> changes.forEach(change -> change.made().accept(work)))) {
        changes.forEach(change -> change.checked().run());
      }
    } finally {
      rewinds.forEach(Rewind::restore);
    }
  }

  /** A change of one aggregate, and what must hold afterwards. */
  private record Change(Consumer<UnitOfWork> made, Runnable checked) {}

  private static <T, I> Optional<Change> change(Subject<T, I> subject) {
    for (Kept<T, I> kept : subject.someKept(1)) {
      Optional<T> next = subject.storableNext(kept);
      if (next.isPresent()) {
        return Optional.of(new Change(
            work -> update(subject, work, kept, next.get()),
            () -> requireChanged(subject, kept, next.get())));
      }
    }
    return Optional.empty();
  }

  private static <T, I> void addedTogether(Subject<T, I> subject) {
    List<T> objects = subject.some(subject.absent(), OBJECTS);
    var added = new ArrayList<T>();
    if (!subject.scene().commits(work -> added.addAll(addAll(subject, work, objects)))) {
      added.clear();
      for (T object : objects) {
        var alone = new ArrayList<T>();
        if (subject.scene().commits(work -> alone.add(subject.add(work, object)))) {
          added.addAll(alone);
        }
      }
    }
    for (T object : added) {
      subject.requireStored("an addition of " + subject.text(object), object, 1);
    }
  }

  private static <T, I> List<T> addAll(Subject<T, I> subject, UnitOfWork work, List<T> objects) {
    if (subject.mapping().declared().hasIdentity()) {
      return objects.stream().map(object -> subject.add(work, object)).toList();
    }
    subject.in(work).addAll(objects);
    return objects;
  }

  private static <T, I> void changedTogether(Subject<T, I> subject, int round) {
    List<Kept<T, I>> before = subject.someKept(OBJECTS);
    var next = new ArrayList<T>();
    for (Kept<T, I> kept : before) {
      List<T> states = subject.some(subject.next(kept), ROUNDS);
      next.add(states.isEmpty() ? subject.copy(kept) : states.get(round % states.size()));
    }
    if (subject.scene().commits(work -> {
      for (int i = 0; i < before.size(); i++) {
        update(subject, work, before.get(i), next.get(i));
      }
    })) {
      for (int i = 0; i < before.size(); i++) {
        requireChanged(subject, before.get(i), next.get(i));
      }
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      int place = i;
      if (subject
          .scene()
          .commits(work -> update(subject, work, before.get(place), next.get(place)))) {
        requireChanged(subject, before.get(i), next.get(i));
      }
    }
  }

  private static <T, I> void update(
      Subject<T, I> subject, UnitOfWork work, Kept<T, I> kept, T next) {
    Repository<T, I> repository = subject.in(work);
    if (repository.find(kept.id()).isPresent()) {
      repository.update(next);
    }
  }

  private static <T, I> void requireChanged(Subject<T, I> subject, Kept<T, I> before, T next) {
    boolean isSame = before.text().equals(subject.text(next));
    subject.requireStored(
        "a change of " + before.text() + " to " + subject.text(next),
        next,
        before.version() + (isSame ? 0 : 1));
  }

  private static <T, I> void unchanged(Subject<T, I> subject) {
    List<String> before = subject.contents();
    if (subject.scene().commits(work -> {
      for (Kept<T, I> kept : subject.someKept(OBJECTS)) {
        update(subject, work, kept, subject.copy(kept));
      }
    })) {
      Broken.unlessEqual("an update without a difference", before, subject.contents());
    }
  }

  private static <T, I> void upserted(Subject<T, I> subject) {
    if (subject.mapping().declared().hasIdentity()) {
      return;
    }
    for (Kept<T, I> kept : subject.someKept(1)) {
      subject.storableNext(kept).ifPresent(next -> {
        upsert(subject, "an upsert of " + kept.text() + " to " + subject.text(next), next);
        subject.requireStored(
            "an upsert of " + kept.text() + " to " + subject.text(next), next, kept.version() + 1);
      });
    }
    subject.storableAbsent().ifPresent(object -> {
      upsert(subject, "an upsert of the absent " + subject.text(object), object);
      subject.requireStored("an upsert of the absent " + subject.text(object), object, 1);
    });
  }

  private static <T, I> void upsert(Subject<T, I> subject, String what, T object) {
    try (UnitOfWork work = subject.scene().begin()) {
      subject.in(work).upsert(object);
      work.commit();
    } catch (UniqueViolationException e) {
      throw new Broken(what, "no failure", e.toString());
    }
  }

  /** The last of several next states counts. */
  private static <T, I> void changedTwice(Subject<T, I> subject) {
    for (Kept<T, I> first : subject.someKept(1)) {
      for (boolean byChange : List.of(true, false)) {
        Kept<T, I> kept = subject.kept(first.key()).orElseThrow();
        Optional<T> last = subject.storableNext(kept);
        Optional<T> before = subject.next(kept).stream()
            .filter(
                next -> last.isPresent() && !subject.text(next).equals(subject.text(last.get())))
            .findFirst();
        if (last.isPresent()
            && before.isPresent()
            && subject.scene().commits(work -> {
              subject.in(work).find(kept.id());
              if (byChange) {
                T changed = subject.in(work).change(kept.id(), now -> before.get());
                Broken.unlessEqual(
                    "what change returns of " + kept.text(),
                    subject.text(before.get()),
                    subject.text(changed));
              } else {
                subject.in(work).update(before.get());
              }
              subject.in(work).update(last.get());
            })) {
          subject.requireStored(
              "the second of two changes of " + kept.text() + " in one unit",
              last.get(),
              kept.version() + 1);
        }
      }
    }
  }
}
