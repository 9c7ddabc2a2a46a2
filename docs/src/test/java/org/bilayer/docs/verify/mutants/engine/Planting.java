package org.bilayer.docs.verify.mutants.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.DataLayer;
import org.bilayer.store.Store;

/**
 * The mistake of the engine that {@link PatchedEngine} has loaded: the one call that every backend makes to open a layer
 * passes through here.
 */
public final class Planting {

  private static volatile Plan plan = Plan.right();
  private static volatile long seed = 1;
  private static final AtomicInteger LAYERS = new AtomicInteger();

  private Planting() {}

  /** Plants the mutant of that id, or none for an empty one, in each layer that is opened from now on. */
  public static void plant(String id, long nextSeed) {
    seed = nextSeed;
    plan = Mutations.all().stream()
        .filter(mutant -> mutant.id().equals(id))
        .findFirst()
        .map(EngineMutant::plan)
        .orElseGet(Plan::right);
  }

  /** How many layers were opened since the last call, with the mistake in them. */
  public static int takeLayers() {
    return LAYERS.getAndSet(0);
  }

  /** What the next run draws from. */
  static long seed() {
    return seed;
  }

  /** A layer with the mistake. */
  public static DataLayer layer(DataLayer right) {
    LAYERS.incrementAndGet();
    return plan.layer(right);
  }

  /** A store with the mistake. */
  public static Store store(Store right) {
    return plan.store(right);
  }
}
