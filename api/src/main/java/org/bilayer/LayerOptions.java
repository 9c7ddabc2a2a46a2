package org.bilayer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Options of a data layer, on any backend. Immutable; each method returns a changed copy.
 *
 * <p>Options are switched off as in {@link UnitOptions}.
 */
public final class LayerOptions {

  private static final LayerOptions DEFAULT =
      new LayerOptions(UnitOptions.defaults(), false, new byte[0], Map.of());

  private final UnitOptions unit;
  private final boolean showValues;
  private final byte[] cursorSecret;
  private final Map<Class<?>, Function<UnitOfWork, ?>> javaForms;

  private LayerOptions(
      UnitOptions unit,
      boolean showValues,
      byte[] cursorSecret,
      Map<Class<?>, Function<UnitOfWork, ?>> javaForms) {
    this.unit = unit;
    this.showValues = showValues;
    this.cursorSecret = cursorSecret;
    this.javaForms = javaForms;
  }

  /**
   * The default: default unit options, no column values in messages, cursors without a secret, no hand-written
   * queries.
   */
  public static LayerOptions defaults() {
    return DEFAULT;
  }

  /** Sets the options of units of work that are started without options. */
  public LayerOptions unit(UnitOptions unit) {
    return new LayerOptions(unit, showValues, cursorSecret, javaForms);
  }

  /**
   * Allows messages to show the values of columns, and keeps the exceptions of database drivers, whose texts
   * may show values, as causes. Messages always show keys and versions. Without this option, the cause has the
   * class name, codes and stack trace of the driver's exception, but no text that may show values.
   */
  public LayerOptions showValues() {
    return showValues(true);
  }

  /** Sets whether messages show the values of columns; see {@link #showValues()}. */
  public LayerOptions showValues(boolean showValues) {
    return new LayerOptions(unit, showValues, cursorSecret, javaForms);
  }

  /** As {@link #cursorSecret(byte[])}, with the bytes of the text in UTF-8. */
  public LayerOptions cursorSecret(String secret) {
    return cursorSecret(secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Signs page cursors, which makes the layer accept cursors of this application only. Without a secret, the
   * layer still refuses a damaged cursor, but anybody who knows this library can make a valid cursor.
   *
   * @param secret copied
   * @throws IllegalArgumentException if the secret is empty
   */
  public LayerOptions cursorSecret(byte[] secret) {
    if (secret.length == 0) {
      throw new IllegalArgumentException(
          "The secret of cursors must not be empty. Call withoutCursorSecret() for none.");
    }
    return new LayerOptions(unit, showValues, secret.clone(), javaForms);
  }

  /** Removes the secret: anybody who knows this library can make a valid cursor. */
  public LayerOptions withoutCursorSecret() {
    return new LayerOptions(unit, showValues, new byte[0], javaForms);
  }

  /**
   * Registers the Java form of an interface of hand-written queries. The Java form answers the queries in
   * memory, through the repositories of the unit of work that it is given. On a database, a mapper answers the
   * queries, and the Java form is not called. A second call for the same interface replaces the first form.
   */
  public <Q> LayerOptions queries(Class<Q> type, Function<UnitOfWork, ? extends Q> javaForm) {
    var all = new LinkedHashMap<>(javaForms);
    all.put(type, javaForm);
    return new LayerOptions(unit, showValues, cursorSecret, Map.copyOf(all));
  }

  /** The options of units of work that are started without options. */
  public UnitOptions unit() {
    return unit;
  }

  /** Whether messages may show the values of columns. */
  public boolean showsValues() {
    return showValues;
  }

  /** A copy of the secret that signs cursors; empty if there is no secret. */
  public byte[] cursorSecret() {
    return cursorSecret.clone();
  }

  @Nullable
  Function<UnitOfWork, ?> javaForm(Class<?> type) {
    return javaForms.get(type);
  }
}
