package org.bilayer.model;

import java.util.List;
import java.util.function.Function;
import org.bilayer.layout.ValuePart;

/**
 * How a value object is stored: its members and how to make it from them. Used by {@link Embedded}, whose
 * columns lie in the owner's row, and by {@link ElementCollection}, whose elements have rows of their own.
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
    List<Member<E, ?>> all = List.of(members);
    return new Value<>(all, new ValuePart<>(type, RowAdapter.construct(construct), Parts.of(all)));
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
