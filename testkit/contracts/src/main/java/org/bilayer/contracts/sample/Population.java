package org.bilayer.contracts.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Specimens drawn at random from the values that the contracts know of each type. */
public final class Population {

  private Population() {}

  /** As many specimens, with ids from 0. */
  public static List<Specimen> of(int size, Random random) {
    var specimens = new ArrayList<Specimen>();
    for (int id = 0; id < size; id++) {
      specimens.add(specimen(id, random));
    }
    return specimens;
  }

  /** One specimen; each optional attribute is absent with a probability of one quarter. */
  public static Specimen specimen(int id, Random random) {
    Specimen specimen = Specimens.plain(id);
    for (TypeFacts<?> type : TypeFacts.ALL) {
      specimen = drawn(specimen, type, random);
    }
    return specimen;
  }

  private static <V> Specimen drawn(Specimen specimen, TypeFacts<V> type, Random random) {
    Specimen next = Specimens.with(specimen, type.pair().required(), one(type.values(), random));
    return random.nextInt(4) == 0
        ? next
        : Specimens.with(next, type.pair().optional(), one(type.values(), random));
  }

  /** One of several values. */
  public static <V> V one(List<V> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
