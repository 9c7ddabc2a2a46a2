package org.bilayer.model;

/**
 * Turns members declared on an {@code O} into the same members read from an {@code R} that holds the {@code O}:
 * from a value object to its owner, from an element to its place in a collection.
 *
 * @param <R> what a row is read from
 * @param <O> what the members are declared on
 */
interface Lift<R, O> {

  <V> Column<R, V> column(Column<O, V> column);

  <E> Embedded<R, E> embedded(Embedded<O, E> embedded);

  /** Members of the row's own type. */
  static <O> Lift<O, O> identity() {
    return new Lift<>() {
      @Override
      public <V> Column<O, V> column(Column<O, V> column) {
        return column;
      }

      @Override
      public <E> Embedded<O, E> embedded(Embedded<O, E> embedded) {
        return embedded;
      }
    };
  }

  /** Members of a value object. */
  static <R, O> Lift<R, O> within(Embedded<R, O> outer) {
    return new Lift<>() {
      @Override
      public <V> Column<R, V> column(Column<O, V> column) {
        return outer.at(column);
      }

      @Override
      public <E> Embedded<R, E> embedded(Embedded<O, E> embedded) {
        return outer.at(embedded);
      }
    };
  }

  /** Members of a variant of what another lift lifts. */
  static <R, O, V extends O> Lift<R, V> ofVariant(Variant<O, V> variant, Lift<R, O> outer) {
    return new Lift<>() {
      @Override
      public <W> Column<R, W> column(Column<V, W> column) {
        return outer.column(variant.at(column));
      }

      @Override
      public <E> Embedded<R, E> embedded(Embedded<V, E> embedded) {
        return outer.embedded(variant.at(embedded));
      }
    };
  }

  /** Members of an element. */
  static <C> Lift<ElementCollection.Element<C>, C> element() {
    return new Lift<>() {
      @Override
      public <V> Column<ElementCollection.Element<C>, V> column(Column<C, V> column) {
        return column.ofElement();
      }

      @Override
      public <E> Embedded<ElementCollection.Element<C>, E> embedded(Embedded<C, E> embedded) {
        return embedded.ofElement();
      }
    };
  }
}
