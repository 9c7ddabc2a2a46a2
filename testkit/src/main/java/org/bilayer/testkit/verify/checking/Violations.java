package org.bilayer.testkit.verify.checking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.BackendPair;
import org.bilayer.testkit.verify.comparing.Comparison;
import org.bilayer.testkit.verify.drawing.Constraints;
import org.bilayer.testkit.verify.drawing.Generator;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.Difference;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.recording.Recording;

/**
 * Histories of additions and changes until every declared constraint was broken once: keys, references and checks. What no
 * value of the domain can break is named.
 */
public final class Violations {

  private static final int HISTORIES_MAX = 150;
  private static final int GENERATORS = 30;

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Values values;
  private final Seed seed;
  private final Recording recording;

  public Violations(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Values values,
      Seed seed,
      Recording recording) {
    this.recording = recording;
    this.model = model;
    this.mappings = mappings;
    this.values = values;
    this.seed = seed;
  }

  /**
   * What came of it.
   *
   * @param unbroken what no value of the domain broke
   * @param unbreakable what no object of the domain can hold
   */
  public record Result(
      Optional<Difference> difference,
      Set<String> broken,
      Set<String> unbroken,
      Set<String> unbreakable) {}

  /**
   * Provokes each constraint of the model on both backends.
   *
   * @param name the name of the database, for the record
   */
  public Result provoke(BackendPair pair, String name) {
    Set<String> unbreakable = Constraints.unbreakable(mappings, generators());
    recording.unbreakable(unbreakable);
    Set<String> unbroken = declared();
    unbroken.removeAll(unbreakable);
    var broken = new LinkedHashSet<String>();
    for (int i = 0; i < HISTORIES_MAX && !unbroken.isEmpty(); i++) {
      History history = generator(i, unbroken).additions();
      Comparison.Verdict verdict = pair.compare(history);
      recording.compared(name, history, verdict);
      if (verdict.difference().isPresent()) {
        return new Result(
            Optional.of(HistorySearch.shrunk(
                pair, mappings, history, verdict.difference().get(), i + 1L, seed)),
            broken,
            unbroken,
            unbreakable);
      }
      pair.violations().forEach(constraint -> {
        if (unbroken.remove(constraint)) {
          broken.add(constraint);
        }
      });
    }
    return new Result(Optional.empty(), broken, unbroken, unbreakable);
  }

  private List<Generator> generators() {
    var generators = new ArrayList<Generator>();
    for (int i = 0; i < GENERATORS; i++) {
      generators.add(generator(i, Set.of()));
    }
    return generators;
  }

  /** For histories about roots that have some of these constraints. */
  private Generator generator(int i, Set<String> wanted) {
    return new Generator(
        ModelInternals.schema(model),
        mappings,
        values,
        mapping -> !Collections.disjoint(declared(mapping), wanted),
        seed.of(i));
  }

  private Set<String> declared() {
    var names = new LinkedHashSet<String>();
    mappings.values().forEach(mapping -> names.addAll(declared(mapping)));
    return names;
  }

  private static Set<String> declared(MappingUnderTest<?, ?> mapping) {
    var names = new LinkedHashSet<String>();
    addNames(mapping, mapping.layout().root(), names);
    mapping.layout().owned().forEach(table -> addNames(mapping, table, names));
    return names;
  }

  private static void addNames(MappingUnderTest<?, ?> mapping, Table table, Set<String> into) {
    Constraints.of(mapping, table).forEach(each -> into.add(each.name()));
  }
}
