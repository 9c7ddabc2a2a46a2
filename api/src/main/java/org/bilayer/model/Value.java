package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How a value object is stored: its members and how to make it from them. Used by {@link Embedded}, whose
 * columns lie in the owner's row, and by {@link ElementCollection}, whose elements have rows of their own.
 *
 * <p>Immutable.
 *
 * @param <E> the value object's type
 */
public final class Value<E> {

  private final Class<E> type;
  private final Function<Row<E>, ? extends E> construct;
  private final List<Member<E>> members;

  private Value(Class<E> type, Function<Row<E>, ? extends E> construct, List<Member<E>> members) {
    this.type = type;
    this.construct = construct;
    this.members = members;
  }

  /**
   * Describes a value object.
   *
   * @param construct makes the object from its members; must use each of them
   * @param members at least one
   */
  @SafeVarargs
  public static <E> Value<E> of(
      Class<E> type, Function<Row<E>, ? extends E> construct, Member<E>... members) {
    var all = new ArrayList<Member<E>>();
    for (Member<E> member : members) {
      all.add(member);
    }
    return new Value<>(type, construct, List.copyOf(all));
  }

  /** The value object's class. */
  public Class<E> type() {
    return type;
  }

  /** The members, in declared order. */
  public List<Member<E>> members() {
    return members;
  }

  Function<Row<E>, ? extends E> construct() {
    return construct;
  }
}
