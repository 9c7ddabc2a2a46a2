package org.bilayer.layout;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Which classes have objects that cannot change, so that nobody has to look whether one has. */
final class Immutables {
  /*
   * Records whose components are such classes again, sealed types of which each variant is one, enums, and a list of the
   * platform's own. A collection or an array is not: behind a list that cannot be changed may be one that can. A class that
   * is left out costs time; one that is wrongly in would lose a change.
   */
  private static final Set<Class<?>> KNOWN = Set.of(
      String.class,
      Boolean.class,
      Byte.class,
      Short.class,
      Integer.class,
      Long.class,
      Float.class,
      Double.class,
      Character.class,
      BigDecimal.class,
      BigInteger.class,
      UUID.class,
      Currency.class,
      Locale.class,
      URI.class);

  private final Set<Class<?>> visited = new HashSet<>();

  private Immutables() {}

  /** Whether no object of a class, or of one that extends it, can change. */
  static boolean contain(Class<?> type) {
    return new Immutables().isImmutable(type);
  }

  private boolean isImmutable(Class<?> type) {
    if (type.isPrimitive() || KNOWN.contains(type) || isOfTime(type) || !visited.add(type)) {
      return true; // one that is being looked at already decides for itself
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (!isImmutable(component.getType())) {
          return false;
        }
      }
      return true;
    }
    if (type.isEnum()) {
      return true;
    }
    if (!type.isSealed() || !type.isInterface()) {
      return false;
    }
    for (Class<?> variant : type.getPermittedSubclasses()) {
      if (!isImmutable(variant)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfTime(Class<?> type) {
    return type.getPackageName().equals("java.time")
        && Modifier.isFinal(type.getModifiers())
        && (Temporal.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type));
  }
}
