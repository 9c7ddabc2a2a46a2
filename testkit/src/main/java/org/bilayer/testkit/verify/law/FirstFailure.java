package org.bilayer.testkit.verify.law;

import java.util.List;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.query.Query;

/** Checks {@code FIRST_FAILURE}. */
final class FirstFailure implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<String> before = subject.contents();
    for (T absent : subject.some(subject.absent(), 1)) {
      missing(subject, absent);
      unknown(subject, absent);
    }
    for (Kept<T, I> kept : subject.someKept(1)) {
      changes(subject, kept);
      removedTwice(subject, kept);
      notLoaded(subject, kept);
    }
    ends(subject);
    Broken.unlessEqual("what is stored after units that failed", before, subject.contents());
  }

  private static <T, I> void missing(Subject<T, I> subject, T absent) {
    I id = subject.id(absent);
    try (UnitOfWork work = subject.scene().begin()) {
      Scene.requireThrows(
          "an attempt that gets the absent " + id,
          NotFoundException.class,
          () -> work.attempt(part -> subject.in(part).get(id)));
      Broken.unless(
          subject.in(work).find(id).isEmpty(), "find of the absent " + id, "absent", "an object");
      subject
          .storableAbsent()
          .filter(other -> !subject.key(other).equals(subject.key(absent)))
          .ifPresent(other -> subject.in(work).add(other));
      Scene.requireThrows(
          "get of the absent " + id,
          NotFoundException.class,
          () -> subject.in(work).get(id));
      Scene.requireThrows(
          "a call after a failure",
          UnitOfWorkFailedException.class,
          () -> subject.in(work).find(id));
      for (int i = 0; i < 2; i++) {
        Broken.unless(
            Scene.thrownBy(work::rollback) == null,
            "the rollback of a unit that is over",
            "nothing",
            "a failure");
      }
    }
  }

  /** What the unit has not loaded cannot be handed in. */
  private static <T, I> void unknown(Subject<T, I> subject, T absent) {
    if (subject.mapping().layout().versionIn(absent) == null) {
      refused(
          "update of the unknown " + subject.text(absent),
          subject,
          work -> subject.in(work).update(absent));
    }
    refused(
        "removal of the unknown " + subject.text(absent),
        subject,
        work -> subject.in(work).remove(absent));
    if (subject.mapping().declared().hasIdentity()) {
      refused(
          "add of a mapping with generated ids",
          subject,
          work -> subject.in(work).add(absent));
    }
  }

  private static <T, I> void notLoaded(Subject<T, I> subject, Kept<T, I> kept) {
    if (subject.mapping().layout().versionIn(kept.object()) == null) {
      refused(
          "update of " + kept.text() + ", which is not loaded",
          subject,
          work -> subject.in(work).update(subject.copy(kept)));
      refused(
          "removal of " + kept.text() + ", which is not loaded",
          subject,
          work -> subject.in(work).remove(subject.copy(kept)));
    }
    refused(
        "guard of " + kept.text() + ", which is not loaded",
        subject,
        work -> subject.in(work).guard(subject.copy(kept)));
  }

  private static void refused(
      String what, Subject<?, ?> subject, java.util.function.Consumer<UnitOfWork> call) {
    try (UnitOfWork work = subject.scene().begin()) {
      Scene.requireThrows(what, MisuseException.class, () -> call.accept(work));
      Scene.requireThrows("the commit after a refused call", RuntimeException.class, work::commit);
    }
  }

  private static <T, I> void changes(Subject<T, I> subject, Kept<T, I> kept) {
    var thrown = new IllegalStateException("thrown by a change on purpose");
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      IllegalStateException found = Scene.requireThrows(
          "a change that throws",
          IllegalStateException.class,
          () -> repository.change(kept.id(), now -> {
            throw thrown;
          }));
      Broken.unless(
          found.equals(thrown),
          "what a change throws",
          "what its function throws",
          found.toString());
      Scene.requireThrows(
          "a change to null",
          IllegalArgumentException.class,
          () -> repository.change(kept.id(), FirstFailure::nothing));
      Broken.unlessEqual(
          "what is found after changes that threw",
          kept.text(),
          subject.text(repository.find(kept.id())));
      work.commit();
    }
  }

  // What a function that forgets its result gives.
  @SuppressWarnings("NullAway")
  private static <T> T nothing(T now) {
    return null;
  }

  private static <T, I> void removedTwice(Subject<T, I> subject, Kept<T, I> kept) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.get(kept.id());
      repository.remove(loaded);
      Scene.requireThrows(
          "the second removal of " + kept.text(),
          MisuseException.class,
          () -> repository.remove(loaded));
    }
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.get(kept.id());
      repository.remove(loaded);
      Scene.requireThrows(
          "an update of the removed " + kept.text(),
          MisuseException.class,
          () -> repository.update(subject.copy(kept)));
    }
  }

  private static <T, I> void ends(Subject<T, I> subject) {
    try (UnitOfWork work = subject.scene().begin()) {
      work.rollback();
      Broken.unless(
          Scene.thrownBy(work::rollback) == null,
          "the second rollback of a unit",
          "nothing",
          "a failure");
    }
    try (UnitOfWork work = subject.scene().begin()) {
      subject.in(work).find(Query.all());
      work.commit();
      Scene.requireThrows("the second commit of a unit", IllegalStateException.class, work::commit);
      Broken.unless(
          Scene.thrownBy(work::rollback) == null,
          "the rollback of a committed unit",
          "nothing",
          "a failure");
    }
  }
}
