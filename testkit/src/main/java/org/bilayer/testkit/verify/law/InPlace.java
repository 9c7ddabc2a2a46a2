package org.bilayer.testkit.verify.law;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.MisuseException;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code IN_PLACE}, where a class has fields that are neither final nor closed: gives such a field the value that it has
 * in a next state.
 */
final class InPlace implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    if (subject.mapping().layout().isImmutable()) {
      return;
    }
    for (Kept<T, I> kept : subject.someKept(1)) {
      for (DirtyChecking checking : DirtyChecking.values()) {
        Kept<T, I> now = subject.kept(kept.key()).orElseThrow();
        changed(subject, now, checking);
      }
    }
  }

  private static <T, I> void changed(
      Subject<T, I> subject, Kept<T, I> kept, DirtyChecking checking) {
    Optional<T> next = subject.storableNext(kept);
    if (next.isEmpty()) {
      return;
    }
    List<String> before = subject.contents();
    String what =
        "the commit of a unit that has changed " + kept.text() + " in place, with " + checking;
    @Nullable Throwable thrown;
    String changed;
    try (UnitOfWork work = subject.scene().layer().begin(Scene.options().dirtyChecking(checking))) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.get(kept.id());
      if (!isChanged(loaded, next.get())) {
        return;
      }
      changed = subject.text(loaded);
      if (changed.equals(kept.text()) || !subject.key(loaded).equals(kept.key())) {
        return;
      }
      thrown = Scene.thrownBy(work::commit);
      if (checking == DirtyChecking.WRITE) {
        if (thrown == null) {
          subject.requireStored(what, loaded, kept.version() + 1);
        }
        Broken.unless(
            thrown == null || thrown instanceof org.bilayer.failure.ConstraintViolationException,
            what,
            "the change is stored",
            Scene.shown(thrown));
        return;
      }
    }
    Broken.unless(
        checking == DirtyChecking.FAIL ? thrown instanceof MisuseException : thrown == null,
        what,
        checking == DirtyChecking.FAIL ? "a misuse" : "no failure",
        Scene.shown(thrown));
    Broken.unlessEqual("what is stored after " + what, before, subject.contents());
  }

  /** Whether a field could be given the value of another object. */
  private static boolean isChanged(Object object, Object other) {
    boolean changed = false;
    for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
          try {
            field.setAccessible(true);
            Object value = field.get(other);
            if (!Objects.equals(value, field.get(object))) {
              field.set(object, value);
              changed = true;
            }
          } catch (ReflectiveOperationException | RuntimeException closed) {
            // The field of a class that is closed to reflection stays as it is.
          }
        }
      }
    }
    return changed;
  }
}
