package org.bilayer.docs.verify.mutants.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.LayerOptions;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Schema;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.verify.comparing.BackendPair;
import org.bilayer.testkit.verify.comparing.Disagreement;
import org.bilayer.testkit.verify.drawing.Generator;
import org.bilayer.testkit.verify.drawing.Jqwik;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.Law;
import org.bilayer.testkit.verify.law.Laws;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Generates histories until one law is broken, in memory; loaded together with a wrong engine. */
public final class LawSearch {

  private static final int ANSWERS = 1_000;

  private LawSearch() {}

  /** The first breach; empty if the law holds for as many answers as the default verification compares. */
  public static String search(String law, long seed) {
    return search(Law.valueOf(law), seed, Backends.memory(), Depot.MODEL);
  }

  /** As the other, on another memory and model. */
  static String search(Law law, long seed, Backend memory, Model model) {
    return Jqwik.call(() -> searched(Set.of(law), Seed.next(Optional.of(seed)), memory, model));
  }

  private static String searched(Set<Law> laws, Seed seed, Backend memory, Model model) {
    Schema schema = ModelInternals.schema(model);
    Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
    var values = new Values(List.of(), "Verification", mappings.values());
    var check = new Laws(model, mappings, laws, Laws.Extent.FEW, seed.value());
    try (var pair = new BackendPair(
        model,
        mappings,
        memory,
        Optional.empty(),
        LayerOptions.defaults(),
        seed.value(),
        List.of(check))) {
      for (long i = 0; pair.compared() < ANSWERS; i++) {
        Optional<Disagreement> found = pair.difference(
            new Generator(schema, mappings, values, memory.levels(), memory.levels(), seed.of(i))
                .history());
        if (found.isPresent()) {
          return found.get().headline() + " " + found.get().place();
        }
      }
    }
    return "";
  }
}
