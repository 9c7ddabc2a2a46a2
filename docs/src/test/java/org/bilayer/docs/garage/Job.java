package org.bilayer.docs.garage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

// tag::job[]
record Job(long number, String plate, Set<Skill> skills, List<Part> parts, Checklist checklist) {

  enum Skill {
    BRAKES,
    ENGINE,
    PAINT
  }

  record Part(String sku, int quantity, BigDecimal price) {}

  /** What the mechanic ticked off; every garage has its own form. */
  record Checklist(String form, Map<String, Boolean> items) {}

  Job with(Part part) {
    List<Part> more = Stream.concat(parts.stream(), Stream.of(part)).toList();
    return new Job(number, plate, skills, more, checklist);
  }
}
// end::job[]
