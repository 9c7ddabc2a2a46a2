package org.bilayer.testkit.verify.law;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.value.Level;
import org.bilayer.value.RowVersion;
import org.jspecify.annotations.Nullable;

/** Checks {@code STALE}: every path by which an outdated state can be handed in. */
final class Stale implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    for (Kept<T, I> kept : subject.someKept(1)) {
      given(subject, kept);
      Level level =
          subject.some(List.of(Level.SNAPSHOT, Level.READ_COMMITTED), 1).get(0);
      for (Map.Entry<String, BiConsumer<Repository<T, I>, Kept<T, I>>> path :
          this.<T, I>loadedPaths().entrySet()) {
        overtaken(subject, kept, level, path);
      }
    }
  }

  // --- versions that the caller brought ---

  private static <T, I> void given(Subject<T, I> subject, Kept<T, I> kept) {
    for (long version : List.of(kept.version() - 1, kept.version() + 1)) {
      for (T next : subject.some(subject.next(kept), 1)) {
        T brought = subject
            .mapping()
            .object(
                subject.scene().ids(),
                subject.mapping().values(subject.scene().ids(), next, 1),
                version);
        brought(
            subject,
            kept,
            "update at version " + version,
            false,
            work -> subject.in(work).update(brought, RowVersion.of(version)));
        brought(
            subject,
            kept,
            "update at version " + version + " of the loaded object",
            true,
            work -> subject.in(work).update(brought, RowVersion.of(version)));
        if (subject.mapping().layout().versionIn(brought) != null) {
          brought(
              subject,
              kept,
              "update with the version attribute " + version,
              false,
              work -> subject.in(work).update(brought));
          brought(
              subject,
              kept,
              "update with the version attribute " + version + " of the loaded object",
              true,
              work -> subject.in(work).update(brought));
        }
      }
      brought(
          subject,
          kept,
          "removal at version " + version,
          false,
          work -> subject.in(work).removeById(kept.id(), RowVersion.of(version)));
      brought(
          subject,
          kept,
          "removal at version " + version + " of the loaded object",
          true,
          work -> subject.in(work).removeById(kept.id(), RowVersion.of(version)));
    }
  }

  private static <T, I> void brought(
      Subject<T, I> subject,
      Kept<T, I> kept,
      String path,
      boolean loads,
      java.util.function.Consumer<UnitOfWork> edit) {
    List<String> before = subject.contents();
    String what = "the " + path + " of " + kept.text() + " v" + kept.version();
    try (UnitOfWork work = subject.scene().begin()) {
      if (loads) {
        subject.in(work).find(kept.id());
      }
      StaleVersionException stale = Scene.requireThrows(what, StaleVersionException.class, () -> {
        edit.accept(work);
        work.commit();
      });
      Broken.unless(
          stale.isGivenByCaller() && !stale.isRetryable(),
          what,
          "a stale version that the caller brought",
          "one that the unit has read");
    }
    Broken.unlessEqual("what is stored after " + what, before, subject.contents());
  }

  // --- objects that another unit has changed meanwhile ---

  private <T, I> Map<String, BiConsumer<Repository<T, I>, Kept<T, I>>> loadedPaths() {
    Map<String, BiConsumer<Repository<T, I>, Kept<T, I>>> paths = new LinkedHashMap<>();
    paths.put("removal", (repository, kept) -> repository.remove(repository.get(kept.id())));
    paths.put("removal by id", (repository, kept) -> repository.removeById(kept.id()));
    paths.put("guard", (repository, kept) -> repository.guard(repository.get(kept.id())));
    paths.put("update", (repository, kept) -> {});
    return paths;
  }

  private static <T, I> void overtaken(
      Subject<T, I> subject,
      Kept<T, I> first,
      Level level,
      Map.Entry<String, BiConsumer<Repository<T, I>, Kept<T, I>>> path) {
    Kept<T, I> kept = subject.kept(first.key()).orElse(null);
    Optional<T> absent = subject.storableAbsent();
    if (kept == null) {
      return;
    }
    List<T> states = subject.some(subject.next(kept), 6).stream()
        .filter(next -> subject.scene().wouldTake(work -> {
          subject.in(work).find(kept.id());
          subject.in(work).update(next);
        }))
        .limit(2)
        .toList();
    if (states.size() < 2) {
      return;
    }
    String what = path.getKey() + " at " + level + " of " + kept.text()
        + ", which another unit has changed since";
    List<String> before;
    @Nullable Throwable thrown;
    try (UnitOfWork work = subject.scene().layer().begin(Scene.options(level))) {
      Repository<T, I> repository = subject.in(work);
      repository.find(kept.id());
      boolean isChanged = subject.scene().commits(other -> {
        subject.in(other).find(kept.id());
        subject.in(other).update(states.get(0));
      });
      if (!isChanged) {
        return;
      }
      before = subject.contents();
      thrown = Scene.thrownBy(() -> {
        path.getValue().accept(repository, kept);
        if (path.getKey().equals("update")) {
          repository.update(states.get(1));
        }
        absent.ifPresent(repository::add);
        work.commit();
      });
    }
    Broken.unless(
        thrown instanceof ConflictException conflict && conflict.isRetryable(),
        what,
        "a conflict that is worth a retry",
        Scene.shown(thrown));
    Broken.unlessEqual("what is stored after the " + what, before, subject.contents());
  }
}
