package org.bilayer.inmemory.internal.plan;

import org.bilayer.value.StoredType;

/** A value in the order of its type. Only values of one type are compared. */
record OrderedValue(StoredType type, Object value) implements Comparable<OrderedValue> {

  @Override
  public int compareTo(OrderedValue other) {
    return type.compare(value, other.value);
  }
}
