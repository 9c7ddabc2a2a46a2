package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.model.Model;
import org.bilayer.spi.Check;
import org.bilayer.spi.Level;
import org.bilayer.spi.Table;
import org.bilayer.spi.UniqueKey;

/**
 * Histories of additions and changes until every declared constraint was broken once: keys, references and checks. What no
 * value of the domain can break is named.
 */
final class Violations {

  private static final int HISTORIES_MAX = 150;

  private final Model model;
  private final Map<String, Subject<?, ?>> subjects;
  private final Values values;
  private final Seed seed;

  Violations(Model model, Map<String, Subject<?, ?>> subjects, Values values, Seed seed) {
    this.model = model;
    this.subjects = subjects;
    this.values = values;
    this.seed = seed;
  }

  /** What came of it. */
  record Result(Optional<Difference> difference, Set<String> broken, Set<String> unbroken) {}

  Result provoke(Duel duel) {
    Set<String> unbroken = declared();
    var broken = new LinkedHashSet<String>();
    for (int i = 0; i < HISTORIES_MAX && !unbroken.isEmpty(); i++) {
      History history = new Generator(
              model.schema(), subjects, values, Set.of(Level.SNAPSHOT), seed.of(i))
          .additions();
      Optional<Disagreement> difference = duel.difference(history);
      if (difference.isPresent()) {
        return new Result(
            Optional.of(Verification.shrunk(duel, subjects, history, i + 1L, seed)),
            broken,
            unbroken);
      }
      duel.violations().forEach(name -> {
        if (unbroken.remove(name)) {
          broken.add(name);
        }
      });
    }
    return new Result(Optional.empty(), broken, unbroken);
  }

  private Set<String> declared() {
    var names = new LinkedHashSet<String>();
    for (Table table : model.schema().tables()) {
      if (!table.hasIdentity()) {
        names.add(table.keyName());
      }
      List<String> own = new ArrayList<>();
      table.uniqueKeys().stream().map(UniqueKey::name).forEach(own::add);
      table.checks().stream().map(Check::name).forEach(own::add);
      table.foreignKeys().stream()
          .filter(key -> table.owner().isEmpty() || !table.owner().get().equals(key))
          .forEach(key -> own.add(key.name()));
      names.addAll(own);
    }
    return names;
  }
}
