package org.bilayer.tools.internal.profile;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the rows of a table tell.
 *
 * <p>Immutable.
 *
 * @param rows how many rows were read
 * @param complete whether these were all rows
 * @param facts what was measured, by column
 * @param failure why nothing was measured, if it was not
 */
public record TableProfile(
    long rows, boolean complete, Map<String, Map<Fact, Long>> facts, Optional<String> failure) {

  /** A table of whose rows nothing needs to be known. */
  public static final TableProfile NONE = new TableProfile(0, false, Map.of(), Optional.empty());

  /** Copies the map. */
  public TableProfile {
    facts = Map.copyOf(facts);
  }

  /** A table whose rows could not be read. */
  static TableProfile failed(String why) {
    return new TableProfile(0, false, Map.of(), Optional.of(why));
  }

  /** What was measured; empty if it was not, or if no row has a value. */
  public OptionalLong measured(String column, Fact fact) {
    Long value = facts.getOrDefault(column, Map.of()).get(fact);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** How many rows were counted, 0 if nothing was. */
  public long count(String column, Fact fact) {
    return measured(column, fact).orElse(0);
  }

  /** Such as {@code 1000 rows read} or {@code the first 100000 rows read}. */
  public String extent() {
    return (complete ? "" : "the first ") + rows + (rows == 1 ? " row" : " rows") + " read";
  }
}
