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

/** Finds the classes whose objects cannot change. The engine does not compare such objects. */
final class Immutables {
  /*
   * Immutable are enums, a list of classes of the JDK, records whose components are immutable, and sealed types whose
   * variants are immutable. Collections and arrays are not immutable: an unmodifiable list may be a view of a
   * modifiable list. A missing class costs time only. A wrong class would lose a change.
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
      return true; // a class that is being examined already is decided by the outer call
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
