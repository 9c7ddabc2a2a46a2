package org.bilayer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a data layer behaves, on any backend. Immutable; each method returns a changed copy.
 *
 * <p>Options are switched off as those of {@link UnitOptions}.
 */
public final class LayerOptions {

  private static final LayerOptions DEFAULT =
      new LayerOptions(UnitOptions.defaults(), false, new byte[0], Map.of());

  private final UnitOptions unit;
  private final boolean showValues;
  private final byte[] cursorSecret;
  private final Map<Class<?>, Function<UnitOfWork, ?>> twins;

  private LayerOptions(
      UnitOptions unit,
      boolean showValues,
      byte[] cursorSecret,
      Map<Class<?>, Function<UnitOfWork, ?>> twins) {
    this.unit = unit;
    this.showValues = showValues;
    this.cursorSecret = cursorSecret;
    this.twins = twins;
  }

  /** The default: default units, no column values in messages, cursors without a secret, no twins. */
  public static LayerOptions defaults() {
    return DEFAULT;
  }

  /** Options of units of work that are started without their own. */
  public LayerOptions unit(UnitOptions unit) {
    return new LayerOptions(unit, showValues, cursorSecret, twins);
  }

  /**
   * Lets messages show the values of columns, and gives the exceptions of database drivers, whose texts do, as causes. Keys
   * and versions are always shown. Without this, a cause has the class name, codes and stack trace of a driver's exception,
   * and no text that may show values.
   */
  public LayerOptions showValues() {
    return showValues(true);
  }

  /** Whether messages show the values of columns; see {@link #showValues()}. */
  public LayerOptions showValues(boolean showValues) {
    return new LayerOptions(unit, showValues, cursorSecret, twins);
  }

  /** As {@link #cursorSecret(byte[])}, with the bytes of the text in UTF-8. */
  public LayerOptions cursorSecret(String secret) {
    return cursorSecret(secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Signs page cursors, so that only cursors this application made are accepted. Without a secret a damaged cursor is
   * still found out, but anybody who knows this library can make one.
   *
   * @param secret copied
   * @throws IllegalArgumentException if it is empty
   */
  public LayerOptions cursorSecret(byte[] secret) {
    if (secret.length == 0) {
      throw new IllegalArgumentException(
          "The secret of cursors must not be empty. Call withoutCursorSecret() for none.");
    }
    return new LayerOptions(unit, showValues, secret.clone(), twins);
  }

  /** No secret: anybody who knows this library can make a cursor. */
  public LayerOptions withoutCursorSecret() {
    return new LayerOptions(unit, showValues, new byte[0], twins);
  }

  /**
   * The Java form of an interface of hand-written queries, which answers them in memory. It reads through the
   * repositories of the unit of work that it is given. A database asks a mapper and never the Java form. Replaces the
   * form that was given for the same interface before.
   */
  public <Q> LayerOptions queries(Class<Q> type, Function<UnitOfWork, ? extends Q> twin) {
    var all = new LinkedHashMap<>(twins);
    all.put(type, twin);
    return new LayerOptions(unit, showValues, cursorSecret, Map.copyOf(all));
  }

  /** Options of units of work that are started without their own. */
  public UnitOptions unit() {
    return unit;
  }

  /** Whether messages may show the values of columns. */
  public boolean showsValues() {
    return showValues;
  }

  /** The secret that signs cursors; empty for none. A copy. */
  public byte[] cursorSecret() {
    return cursorSecret.clone();
  }

  @Nullable
  Function<UnitOfWork, ?> twin(Class<?> type) {
    return twins.get(type);
  }
}
