package org.bilayer.model;

/**
 * Constructors and factory methods that take three to eight members, as method references such as {@code Customer::new}. For one
 * and two members these are {@link java.util.function.Function} and {@link java.util.function.BiFunction}.
 */
public final class Constructor {

  private Constructor() {}

  /** Takes three members. */
  @FunctionalInterface
  public interface Of3<A, B, C, O> {

    /** Makes the object. */
    O create(A a, B b, C c);
  }

  /** Takes four members. */
  @FunctionalInterface
  public interface Of4<A, B, C, D, O> {

    /** Makes the object. */
    O create(A a, B b, C c, D d);
  }

  /** Takes five members. */
  @FunctionalInterface
  public interface Of5<A, B, C, D, E, O> {

    /** Makes the object. */
    O create(A a, B b, C c, D d, E e);
  }

  /** Takes six members. */
  @FunctionalInterface
  public interface Of6<A, B, C, D, E, F, O> {

    /** Makes the object. */
    O create(A a, B b, C c, D d, E e, F f);
  }

  /** Takes seven members. */
  @FunctionalInterface
  public interface Of7<A, B, C, D, E, F, G, O> {

    /** Makes the object. */
    O create(A a, B b, C c, D d, E e, F f, G g);
  }

  /** Takes eight members. */
  @FunctionalInterface
  public interface Of8<A, B, C, D, E, F, G, H, O> {

    /** Makes the object. */
    O create(A a, B b, C c, D d, E e, F f, G g, H h);
  }
}
