package org.bilayer.testkit.verify.law;

import java.util.List;
import java.util.Optional;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UniqueViolationException;

/** Checks {@code ALL_OR_NOTHING}. */
final class AllOrNothing implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<String> before = subject.contents();
    Optional<T> absent = subject.storableAbsent();
    Optional<Kept<T, I>> kept = subject.someKept(1).stream().findFirst();
    Optional<T> next = kept.flatMap(subject::storableNext);
    for (boolean flushes : List.of(false, true)) {
      for (boolean closes : List.of(false, true)) {
        try (UnitOfWork work = subject.scene().begin()) {
          change(subject, work, kept, next, absent);
          if (flushes) {
            work.flush();
          }
          if (!closes) {
            work.rollback();
          }
        } catch (ConstraintViolationException together) {
          continue; // the two break a rule together
        }
        Broken.unlessEqual(
            "what is stored after " + (closes ? "close" : "a rollback")
                + (flushes ? " of what was flushed" : ""),
            before,
            subject.contents());
      }
    }
    if (kept.isPresent() && !subject.mapping().declared().hasIdentity()) {
      refused(subject, kept.get(), next, absent);
    }
    Broken.unlessEqual("what is stored after units that failed", before, subject.contents());
  }

  private static <T, I> void change(
      Subject<T, I> subject,
      UnitOfWork work,
      Optional<Kept<T, I>> kept,
      Optional<T> next,
      Optional<T> absent) {
    Repository<T, I> repository = subject.in(work);
    next.ifPresent(object -> {
      repository.find(kept.orElseThrow().id());
      repository.update(object);
    });
    absent.ifPresent(repository::add);
  }

  /** An id that is taken is found out at the flush, and nothing before it is stored. */
  private static <T, I> void refused(
      Subject<T, I> subject, Kept<T, I> kept, Optional<T> next, Optional<T> absent) {
    for (boolean flushes : List.of(true, false)) {
      try (UnitOfWork work = subject.scene().begin()) {
        absent.ifPresent(object -> subject.in(work).add(object));
        Scene.thrownBy(work::flush);
        String what =
            (flushes ? "the flush" : "the commit") + " of an addition of the stored " + kept.text();
        Scene.requireThrows(what, UniqueViolationException.class, () -> {
          subject.in(work).add(subject.copy(kept));
          if (flushes) {
            work.flush();
          } else {
            work.commit();
          }
        });
      }
      Broken.unlessEqual(
          "what is stored of the id of a refused addition",
          Optional.of(kept.text()),
          subject.kept(kept.key()).map(Kept::text));
      absent.ifPresent(object -> Broken.unless(
          subject.kept(subject.key(object)).isEmpty(),
          "what a unit has flushed before its commit failed",
          "nothing",
          subject.text(object)));
    }
    // A known one is found out at once.
    try (UnitOfWork work = subject.scene().begin()) {
      subject.in(work).find(kept.id());
      Scene.requireThrows(
          "the addition of the loaded " + kept.text(),
          UniqueViolationException.class,
          () -> subject.in(work).add(subject.copy(kept)));
    }
    // What was pending when a write failed is not stored either.
    next.ifPresent(object -> {
      try (UnitOfWork work = subject.scene().begin()) {
        subject.in(work).find(kept.id());
        subject.in(work).update(object);
        Scene.requireThrows(
            "the addition of the changed " + kept.text(),
            DataException.class,
            () -> subject.in(work).add(subject.copy(kept)));
      }
    });
  }
}
