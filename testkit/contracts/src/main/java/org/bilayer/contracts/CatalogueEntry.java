package org.bilayer.contracts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The entry of the catalogue of differences between memory and databases whose rule the test checks: if the rule is broken,
 * the test fails. The catalogue is the page {@code docs/fidelity.md}, which lists the marked tests of each entry.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(CatalogueEntry.List.class)
public @interface CatalogueEntry {

  /** Chapter and place in the catalogue, with a dot between them. */
  String value();

  /** What the test shows. */
  Answer answer() default Answer.SAME;

  /** How the library deals with a difference. */
  enum Answer {
    /** Every backend behaves in the same, promised way. */
    SAME,
    /** The library refuses it, with the same message on every backend. */
    REFUSED,
    /** There is no way to ask for it in the first place. */
    CANNOT_BE_SAID
  }

  /** Several entries of one test. */
  @Documented
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface List {

    /** The entries. */
    CatalogueEntry[] value();
  }
}
