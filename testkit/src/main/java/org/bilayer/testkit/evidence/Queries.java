package org.bilayer.testkit.evidence;

import java.util.List;
import org.bilayer.query.Query;
import org.bilayer.testkit.verify.comparing.MappingQueries;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Conditions and orders as queries of a mapping. */
final class Queries {

  private Queries() {}

  static Filter everything() {
    return new Filter.Everything();
  }

  /**
   * A query.
   *
   * @param limit most objects; -1 for all
   */
  static <T> Query<T> of(
      MappingUnderTest<T, ?> mapping, Filter where, List<SortBy> order, int limit) {
    return new MappingQueries<>(mapping, GeneratedIds.NONE).query(where, order, limit);
  }
}
