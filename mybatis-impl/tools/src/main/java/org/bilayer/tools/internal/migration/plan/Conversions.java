package org.bilayer.tools.internal.migration.plan;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.store.catalogue.CatalogueType.Kind;

/** Whether every value of one type is a value of another one. */
final class Conversions {

  private Conversions() {}

  /** Whether a column can change its type with no value lost, cut off or refused. */
  static boolean keepsValues(CatalogueType from, CatalogueType to) {
    if (from.kind() != to.kind()) {
      return from.kind() == Kind.INTEGER && to.kind() == Kind.DECIMAL && holdsIntegers(from, to);
    }
    return switch (from.kind()) {
      case TEXT, BYTES ->
        within(from.characters(), to.characters()) && within(from.bytes(), to.bytes());
      case INTEGER ->
        to.least().orElseThrow().compareTo(from.least().orElseThrow()) <= 0
            && to.greatest().orElseThrow().compareTo(from.greatest().orElseThrow()) >= 0;
      case DECIMAL -> holdsDecimals(from, to);
      case FLOAT -> from.bits() <= to.bits();
      case DATE_TIME, INSTANT, TIME -> within(from.scale(), to.scale());
      case ENUM, SET ->
        to.values().size() >= from.values().size()
            && from.values().equals(to.values().subList(0, from.values().size()));
      default -> false;
    };
  }

  private static boolean within(OptionalLong from, OptionalLong to) {
    return to.isEmpty() || (from.isPresent() && from.getAsLong() <= to.getAsLong());
  }

  private static boolean within(OptionalInt from, OptionalInt to) {
    return from.isPresent() && to.isPresent() && from.getAsInt() <= to.getAsInt();
  }

  private static boolean holdsDecimals(CatalogueType from, CatalogueType to) {
    if (to.precision().isEmpty()) {
      return true;
    }
    if (from.precision().isEmpty()) {
      return false;
    }
    int scale = from.scale().orElse(0);
    int newScale = to.scale().orElse(0);
    return newScale >= scale
        && to.precision().getAsInt() - newScale >= from.precision().getAsInt() - scale;
  }

  private static boolean holdsIntegers(CatalogueType from, CatalogueType to) {
    int digits = from.greatest().orElseThrow().toString().length();
    return to.precision().isEmpty() || to.precision().getAsInt() - to.scale().orElse(0) >= digits;
  }
}
