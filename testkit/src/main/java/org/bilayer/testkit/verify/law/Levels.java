package org.bilayer.testkit.verify.law;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bilayer.UnitOfWork;
import org.bilayer.query.Query;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** Checks {@code LEVELS}. */
final class Levels implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.someKept(2);
    if (kept.size() < 2) {
      return;
    }
    seen(subject, kept, Level.READ_COMMITTED, true);
    seen(subject, kept, Level.SNAPSHOT, false);
    if (isSerializableWithoutWaits(subject)) {
      skew(subject, kept);
    }
  }

  /** Where a reader waits for a writer, one thread cannot do both. */
  private static boolean isSerializableWithoutWaits(Subject<?, ?> subject) {
    return subject.scene().store().levels().contains(Level.SERIALIZABLE)
        && !subject.scene().store().name().toLowerCase(Locale.ROOT).contains("mariadb");
  }

  private static <T, I> void seen(
      Subject<T, I> subject, List<Kept<T, I>> kept, Level level, boolean isNew) {
    Kept<T, I> changed = subject.kept(kept.get(1).key()).orElseThrow();
    Optional<T> next = subject.storableNext(changed);
    if (next.isEmpty()) {
      return;
    }
    try (UnitOfWork work = subject.scene().layer().begin(Scene.options(level))) {
      subject.in(work).find(kept.get(0).id());
      if (subject.scene().commits(other -> {
        subject.in(other).find(changed.id());
        subject.in(other).update(next.get());
      })) {
        Broken.unlessEqual(
            "what a unit at " + level + " finds of " + changed.text()
                + ", changed by another one since its first read",
            isNew ? subject.text(next.get()) : changed.text(),
            subject.text(subject.in(work).find(changed.id())));
      }
    }
  }

  /** Each unit reads both and changes one of them; one after the other they would see each other's change. */
  private static <T, I> void skew(Subject<T, I> subject, List<Kept<T, I>> kept) {
    Kept<T, I> left = subject.kept(kept.get(0).key()).orElseThrow();
    Kept<T, I> right = subject.kept(kept.get(1).key()).orElseThrow();
    Optional<T> nextLeft = subject.storableNext(left);
    Optional<T> nextRight = subject.storableNext(right);
    if (nextLeft.isEmpty() || nextRight.isEmpty()) {
      return;
    }
    @Nullable Throwable first;
    @Nullable Throwable second;
    try (UnitOfWork one = subject.scene().layer().begin(Scene.options(Level.SERIALIZABLE));
        UnitOfWork other = subject.scene().layer().begin(Scene.options(Level.SERIALIZABLE))) {
      subject.in(one).find(Query.all());
      subject.in(other).find(Query.all());
      first = Scene.thrownBy(() -> {
        subject.in(one).update(nextLeft.get());
        one.commit();
      });
      second = Scene.thrownBy(() -> {
        subject.in(other).update(nextRight.get());
        other.commit();
      });
    }
    Broken.unless(
        first != null || second != null,
        "two units at SERIALIZABLE that read " + left.text() + " and " + right.text()
            + ", each of which changes one of them",
        "one fails",
        "both are committed");
  }
}
