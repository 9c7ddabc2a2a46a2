package org.bilayer.layout;

/**
 * Turns members declared on an {@code O} into the same members read from an {@code R} that holds the {@code O}:
 * from a value object to its owner, from an element to its place in a collection.
 *
 * @param <R> what a row is read from
 * @param <O> what the members are declared on
 */
interface Lift<R, O> {

  <V> ColumnPart<R, V> column(ColumnPart<O, V> column);

  <E> EmbeddedPart<R, E> embedded(EmbeddedPart<O, E> embedded);

  /** Members of the row's own type. */
  static <O> Lift<O, O> identity() {
    return new Lift<>() {
      @Override
      public <V> ColumnPart<O, V> column(ColumnPart<O, V> column) {
        return column;
      }

      @Override
      public <E> EmbeddedPart<O, E> embedded(EmbeddedPart<O, E> embedded) {
        return embedded;
      }
    };
  }

  /** Members of a value object. */
  static <R, O> Lift<R, O> within(EmbeddedPart<R, O> outer) {
    return new Lift<>() {
      @Override
      public <V> ColumnPart<R, V> column(ColumnPart<O, V> column) {
        return column.within(outer);
      }

      @Override
      public <E> EmbeddedPart<R, E> embedded(EmbeddedPart<O, E> embedded) {
        return embedded.within(outer);
      }
    };
  }

  /** Members of a variant of what another lift lifts. */
  static <R, O, V extends O> Lift<R, V> ofVariant(VariantPart<O, V> variant, Lift<R, O> outer) {
    return new Lift<>() {
      @Override
      public <W> ColumnPart<R, W> column(ColumnPart<V, W> column) {
        return outer.column(variant.at(column));
      }

      @Override
      public <E> EmbeddedPart<R, E> embedded(EmbeddedPart<V, E> embedded) {
        return outer.embedded(variant.at(embedded));
      }
    };
  }

  /** Members of an element. */
  static <C> Lift<Element<C>, C> element() {
    return new Lift<>() {
      @Override
      public <V> ColumnPart<Element<C>, V> column(ColumnPart<C, V> column) {
        return column.ofElement();
      }

      @Override
      public <E> EmbeddedPart<Element<C>, E> embedded(EmbeddedPart<C, E> embedded) {
        return embedded.ofElement();
      }
    };
  }
}
