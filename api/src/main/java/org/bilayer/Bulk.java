package org.bilayer;

import org.bilayer.query.Attribute;

/**
 * A change of all aggregates that satisfy a condition, in one statement: {@code
 * accounts.where(STATUS.eq(OPEN)).set(STATUS, FROZEN).update()}. The unit of work writes its pending changes
 * first.
 *
 * <p>After the change each row still is an object. An attribute of one class of a sealed type is therefore
 * changed in rows of that class alone, and an attribute of a value object that may be absent only where the
 * value object is present, unless the change sets all attributes that the value object requires. Other rows
 * that satisfy the condition are neither changed nor counted.
 *
 * <p>The version of each changed aggregate goes up by one. If the unit has loaded a changed aggregate before:
 *
 * <ul>
 *   <li>The unit reads the aggregate again at the next access, by id or by a query. The unit returns a new
 *       object, and the new object stands for the id from then on.
 *   <li>The object from before the change is refused by {@code update}, {@code remove}, {@code guard} and
 *       {@code version} with a {@code MisuseException}. The unit recognises the old object by identity. If a
 *       next state was computed from the old object, and the aggregate was read again, then {@code update} with
 *       this state overwrites the set-based change, unless the class has a version attribute.
 *   <li>If the old object is changed in place after the set-based change, the flush throws a {@code
 *       MisuseException}, with {@code DirtyChecking.FAIL} and with {@code DirtyChecking.WRITE}.
 *   <li>A removed aggregate is absent, and its id may be added again.
 *   <li>A guard of the aggregate is kept: this unit has changed the row, and no other unit can.
 * </ul>
 *
 * <p>Loaded aggregates that do not satisfy the condition stay as they are. If an attempt is undone, the change
 * is undone for loaded objects, too.
 *
 * <p>Values are checked as in a single update. Do not rely on a change that is valid only if all rows change at
 * once, such as raising a unique number by one. Memory refuses such a change. A database may accept or refuse
 * it, because databases check after each row, in an unspecified order, or at the end.
 *
 * <p>An attribute that moves between columns ({@code Column.moving}) is set in both. An attribute whose other form is computed from
 * whole objects ({@code alsoWriting}) cannot be set, and a moving attribute cannot be increased: the call throws an {@code
 * IllegalArgumentException}, and the change goes on without it.
 *
 * <p>Not safe for concurrent use: one thread at a time. Each {@code set} adds to this object and returns it.
 *
 * <p>Applications call this interface. Only tests may implement it, to wrap an instance: a minor release may
 * add methods.
 *
 * @param <T> the root's type
 */
public interface Bulk<T> {

  /**
   * Sets the attribute to a value.
   *
   * @throws IllegalArgumentException if the attribute is part of the id, tells the classes of a sealed type
   *     apart, is set already, or is not of the mapping
   * @throws org.bilayer.failure.InvalidValueException if the value does not fit; the unit is over
   */
  <V> Bulk<T> set(Attribute<T, V> attribute, V value);

  /**
   * Sets the attribute to null.
   *
   * @throws IllegalArgumentException as {@link #set}, and if the attribute is not nullable
   */
  Bulk<T> setNull(Attribute<T, ?> attribute);

  /**
   * Adds an amount to the attribute of each row that has a value. Only integers and decimals are allowed. A
   * negative amount subtracts.
   *
   * @throws IllegalArgumentException as {@link #set}, and if the attribute is not an exact number
   */
  <V> Bulk<T> increase(Attribute<T, V> attribute, V amount);

  /**
   * Changes the aggregates.
   *
   * @return the number of changed aggregates
   * @throws IllegalStateException if nothing was set
   * @throws IllegalArgumentException if the change sets attributes of two classes of a sealed type, or sets some
   *     but not all attributes of a value object to null and one of them is required; the unit goes on
   * @throws org.bilayer.failure.DataException if a change is refused; the unit is over
   */
  long update();

  /**
   * Removes the aggregates with all owned elements. Do not rely on the removal of aggregates that refer to each
   * other: set the references to null first. Memory refuses such a removal. A database may accept or refuse it,
   * because some databases check after each row and some at the end.
   *
   * @return the number of removed aggregates
   * @throws IllegalStateException if something was set
   * @throws org.bilayer.failure.DataException if another aggregate refers to a removed aggregate; the unit is
   *     over
   */
  long remove();
}
