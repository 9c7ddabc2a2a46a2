package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;

/**
 * The declared constraints of one table, before they are resolved to columns. Immutable.
 *
 * @param uniques the unique keys
 * @param references the references to other aggregates
 * @param checks the conditions that every row satisfies
 * @param indexes the non-unique indexes
 * @param <O> what a row of the table is read from
 */
public record Rules<O>(
    List<Unique<O>> uniques,
    List<Reference<O>> references,
    List<CheckRule<O>> checks,
    List<IndexRule<O>> indexes) {

  /**
   * A unique key.
   *
   * @param withinOwner whether values are unique among the elements of one owner only
   */
  public record Unique<O>(String name, boolean withinOwner, List<Part<O>> members) {}

  /**
   * A reference.
   *
   * @param target asked when the descriptions are compiled
   * @param enforced whether the database has the foreign key
   * @param acts whether the foreign key has an action
   */
  public record Reference<O>(
      String name,
      Part<O> member,
      Supplier<? extends MappingPart<?, ?>> target,
      boolean enforced,
      boolean acts) {

    /** Whether a row may refer to no row that there is. */
    public boolean isOptional() {
      return !enforced || isNullable(member);
    }

    private static boolean isNullable(Part<?> member) {
      if (member instanceof ColumnPart<?, ?> column) {
        return column.isNullable();
      }
      return member instanceof EmbeddedPart<?, ?> embedded
          && embedded.columns().stream().anyMatch(ColumnPart::isNullable);
    }
  }

  /** A condition on every row. */
  public record CheckRule<O>(String name, Specification<O> condition) {}

  /**
   * A non-unique index.
   *
   * @param where the rows that it holds; empty for all
   */
  public record IndexRule<O>(String name, List<Sort<O>> order, Optional<Specification<O>> where) {}

  /** No constraints. */
  public static <O> Rules<O> none() {
    return new Rules<>(List.of(), List.of(), List.of(), List.of());
  }

  /** These constraints and a unique key. */
  public Rules<O> unique(String name, boolean withinOwner, List<Part<O>> members) {
    return new Rules<>(
        appended(uniques, new Unique<>(name, withinOwner, members)), references, checks, indexes);
  }

  /** These constraints and an index. */
  public Rules<O> index(String name, List<Sort<O>> order, Optional<Specification<O>> where) {
    return new Rules<>(
        uniques, references, checks, appended(indexes, new IndexRule<>(name, order, where)));
  }

  /** These constraints and a reference. */
  public Rules<O> reference(Reference<O> reference) {
    return new Rules<>(uniques, appended(references, reference), checks, indexes);
  }

  /** These constraints and a check. */
  public Rules<O> check(String name, Specification<O> condition) {
    return new Rules<>(
        uniques, references, appended(checks, new CheckRule<>(name, condition)), indexes);
  }

  private static <E> List<E> appended(List<E> list, E last) {
    var all = new ArrayList<>(list);
    all.add(last);
    return List.copyOf(all);
  }
}
