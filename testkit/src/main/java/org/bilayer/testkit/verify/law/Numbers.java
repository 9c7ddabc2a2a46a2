package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.engine.Engine;
import org.bilayer.model.IdSequence;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Sequence;
import org.bilayer.store.Store;

/** Checks {@code NUMBERS}: across units that are rolled back, blocks, and two layers on one store. */
final class Numbers implements Check {

  private static final int MOST = 60;

  /** Stays open when a second layer on it is closed. */
  private static final class Shared extends DelegatingStore {
    Shared(Store store) {
      super(store);
    }

    @Override
    public void close() {}
  }

  /** Ends an attempt on purpose. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undone() {
      super("thrown by an attempt on purpose", null, false, false);
    }
  }

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    for (Sequence sequence : subject.scene().schema().sequences()) {
      numbers(subject.scene(), sequence);
    }
  }

  private static void numbers(Scene scene, Sequence sequence) {
    IdSequence numbers = scene.ids().sequence(sequence.name());
    int most = Math.min(MOST, sequence.blockSize() + 1);
    Set<Long> taken = new HashSet<>();
    try (DataLayer second =
        Engine.open(scene.model(), new Shared(scene.store()), LayerOptions.defaults())) {
      for (DataLayer layer : List.of(scene.layer(), second, scene.layer())) {
        for (boolean commits : List.of(false, true, false)) {
          take(layer, numbers, most, commits, taken);
          take(layer, numbers, 1, commits, taken);
        }
      }
      try (UnitOfWork one = scene.begin();
          UnitOfWork other = second.begin(Scene.options())) {
        for (int i = 0; i < 3; i++) {
          note(numbers, one.nextValue(numbers), taken);
          note(numbers, other.nextValue(numbers), taken);
        }
      }
    }
  }

  private static void take(
      DataLayer layer, IdSequence numbers, int count, boolean commits, Set<Long> taken) {
    try (UnitOfWork work = layer.begin(Scene.options())) {
      var own = new ArrayList<Long>();
      for (int i = 0; i < count; i++) {
        long number = work.nextValue(numbers);
        note(numbers, number, taken);
        Broken.unless(
            own.isEmpty() || own.get(own.size() - 1) < number,
            "the numbers of " + numbers + " in one unit",
            "each greater than the one before",
            own + " and then " + number);
        own.add(number);
      }
      inAnUndoneAttempt(work, numbers, taken);
      note(numbers, work.nextValue(numbers), taken);
      if (commits) {
        work.commit();
      }
    }
  }

  private static void inAnUndoneAttempt(UnitOfWork work, IdSequence numbers, Set<Long> taken) {
    try {
      work.attempt(part -> {
        note(numbers, part.nextValue(numbers), taken);
        note(numbers, part.nextValue(numbers), taken);
        throw new Undone();
      });
    } catch (Undone undone) {
      return;
    }
  }

  private static void note(IdSequence numbers, long number, Set<Long> taken) {
    Broken.unless(
        taken.add(number),
        "the number " + number + " of " + numbers,
        "handed out once",
        "handed out twice");
  }
}
