package org.bilayer.testkit.verify.law;

import java.util.List;
import java.util.Optional;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.ConflictException;
import org.bilayer.query.Query;
import org.bilayer.value.Level;

/** Checks {@code LOCKED_READ}. */
final class LockedRead implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    for (Level level : List.of(Level.SNAPSHOT, Level.READ_COMMITTED)) {
      for (boolean byQuery : List.of(false, true)) {
        for (Kept<T, I> kept : subject.someKept(1)) {
          Optional<T> next = subject.storableNext(kept);
          if (next.isPresent()) {
            overtaken(subject, kept, next.get(), level, byQuery);
          }
        }
      }
    }
    for (Kept<T, I> kept : subject.someKept(1)) {
      try (UnitOfWork work = subject.scene().begin()) {
        Broken.unlessEqual(
            "findForUpdate", kept.text(), subject.text(subject.in(work).findForUpdate(kept.id())));
      }
    }
  }

  private static <T, I> void overtaken(
      Subject<T, I> subject, Kept<T, I> kept, T next, Level level, boolean byQuery) {
    try (UnitOfWork work = subject.scene().layer().begin(Scene.options(level))) {
      subject.in(work).find(kept.id());
      subject.scene().commits(other -> {
        subject.in(other).find(kept.id());
        subject.in(other).update(next);
      });
      Scene.requireThrows(
          (byQuery ? "a query that locks" : "findForUpdate") + " at " + level + " of the loaded "
              + kept.text() + ", which another unit has changed since",
          ConflictException.class,
          () -> {
            if (byQuery) {
              subject
                  .in(work)
                  .find(Query.where(SetBased.only(subject, kept.key())).forUpdate());
            } else {
              subject.in(work).findForUpdate(kept.id());
            }
          });
    }
  }
}
