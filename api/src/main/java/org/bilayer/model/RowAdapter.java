package org.bilayer.model;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bilayer.layout.Construct;
import org.bilayer.layout.StoredRow;
import org.jspecify.annotations.Nullable;

/** A stored row as the constructing functions of applications read it. */
final class RowAdapter<O> implements Row<O> {

  private static final Set<Class<?>> BETWEEN = Set.of(Row.class, RowAdapter.class);

  private final StoredRow<O> row;

  private RowAdapter(StoredRow<O> row) {
    this.row = row;
  }

  /** The description of a constructing function. */
  static <O> Construct<O> construct(Function<Row<O>, ? extends O> function) {
    return new Construct<>(row -> function.apply(new RowAdapter<>(row)), BETWEEN, Optional.empty());
  }

  /** A function of an application that reads a row. */
  static <O, V> Function<StoredRow<O>, ? extends @Nullable V> reading(
      Function<Row<O>, ? extends @Nullable V> function) {
    return row -> function.apply(new RowAdapter<>(row));
  }

  @Override
  public <V> V get(Column<? super O, V> column) {
    return row.get(column.part());
  }

  @Override
  public <V> @Nullable V getOrNull(Column<? super O, V> column) {
    return row.getOrNull(column.part());
  }

  @Override
  public <E> E get(Embedded<? super O, E> embedded) {
    return row.get(embedded.part());
  }

  @Override
  public <E> @Nullable E getOrNull(Embedded<? super O, E> embedded) {
    return row.getOrNull(embedded.part());
  }

  @Override
  public O get(Variants<O> variants) {
    return row.get(variants.part());
  }

  @Override
  public <S> S get(ElementCollection<? super O, ?, S> children) {
    return row.get(children.part());
  }
}
