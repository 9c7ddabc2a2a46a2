package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bilayer.layout.Construct;
import org.bilayer.layout.ValuePart;

/**
 * The stored members of a value object, and the function that makes the value object from the members. An
 * {@link Embedded} stores the members in columns of the owner's row. An {@link ElementCollection} stores each
 * element in a row of its own.
 *
 * <p>Immutable.
 *
 * @param <E> the value object's type
 */
public final class Value<E> {

  private final List<Member<E, ?>> members;
  private final ValuePart<E> part;

  private Value(List<Member<E, ?>> members, ValuePart<E> part) {
    this.members = members;
    this.part = part;
  }

  /**
   * Describes a value object.
   *
   * @param construct makes the object from its members; must use each of them
   * @param members at least one
   */
  @SafeVarargs
  public static <E> Value<E> of(
      Class<E> type, Function<Row<E>, ? extends E> construct, Member<E, ?>... members) {
    var all = new ArrayList<Member<E, ?>>();
    for (Member<E, ?> member : members) {
      all.add(member);
    }
    return of(type, List.copyOf(all), RowAdapter.construct(construct));
  }

  /**
   * Describes a value object whose constructor takes one member. A nullable member is passed as null, or as an
   * {@code Optional} if it is given by {@code asOptional()}.
   *
   * @param make such as {@code Money::new}
   */
  public static <E, A> Value<E> of(
      Class<E> type, Member<E, A> a, Function<? super A, ? extends E> make) {
    return of(type, List.of(a), Typed.construct(a, make));
  }

  /** Describes a value object whose constructor takes its two members; see {@link #of(Class, Member, Function)}. */
  public static <E, A, B> Value<E> of(
      Class<E> type,
      Member<E, A> a,
      Member<E, B> b,
      BiFunction<? super A, ? super B, ? extends E> make) {
    return of(type, List.of(a, b), Typed.construct(a, b, make));
  }

  /** Describes a value object whose constructor takes its three members; see {@link #of(Class, Member, Function)}. */
  public static <E, A, B, C> Value<E> of(
      Class<E> type,
      Member<E, A> a,
      Member<E, B> b,
      Member<E, C> c,
      Constructor.Of3<? super A, ? super B, ? super C, ? extends E> make) {
    return of(type, List.of(a, b, c), Typed.construct(a, b, c, make));
  }

  /** Describes a value object whose constructor takes its four members; see {@link #of(Class, Member, Function)}. */
  public static <E, A, B, C, D> Value<E> of(
      Class<E> type,
      Member<E, A> a,
      Member<E, B> b,
      Member<E, C> c,
      Member<E, D> d,
      Constructor.Of4<? super A, ? super B, ? super C, ? super D, ? extends E> make) {
    return of(type, List.of(a, b, c, d), Typed.construct(a, b, c, d, make));
  }

  /** Describes a value object whose constructor takes its five members; see {@link #of(Class, Member, Function)}. */
  public static <E, A, B, C, D, F> Value<E> of(
      Class<E> type,
      Member<E, A> a,
      Member<E, B> b,
      Member<E, C> c,
      Member<E, D> d,
      Member<E, F> f,
      Constructor.Of5<? super A, ? super B, ? super C, ? super D, ? super F, ? extends E> make) {
    return of(type, List.of(a, b, c, d, f), Typed.construct(a, b, c, d, f, make));
  }

  /** Describes a value object whose constructor takes its six members; see {@link #of(Class, Member, Function)}. */
  public static <E, A, B, C, D, F, G> Value<E> of(
      Class<E> type,
      Member<E, A> a,
      Member<E, B> b,
      Member<E, C> c,
      Member<E, D> d,
      Member<E, F> f,
      Member<E, G> g,
      Constructor.Of6<? super A, ? super B, ? super C, ? super D, ? super F, ? super G, ? extends E>
          make) {
    return of(type, List.of(a, b, c, d, f, g), Typed.construct(a, b, c, d, f, g, make));
  }

  /** Describes a value object whose constructor takes its seven members; see {@link #of(Class, Member, Function)}. */
  public static <E, A, B, C, D, F, G, H> Value<E> of(
      Class<E> type,
      Member<E, A> a,
      Member<E, B> b,
      Member<E, C> c,
      Member<E, D> d,
      Member<E, F> f,
      Member<E, G> g,
      Member<E, H> h,
      Constructor.Of7<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super F,
              ? super G,
              ? super H,
              ? extends E>
          make) {
    return of(type, List.of(a, b, c, d, f, g, h), Typed.construct(a, b, c, d, f, g, h, make));
  }

  /** Describes a value object whose constructor takes its eight members; see {@link #of(Class, Member, Function)}. */
  public static <E, A, B, C, D, F, G, H, J> Value<E> of(
      Class<E> type,
      Member<E, A> a,
      Member<E, B> b,
      Member<E, C> c,
      Member<E, D> d,
      Member<E, F> f,
      Member<E, G> g,
      Member<E, H> h,
      Member<E, J> j,
      Constructor.Of8<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super F,
              ? super G,
              ? super H,
              ? super J,
              ? extends E>
          make) {
    return of(type, List.of(a, b, c, d, f, g, h, j), Typed.construct(a, b, c, d, f, g, h, j, make));
  }

  private static <E> Value<E> of(
      Class<E> type, List<Member<E, ?>> members, Construct<E> construct) {
    return new Value<>(members, new ValuePart<>(type, construct, Parts.of(members)));
  }

  /** The value object's class. */
  public Class<E> type() {
    return part.type();
  }

  /** The members, in declared order. */
  public List<Member<E, ?>> members() {
    return members;
  }

  ValuePart<E> part() {
    return part;
  }
}
