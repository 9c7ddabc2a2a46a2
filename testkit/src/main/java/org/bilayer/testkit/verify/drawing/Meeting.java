package org.bilayer.testkit.verify.drawing;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** On what two units of work meet that take turns. */
public enum Meeting {
  /** Both change one row. */
  ROW,
  /** One removes the row that the other changes. */
  REMOVAL,
  /** Both add a row with one id. */
  PRIMARY_KEY,
  /** Both add a row with the same values in a unique key. */
  UNIQUE_KEY,
  /** One adds a row that refers to the row that the other removes. */
  REFERENCE,
  /** One locks the row that the other changes. */
  LOCK,
  /** One depends on the row that the other changes. */
  GUARD,
  /** One computes a total of the table to which the other adds a row. */
  TOTAL,
  /** One changes in an attempt the row that the other changes. */
  ATTEMPT,
  /** One changes the row that is among those which the other changes by one statement. */
  SET_BASED,
  /** Both change one row, and the data layer runs one of them again. */
  RETRY,
  /** Both take numbers of one sequence. */
  SEQUENCE;

  /** For people and machines. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether units can meet so on some mappings of a schema. */
  public boolean isPossible(Schema schema, Collection<MappingUnderTest<?, ?>> mappings) {
    return switch (this) {
      case ROW, RETRY, ATTEMPT, LOCK, GUARD, REMOVAL, TOTAL, SET_BASED -> true;
      case PRIMARY_KEY -> !withIds(mappings).isEmpty();
      case UNIQUE_KEY -> !withUniqueKeys(mappings).isEmpty();
      case REFERENCE ->
        mappings.stream().anyMatch(mapping -> !references(mapping, mappings).isEmpty());
      case SEQUENCE -> !schema.sequences().isEmpty();
    };
  }

  /** The mappings whose ids are assigned. */
  static List<MappingUnderTest<?, ?>> withIds(Collection<MappingUnderTest<?, ?>> mappings) {
    return mappings.stream()
        .filter(mapping -> !mapping.layout().root().hasIdentity())
        .toList();
  }

  /** The mappings whose roots have unique keys. */
  static List<MappingUnderTest<?, ?>> withUniqueKeys(Collection<MappingUnderTest<?, ?>> mappings) {
    return mappings.stream()
        .filter(mapping -> !mapping.layout().root().uniqueKeys().isEmpty())
        .toList();
  }

  /** The references of a root to roots of some mappings. */
  static List<ForeignKey> references(
      MappingUnderTest<?, ?> mapping, Collection<MappingUnderTest<?, ?>> mappings) {
    Table root = mapping.layout().root();
    return root.foreignKeys().stream()
        .filter(key -> mappings.stream().anyMatch(other -> other.name().equals(key.target())))
        .toList();
  }
}
