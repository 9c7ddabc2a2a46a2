package org.bilayer.testkit.verify.checking;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.BaseStream;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.jspecify.annotations.Nullable;

/**
 * What a query returned or threw, as text in which equal answers are equal: numbers by value, doubles to twelve digits,
 * records and objects by their parts, an exception by its class.
 *
 * @param key what is compared
 * @param shown what is shown of it
 * @param sorted the key in an order of its own, to see whether the order alone differs
 */
record Answer(String key, String shown, String sorted) {

  private static final String REFUSED = "throws " + InvalidValueException.class.getName();

  private static final MathContext DIGITS = new MathContext(12);
  private static final int DEPTH_MAX = 8;

  static Answer thrown(Throwable e) {
    String kind = "throws " + e.getClass().getName();
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String shown = kind + ": " + firstLine(e) + (root == e ? "" : " Cause: " + firstLine(root));
    return new Answer(kind, shown, kind);
  }

  /** Whether an argument was refused that no row can have: a condition does so, and SQL finds nothing. */
  boolean isRefusal() {
    return key.equals(REFUSED);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
  }

  /**
   * @param type what the method is declared to return
   * @param unordered whether its list promises no order
   */
  static Answer of(@Nullable Object value, Class<?> type, boolean unordered) {
    List<String> texts = elements(value);
    if (texts == null) {
      String text = text(value, 0);
      return new Answer(text, text, text);
    }
    var sorted = new ArrayList<>(texts);
    sorted.sort(null);
    boolean isList = type.isArray()
        || List.class.isAssignableFrom(type)
        || BaseStream.class.isAssignableFrom(type);
    List<String> compared = isList && !unordered ? texts : sorted;
    return new Answer(compared.toString(), compared.toString(), sorted.toString());
  }

  private static @Nullable List<String> elements(@Nullable Object value) {
    if (value instanceof BaseStream<?, ?> stream) {
      var texts = new ArrayList<String>();
      stream.iterator().forEachRemaining(each -> texts.add(text(each, 1)));
      return texts;
    }
    if (value instanceof Iterable<?> all && !isRecord(value)) {
      var texts = new ArrayList<String>();
      all.forEach(each -> texts.add(text(each, 1)));
      return texts;
    }
    if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
      var texts = new ArrayList<String>();
      for (int i = 0; i < Array.getLength(value); i++) {
        texts.add(text(Array.get(value, i), 1));
      }
      return texts;
    }
    return null;
  }

  private static boolean isRecord(Object value) {
    return value.getClass().isRecord();
  }

  private static String text(@Nullable Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? plain(new BigDecimal(number).round(DIGITS))
          : String.valueOf(number);
    }
    if (value instanceof BigDecimal number) {
      return plain(number);
    }
    if (value instanceof BigInteger || value instanceof Number) {
      return value.toString();
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(each -> "Optional[" + text(each, depth + 1) + "]").orElse("empty");
    }
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, String>();
      map.forEach((key, each) -> sorted.put(text(key, depth + 1), text(each, depth + 1)));
      return sorted.toString();
    }
    List<String> elements = elements(value);
    if (elements != null) {
      if (value instanceof Collection && !(value instanceof List)) {
        elements.sort(null);
      }
      return elements.toString();
    }
    Class<?> type = value.getClass();
    boolean isOfTheJdk = type.getClassLoader() == null
        || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    if (isOfTheJdk || value instanceof Enum) {
      return ValueText.of(value);
    }
    return depth > DEPTH_MAX ? "..." : type.getSimpleName() + parts(value, depth + 1);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** The components of a record, the fields of another object. */
  private static String parts(Object value, int depth) {
    var parts = new ArrayList<String>();
    try {
      if (isRecord(value)) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
          component.getAccessor().setAccessible(true);
          parts.add(component.getName() + "=" + text(component.getAccessor().invoke(value), depth));
        }
        return parts.toString();
      }
      for (Class<?> type = value.getClass();
          type != null && type != Object.class;
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            parts.add(field.getName() + "=" + text(field.get(value), depth));
          }
        }
      }
      parts.sort(null);
      return parts.toString();
    } catch (InaccessibleObjectException e) {
      throw new IllegalStateException(
          "An answer cannot be compared: the package of " + value.getClass().getName()
              + " is closed. " + ClosedPackages.advice(value.getClass()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "An answer cannot be compared: the parts of " + value.getClass().getName()
              + " cannot be read. See the cause.",
          e);
    }
  }
}
