package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bilayer.layout.Construct;
import org.bilayer.layout.VariantPart;

/**
 * One class of a sealed type, with the members that only this class has. The columns of these members are part
 * of the common table, and are null in the rows of other variants. A required member of a variant must have a
 * value in every row of this variant.
 *
 * <p>Immutable.
 *
 * @param <O> the sealed type
 * @param <V> the class
 */
public final class Variant<O, V extends O> {

  private final List<Member<V, ?>> members;
  private final VariantPart<O, V> part;

  private Variant(List<Member<V, ?>> members, VariantPart<O, V> part) {
    this.members = members;
    this.part = part;
  }

  /**
   * Describes a variant.
   *
   * @param tag the stored name of the variant; must not change after the first row is stored
   * @param construct makes the object from the common members and the members of this variant; must use each of
   *     them
   * @param own the members that only this variant has; no collections
   */
  @SafeVarargs
  public static <O, V extends O> Variant<O, V> of(
      String tag, Class<V> type, Function<Row<V>, ? extends V> construct, Member<V, ?>... own) {
    var members = new ArrayList<Member<V, ?>>();
    for (Member<V, ?> member : own) {
      members.add(member);
    }
    return of(tag, type, List.copyOf(members), RowAdapter.construct(construct));
  }

  /**
   * Describes a variant whose constructor takes one member, a common member or a member of this variant. A
   * nullable member is passed as null, or as an {@code Optional} if it is given by {@code asOptional()}.
   *
   * @param tag the stored name of the variant; must not change after the first row is stored
   * @param make such as {@code Card::new}; must take the common members and the members of this variant
   */
  public static <O, V extends O, A> Variant<O, V> of(
      String tag, Class<V> type, Member<? super V, A> a, Function<? super A, ? extends V> make) {
    return of(tag, type, List.of(a), Typed.construct(a, make));
  }

  /** Describes a variant whose constructor takes two members; see {@link #of(String, Class, Member, Function)}. */
  public static <O, V extends O, A, B> Variant<O, V> of(
      String tag,
      Class<V> type,
      Member<? super V, A> a,
      Member<? super V, B> b,
      BiFunction<? super A, ? super B, ? extends V> make) {
    return of(tag, type, List.of(a, b), Typed.construct(a, b, make));
  }

  /** Describes a variant whose constructor takes three members; see {@link #of(String, Class, Member, Function)}. */
  public static <O, V extends O, A, B, C> Variant<O, V> of(
      String tag,
      Class<V> type,
      Member<? super V, A> a,
      Member<? super V, B> b,
      Member<? super V, C> c,
      Constructor.Of3<? super A, ? super B, ? super C, ? extends V> make) {
    return of(tag, type, List.of(a, b, c), Typed.construct(a, b, c, make));
  }

  /** Describes a variant whose constructor takes four members; see {@link #of(String, Class, Member, Function)}. */
  public static <O, V extends O, A, B, C, D> Variant<O, V> of(
      String tag,
      Class<V> type,
      Member<? super V, A> a,
      Member<? super V, B> b,
      Member<? super V, C> c,
      Member<? super V, D> d,
      Constructor.Of4<? super A, ? super B, ? super C, ? super D, ? extends V> make) {
    return of(tag, type, List.of(a, b, c, d), Typed.construct(a, b, c, d, make));
  }

  /** Describes a variant whose constructor takes five members; see {@link #of(String, Class, Member, Function)}. */
  public static <O, V extends O, A, B, C, D, E> Variant<O, V> of(
      String tag,
      Class<V> type,
      Member<? super V, A> a,
      Member<? super V, B> b,
      Member<? super V, C> c,
      Member<? super V, D> d,
      Member<? super V, E> e,
      Constructor.Of5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends V> make) {
    return of(tag, type, List.of(a, b, c, d, e), Typed.construct(a, b, c, d, e, make));
  }

  /** Describes a variant whose constructor takes six members; see {@link #of(String, Class, Member, Function)}. */
  public static <O, V extends O, A, B, C, D, E, F> Variant<O, V> of(
      String tag,
      Class<V> type,
      Member<? super V, A> a,
      Member<? super V, B> b,
      Member<? super V, C> c,
      Member<? super V, D> d,
      Member<? super V, E> e,
      Member<? super V, F> f,
      Constructor.Of6<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends V>
          make) {
    return of(tag, type, List.of(a, b, c, d, e, f), Typed.construct(a, b, c, d, e, f, make));
  }

  /** Describes a variant whose constructor takes seven members; see {@link #of(String, Class, Member, Function)}. */
  public static <O, V extends O, A, B, C, D, E, F, G> Variant<O, V> of(
      String tag,
      Class<V> type,
      Member<? super V, A> a,
      Member<? super V, B> b,
      Member<? super V, C> c,
      Member<? super V, D> d,
      Member<? super V, E> e,
      Member<? super V, F> f,
      Member<? super V, G> g,
      Constructor.Of7<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? extends V>
          make) {
    return of(tag, type, List.of(a, b, c, d, e, f, g), Typed.construct(a, b, c, d, e, f, g, make));
  }

  /** Describes a variant whose constructor takes eight members; see {@link #of(String, Class, Member, Function)}. */
  public static <O, V extends O, A, B, C, D, E, F, G, H> Variant<O, V> of(
      String tag,
      Class<V> type,
      Member<? super V, A> a,
      Member<? super V, B> b,
      Member<? super V, C> c,
      Member<? super V, D> d,
      Member<? super V, E> e,
      Member<? super V, F> f,
      Member<? super V, G> g,
      Member<? super V, H> h,
      Constructor.Of8<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? extends V>
          make) {
    return of(
        tag, type, List.of(a, b, c, d, e, f, g, h), Typed.construct(a, b, c, d, e, f, g, h, make));
  }

  private static <O, V extends O> Variant<O, V> of(
      String tag,
      Class<V> type,
      List<? extends Member<? super V, ?>> named,
      Construct<V> construct) {
    // Members of the sealed type among them are told apart by the mapping that has them.
    @SuppressWarnings("unchecked")
    List<Member<V, ?>> members = (List<Member<V, ?>>) named;
    return new Variant<>(members, new VariantPart<>(tag, type, construct, Parts.of(members)));
  }

  /**
   * Returns a column of this variant as an attribute of the sealed type. The attribute is absent from all other
   * variants.
   */
  public <W> Column<O, W> at(Column<V, W> column) {
    return column.ofVariant(part, part.type());
  }

  /**
   * Returns a value object of this variant as a value object of the sealed type. The value object is absent
   * from all other variants.
   */
  public <E> Embedded<O, E> at(Embedded<V, E> embedded) {
    return embedded.ofVariant(part, part.type());
  }

  /** The stored name of this variant. */
  public String tag() {
    return part.tag();
  }

  /** The class. */
  public Class<V> type() {
    return part.type();
  }

  List<Member<V, ?>> members() {
    return members;
  }

  VariantPart<O, V> part() {
    return part;
  }
}
