package org.bilayer.docs.garage;

import java.math.BigDecimal;
import java.util.List;

// tag::queries[]
/** What is asked about jobs in SQL. */
public interface JobQueries {

  record Use(String sku, long quantity, BigDecimal cost) {}

  /** The parts that were used most, and what they cost; ties by number. */
  List<Use> mostUsed(int limit);

  /** How many jobs a vehicle had. */
  long jobsOf(String plate);
}
// end::queries[]
