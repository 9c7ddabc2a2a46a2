package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.query.Query;
import org.jspecify.annotations.Nullable;

/** Checks {@code ATTEMPT}. */
final class Attempts implements Check {

  /** What attempts throw on purpose. */
  private static final class Marker extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Marker() {
      super("thrown by an attempt on purpose", null, false, false);
    }
  }

  /** What ends a unit on purpose. */
  private static final class MarkerError extends Error {
    private static final long serialVersionUID = 1L;

    MarkerError() {
      super("thrown by an attempt on purpose", null, false, false);
    }
  }

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.someKept(2);
    for (Kept<T, I> each : kept) {
      subject.storableNext(each).ifPresent(next -> {
        changed(subject, each, next);
        succeeded(subject, each, next);
        pending(subject, each);
      });
      nested(subject, subject.kept(each.key()).orElseThrow());
    }
    if (kept.size() == 2) {
      guarded(subject, kept.get(0), kept.get(1));
    }
    actions(subject);
    errors(subject);
    subject.storableAbsent().ifPresent(absent -> refusedAddition(subject, absent));
  }

  private static void undone(UnitOfWork work, Consumer<UnitOfWork> part) {
    var marker = new Marker();
    Throwable thrown = Scene.thrownBy(() -> work.attempt(inner -> {
      part.accept(inner);
      throw marker;
    }));
    if (thrown instanceof Broken broken) {
      throw broken;
    }
    if (thrown instanceof ConstraintViolationException refused) {
      throw refused; // the part is not possible, so the law says nothing
    }
    Broken.unless(
        marker.equals(thrown),
        "what an attempt throws",
        "what its part has thrown",
        Scene.shown(thrown));
  }

  /** What a unit sees: every object with its version, loaded ones as well as rows. */
  private static <T, I> List<String> view(Subject<T, I> subject, UnitOfWork work) {
    Repository<T, I> repository = subject.in(work);
    var view = new ArrayList<String>();
    for (T object : repository.find(Query.all())) {
      view.add(subject.text(object) + " v" + repository.version(object));
      Optional<T> found = repository.find(subject.id(object));
      view.add("by id " + subject.text(found));
    }
    view.sort(null);
    return view;
  }

  /** Changes, removals and additions of an undone part are gone, before and after a flush in it. */
  private static <T, I> void changed(Subject<T, I> subject, Kept<T, I> kept, T next) {
    List<String> before = subject.contents();
    for (boolean flushes : List.of(false, true)) {
      for (boolean isRemoval : List.of(false, true)) {
        Optional<T> absent = subject.storableAbsent();
        try (UnitOfWork work = subject.scene().begin()) {
          Repository<T, I> repository = subject.in(work);
          T loaded = repository.get(kept.id());
          List<String> view = view(subject, work);
          undone(work, part -> {
            if (isRemoval) {
              repository.remove(loaded);
            } else {
              repository.update(next);
            }
            absent.ifPresent(repository::add);
            if (flushes) {
              part.flush();
            }
          });
          String what = "what a unit sees after an undone attempt with "
              + (isRemoval ? "the removal" : "a change") + " of " + kept.text()
              + (flushes ? ", flushed" : "");
          Broken.unlessEqual(
              what + ", by version",
              kept.version(),
              repository.version(repository.get(kept.id())).number());
          Broken.unlessEqual(what, view, view(subject, work));
          work.commit();
        } catch (ConstraintViolationException refused) {
          continue; // the removal may be refused
        }
        Broken.unlessEqual(
            "what is stored after a unit with an undone attempt", before, subject.contents());
      }
    }
  }

  /** What was pending before the attempt is still there, and is written. */
  private static <T, I> void pending(Subject<T, I> subject, Kept<T, I> kept) {
    Optional<T> absent = subject.storableAbsent();
    Kept<T, I> now = subject.kept(kept.key()).orElseThrow();
    List<T> states = subject.next(now);
    if (states.isEmpty()) {
      return;
    }
    T other = states.get(states.size() - 1);
    Optional<T> change = subject.storableNext(now);
    if (change.isEmpty()) {
      return;
    }
    boolean committed = subject.scene().commits(work -> {
      Repository<T, I> repository = subject.in(work);
      repository.find(kept.id());
      repository.update(change.get());
      undone(work, part -> {
        repository.update(other);
        absent.ifPresent(repository::add);
      });
      Broken.unlessEqual(
          "what is found after an undone attempt that came after a change",
          subject.text(change.get()),
          subject.text(repository.find(kept.id())));
    });
    if (committed) {
      subject.requireStored(
          "a change of " + now.text() + " from before an undone attempt",
          change.get(),
          now.version() + 1);
      absent.ifPresent(object -> Broken.unless(
          subject.kept(subject.key(object)).isEmpty(),
          "an addition in an undone attempt",
          "not stored",
          "stored, " + subject.text(object)));
    }
  }

  /** An undone attempt inside of another one undoes itself alone. */
  private static <T, I> void nested(Subject<T, I> subject, Kept<T, I> kept) {
    Optional<T> next = subject.storableNext(kept);
    if (next.isPresent()
        && subject.scene().commits(work -> {
          Repository<T, I> repository = subject.in(work);
          repository.find(kept.id());
          work.attempt(outer -> {
            repository.update(next.get());
            outer.flush();
            undone(outer, inner -> {
              repository.update(subject.copy(kept));
              inner.flush();
            });
          });
          Broken.unlessEqual(
              "what an attempt has changed, with an undone one inside of it",
              subject.text(next.get()),
              subject.text(repository.find(kept.id())));
        })) {
      subject.requireStored(
          "a change of " + kept.text() + " in an attempt with an undone one inside of it",
          next.get(),
          kept.version() + 1);
    }
  }

  private static <T, I> void succeeded(Subject<T, I> subject, Kept<T, I> kept, T next) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      String found = work.attemptResult(part -> {
        repository.find(kept.id());
        repository.update(next);
        part.flush();
        return "result";
      });
      Broken.unlessEqual("the result of an attempt", "result", found);
      work.flush();
      Broken.unlessEqual(
          "what an attempt without a failure has changed",
          subject.text(next) + " v" + (kept.version() + 1),
          subject.text(repository.refresh(kept.id())) + " v"
              + repository.version(repository.get(kept.id())));
    }
  }

  /** A guard from before stays; one of the part is gone. */
  private static <T, I> void guarded(Subject<T, I> subject, Kept<T, I> one, Kept<T, I> other) {
    for (boolean isBefore : List.of(true, false)) {
      Kept<T, I> guarded = subject.kept(one.key()).orElseThrow();
      Optional<T> next = subject.storableNext(guarded);
      if (next.isEmpty()) {
        return;
      }
      @Nullable Throwable thrown;
      try (UnitOfWork work = subject.scene().begin()) {
        Repository<T, I> repository = subject.in(work);
        T loaded = repository.get(guarded.id());
        repository.find(other.id());
        if (isBefore) {
          repository.guard(loaded);
        }
        undone(work, part -> {
          if (!isBefore) {
            repository.guard(loaded);
          }
        });
        subject.scene().commits(second -> {
          subject.in(second).find(guarded.id());
          subject.in(second).update(next.get());
        });
        thrown = Scene.thrownBy(work::commit);
      }
      Broken.unless(
          thrown instanceof DataException == isBefore,
          "the commit of a unit that has guarded " + guarded.text() + (isBefore ? " before" : " in")
              + " an undone attempt, changed by another unit",
          isBefore ? "a conflict" : "no failure",
          Scene.shown(thrown));
    }
  }

  private static <T, I> void actions(Subject<T, I> subject) {
    var ran = new ArrayList<String>();
    try (UnitOfWork work = subject.scene().begin()) {
      subject.in(work).find(Query.all());
      work.afterCommit(() -> ran.add("before"));
      undone(work, part -> part.afterCommit(() -> ran.add("undone")));
      work.attempt(part -> part.afterCommit(() -> ran.add("kept")));
      work.commit();
    }
    Broken.unlessEqual(
        "actions from before, in, and after an undone attempt", List.of("before", "kept"), ran);
  }

  private static <T, I> void errors(Subject<T, I> subject) {
    try (UnitOfWork work = subject.scene().begin()) {
      subject.in(work).find(Query.all());
      Scene.requireThrows(
          "an attempt whose part throws an Error",
          MarkerError.class,
          () -> work.attempt(part -> {
            throw new MarkerError();
          }));
      Scene.requireThrows(
          "a call on a unit after an Error in an attempt",
          UnitOfWorkFailedException.class,
          () -> subject.in(work).find(Query.all()));
    }
  }

  /** A refused addition in an attempt ends the attempt, and one outside the unit. */
  private static <T, I> void refusedAddition(Subject<T, I> subject, T absent) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      repository.add(absent);
      Scene.requireThrows(
          "an attempt that adds " + subject.text(absent) + " again",
          ConstraintViolationException.class,
          () -> work.attempt(part -> repository.add(absent)));
      Broken.unlessEqual(
          "what is found after an attempt with a refused addition",
          subject.text(absent),
          subject.text(repository.find(subject.id(absent))));
      Scene.requireThrows(
          "the addition of " + subject.text(absent) + " again",
          ConstraintViolationException.class,
          () -> repository.add(absent));
      Scene.requireThrows(
          "a call after a refused addition",
          UnitOfWorkFailedException.class,
          () -> repository.find(Query.all()));
    }
  }
}
