package org.bilayer.testkit.verify;

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

/**
 * Histories of additions and changes until every declared constraint was broken once: keys, references and checks. What no
 * value of the domain can break is named.
 */
final class Violations {

  private static final int HISTORIES_MAX = 150;
  private static final int GENERATORS = 30;

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> subjects;
  private final Values values;
  private final Seed seed;
  private final Recording recording;

  Violations(
      Model model,
      Map<String, MappingUnderTest<?, ?>> subjects,
      Values values,
      Seed seed,
      Recording recording) {
    this.recording = recording;
    this.model = model;
    this.subjects = subjects;
    this.values = values;
    this.seed = seed;
  }

  /**
   * What came of it.
   *
   * @param unbroken what no value of the domain broke
   * @param unbreakable what no object of the domain can hold
   */
  record Result(
      Optional<Difference> difference,
      Set<String> broken,
      Set<String> unbroken,
      Set<String> unbreakable) {}

  /** @param name of the database */
  Result provoke(BackendPair duel, String name) {
    Set<String> unbreakable = Constraints.unbreakable(subjects, generators());
    recording.unbreakable(unbreakable);
    Set<String> unbroken = declared();
    unbroken.removeAll(unbreakable);
    var broken = new LinkedHashSet<String>();
    for (int i = 0; i < HISTORIES_MAX && !unbroken.isEmpty(); i++) {
      History history = generator(i, unbroken).additions();
      Optional<Disagreement> difference = duel.difference(history, recording, name);
      if (difference.isPresent()) {
        return new Result(
            Optional.of(Verification.shrunk(duel, subjects, history, i + 1L, seed)),
            broken,
            unbroken,
            unbreakable);
      }
      duel.violations().forEach(constraint -> {
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
        subjects,
        values,
        subject -> !Collections.disjoint(declared(subject), wanted),
        seed.of(i));
  }

  private Set<String> declared() {
    var names = new LinkedHashSet<String>();
    subjects.values().forEach(subject -> names.addAll(declared(subject)));
    return names;
  }

  private static Set<String> declared(MappingUnderTest<?, ?> subject) {
    var names = new LinkedHashSet<String>();
    addNames(subject, subject.layout().root(), names);
    subject.layout().owned().forEach(table -> addNames(subject, table, names));
    return names;
  }

  private static void addNames(MappingUnderTest<?, ?> subject, Table table, Set<String> into) {
    Constraints.of(subject, table).forEach(each -> into.add(each.name()));
  }
}
