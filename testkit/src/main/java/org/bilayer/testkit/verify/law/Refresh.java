package org.bilayer.testkit.verify.law;

import java.util.List;
import java.util.Optional;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.MisuseException;

/** Checks {@code REFRESH}. */
final class Refresh implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<String> before = subject.contents();
    for (Kept<T, I> kept : subject.someKept(1)) {
      Optional<T> next = subject.storableNext(kept);
      refreshed(subject, kept, next);
      evicted(subject, kept, next);
      guarded(subject, kept);
    }
    Optional<T> absent = subject.storableAbsent();
    if (absent.isPresent()) {
      try (UnitOfWork work = subject.scene().begin()) {
        subject.in(work).add(absent.get());
        subject.in(work).evict(absent.get());
        work.commit();
      }
    }
    Broken.unlessEqual(
        "what is stored of changes that were dropped by refresh or evict",
        before,
        subject.contents());
  }

  // Objects are the same or not.
  @SuppressWarnings("ReferenceEquality")
  private static <T, I> void refreshed(Subject<T, I> subject, Kept<T, I> kept, Optional<T> next) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.get(kept.id());
      next.ifPresent(repository::update);
      T again = repository.refresh(kept.id());
      Broken.unless(
          again != loaded && again != next.orElse(null),
          "refresh of the loaded " + kept.text(),
          "a new object",
          "the object that the unit had");
      Broken.unlessEqual("refresh", kept.text(), subject.text(again));
      Broken.unless(
          repository.get(kept.id()) == again,
          "get after refresh of " + kept.text(),
          "the object that refresh returned",
          "another one");
      work.commit();
    }
  }

  // Objects are the same or not.
  @SuppressWarnings("ReferenceEquality")
  private static <T, I> void evicted(Subject<T, I> subject, Kept<T, I> kept, Optional<T> next) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.get(kept.id());
      next.ifPresent(repository::update);
      repository.evict(loaded);
      T again = repository.get(kept.id());
      Broken.unless(
          again != loaded && again != next.orElse(null),
          "get after evict of " + kept.text(),
          "a new object",
          "the object that the unit had");
      Broken.unlessEqual("get after evict", kept.text(), subject.text(again));
      repository.evict(again);
      work.commit();
    }
  }

  private static <T, I> void guarded(Subject<T, I> subject, Kept<T, I> kept) {
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.get(kept.id());
      repository.guard(loaded);
      Scene.requireThrows(
          "evict of the guarded " + kept.text(),
          MisuseException.class,
          () -> repository.evict(loaded));
    }
  }
}
