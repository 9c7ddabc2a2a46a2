package org.bilayer.testkit.verify.law;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.value.RowVersion;
import org.jspecify.annotations.Nullable;

/** Checks {@code RETRY}. */
final class Retry implements Check {

  /** What an application declares. */
  private static final class Checked extends IOException {
    private static final long serialVersionUID = 1L;

    Checked() {
      super("thrown by work on purpose");
    }
  }

  private static final String WHY = "thrown by work on purpose";

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    Optional<T> absent = subject.storableAbsent();
    succeeds(subject, () -> new WriteConflictException(WHY, null), absent);
    succeeds(subject, () -> new UnavailableException(WHY, null), Optional.empty());
    fails(subject, new CommitUnknownException(WHY, null), absent);
    fails(subject, new IllegalStateException(WHY), absent);
    bounded(subject);
    missing(subject);
    checked(subject, absent);
    nested(subject);
  }

  /** Two tries fail, the third succeeds. */
  private static <T, I> void succeeds(
      Subject<T, I> subject, Supplier<RuntimeException> failure, Optional<T> absent) {
    List<String> before = subject.contents();
    DataLayer layer = subject.scene().layer();
    long retries = layer.retries();
    var tries = new ArrayList<UnitOfWork>();
    String result = layer.execute(Scene.options(), work -> {
      Broken.unless(
          tries.stream().noneMatch(work::equals), "a try", "a unit of its own", "the one before");
      tries.add(work);
      if (tries.size() < 3) {
        absent.ifPresent(object -> subject.in(work).add(object));
        throw failure.get();
      }
      return "of try " + tries.size();
    });
    String what = "work that fails twice with " + failure.get().getClass().getSimpleName();
    Broken.unlessEqual("how often it runs, " + what, 3, tries.size());
    Broken.unlessEqual("the result of " + what, "of try 3", result);
    Broken.unlessEqual("the retries counted of " + what, retries + 2, layer.retries());
    Broken.unlessEqual("what is stored by " + what, before, subject.contents());
  }

  /** One try, and what it threw. */
  private static <T, I> void fails(
      Subject<T, I> subject, RuntimeException failure, Optional<T> absent) {
    List<String> before = subject.contents();
    var tries = new ArrayList<UnitOfWork>();
    Throwable thrown = Scene.thrownBy(() -> subject.scene().layer().run(Scene.options(), work -> {
      tries.add(work);
      absent.ifPresent(object -> subject.in(work).add(object));
      throw failure;
    }));
    String what = "work that throws " + failure.getClass().getSimpleName();
    Broken.unless(
        failure.equals(thrown), "what is thrown by " + what, "the same", Scene.shown(thrown));
    Broken.unlessEqual("how often it runs, " + what, 1, tries.size());
    Broken.unlessEqual("what is stored by " + what, before, subject.contents());
  }

  private static <T, I> void bounded(Subject<T, I> subject) {
    var tries = new ArrayList<UnitOfWork>();
    Throwable thrown =
        Scene.thrownBy(() -> subject.scene().layer().run(Scene.options().maxTries(2), work -> {
          tries.add(work);
          throw new WriteConflictException(WHY, null);
        }));
    Broken.unless(
        thrown instanceof WriteConflictException,
        "work that always conflicts",
        "its conflict",
        Scene.shown(thrown));
    Broken.unlessEqual("how often it runs, work with two tries at most", 2, tries.size());
  }

  private static <T, I> void missing(Subject<T, I> subject) {
    for (T absent : subject.some(subject.absent(), 1)) {
      var tries = new ArrayList<UnitOfWork>();
      Scene.requireThrows(
          "work that gets an absent id",
          NotFoundException.class,
          () -> subject.scene().layer().run(Scene.options(), work -> {
            tries.add(work);
            subject.in(work).get(subject.id(absent));
          }));
      Broken.unlessEqual("how often it runs, work that gets an absent id", 1, tries.size());
    }
    for (Kept<T, I> kept : subject.someKept(1)) {
      stale(subject, kept);
      overtaken(subject, kept);
      var tries = new ArrayList<UnitOfWork>();
      if (!subject.mapping().declared().hasIdentity()) {
        // The row of that id is there, whatever the tries before have changed.
        Scene.requireThrows(
            "work that adds the stored " + kept.text(),
            org.bilayer.failure.UniqueViolationException.class,
            () -> subject.scene().layer().run(Scene.options(), work -> {
              tries.add(work);
              subject.in(work).add(subject.copy(kept));
            }));
        Broken.unlessEqual("how often it runs, work that breaks a rule", 1, tries.size());
      }
    }
  }

  private static <T, I> void stale(Subject<T, I> subject, Kept<T, I> kept) {
    var tries = new ArrayList<UnitOfWork>();
    Scene.requireThrows(
        "work that removes " + kept.text() + " at a version that it does not have",
        StaleVersionException.class,
        () -> subject.scene().layer().run(Scene.options(), work -> {
          tries.add(work);
          subject.in(work).removeById(kept.id(), RowVersion.of(kept.version() + 1));
        }));
    Broken.unlessEqual("how often it runs, work with a stale version", 1, tries.size());
  }

  private static <T, I> void checked(Subject<T, I> subject, Optional<T> absent) {
    List<String> before = subject.contents();
    var failure = new Checked();
    Throwable thrown;
    try {
      subject.scene().layer().runChecked(Scene.options(), work -> {
        absent.ifPresent(object -> subject.in(work).add(object));
        throw failure;
      });
      thrown = null;
    } catch (Exception e) {
      thrown = e;
    }
    requireSame(failure, thrown);
    try {
      subject.scene().layer().executeChecked(Scene.options(), work -> {
        absent.ifPresent(object -> subject.in(work).add(object));
        throw failure;
      });
      thrown = null;
    } catch (Exception e) {
      thrown = e;
    }
    requireSame(failure, thrown);
    Broken.unlessEqual(
        "what is stored by work with a checked exception", before, subject.contents());
  }

  private static void requireSame(Exception failure, @Nullable Throwable thrown) {
    Broken.unless(
        failure.equals(thrown),
        "what is thrown by work with a checked exception",
        "the same",
        Scene.shown(thrown));
  }

  /** The first try loses its commit to another unit; the second one's result counts. */
  private static <T, I> void overtaken(Subject<T, I> subject, Kept<T, I> kept) {
    List<T> states = subject.some(subject.next(kept), 6).stream()
        .filter(next -> subject.scene().wouldTake(work -> {
          subject.in(work).find(kept.id());
          subject.in(work).update(next);
        }))
        .limit(2)
        .toList();
    if (states.size() < 2 || subject.mapping().layout().versionIn(kept.object()) != null) {
      return;
    }
    var tries = new ArrayList<UnitOfWork>();
    String result = subject.scene().layer().execute(Scene.options(), work -> {
      tries.add(work);
      subject.in(work).find(kept.id());
      if (tries.size() == 1) {
        subject.scene().commits(other -> {
          subject.in(other).find(kept.id());
          subject.in(other).update(states.get(0));
        });
      }
      subject.in(work).update(states.get(1));
      return "of try " + tries.size();
    });
    Broken.unlessEqual(
        "the result of work whose first try lost a race for " + kept.text(), "of try 2", result);
  }

  private static <T, I> void nested(Subject<T, I> subject) {
    subject
        .scene()
        .layer()
        .run(
            Scene.options(),
            work -> Scene.requireThrows(
                "a unit inside of another one",
                IllegalStateException.class,
                () -> subject.scene().layer().run(Scene.options(), inner -> {})));
  }
}
