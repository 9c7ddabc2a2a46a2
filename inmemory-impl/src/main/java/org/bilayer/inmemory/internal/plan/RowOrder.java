package org.bilayer.inmemory.internal.plan;

import java.util.Comparator;
import java.util.List;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.SortColumn;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The order of rows by some criteria. Immutable. */
final class RowOrder implements Comparator<@Nullable Object[]> {

  private final SortColumn[] sorts;
  private final StoredType[] types;

  RowOrder(TableShape table, List<SortColumn> order) {
    this.sorts = order.toArray(SortColumn[]::new);
    this.types = new StoredType[sorts.length];
    for (int i = 0; i < sorts.length; i++) {
      types[i] = table.type(sorts[i].column());
    }
  }

  @Override
  public int compare(@Nullable Object[] left, @Nullable Object[] right) {
    for (int i = 0; i < sorts.length; i++) {
      SortColumn sort = sorts[i];
      Object a = left[sort.column()];
      Object b = right[sort.column()];
      int sign;
      if (a == null || b == null) {
        sign = a == b ? 0 : ((a == null) == sort.nullsFirst() ? -1 : 1);
      } else {
        sign = types[i].compare(a, b);
        sign = sort.descending() ? -sign : sign;
      }
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }
}
