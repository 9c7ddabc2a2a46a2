package org.bilayer.testkit.verify.drawing;

import java.time.Duration;
import java.util.Collection;
import org.bilayer.model.Column;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/*
 * How much a verification compares by default: the more mappings, columns and operators, the more answers, within a time that grows
 * with the mappings. A search ends at whichever comes first, but not before a thousand answers.
 *
 * A fixed number was refused: it is too much for one table and too little for twenty. A bound of answers alone was refused, since the time
 * of one answer differs between databases by a factor of ten.
 */
public final class Size {

  /** Compared whatever time that takes. */
  public static final int ANSWERS_LEAST = 1_000;

  private static final int ANSWERS_EACH = 8;
  private static final Duration TIME_EACH = Duration.ofSeconds(3);

  private Size() {}

  /** The number of answers: eight for each pair of a column and an operator, and at least a thousand. */
  public static int answers(Collection<MappingUnderTest<?, ?>> mappings) {
    int pairs = 0;
    for (MappingUnderTest<?, ?> mapping : mappings) {
      pairs += pairs(mapping.attributes());
    }
    return Math.max(ANSWERS_LEAST, ANSWERS_EACH * pairs);
  }

  private static int pairs(Attributes<?> attributes) {
    int pairs = 0;
    for (Column<?, ?> column : attributes.columns()) {
      pairs += LeafForm.of(column.codec().type()).size();
    }
    for (String table : attributes.collections()) {
      pairs += pairs(attributes.elements(table));
    }
    return pairs;
  }

  /** The time on each database: three seconds for each mapping, divided among the databases. */
  public static Duration time(Collection<MappingUnderTest<?, ?>> mappings, int databases) {
    return TIME_EACH.multipliedBy(mappings.size()).dividedBy(Math.max(1, databases));
  }
}
