package org.bilayer;

import org.bilayer.query.Attribute;

/**
 * A change of all aggregates that satisfy a condition, in one statement: {@code
 * accounts.where(STATUS.eq(OPEN)).set(STATUS, FROZEN).update()}. Pending changes of the unit of work are written first.
 *
 * <p>The version of each changed aggregate goes up by one. Where the unit has loaded a changed aggregate before:
 *
 * <ul>
 *   <li>The unit reads the aggregate again when it is asked for next, by id or by a query. The object that comes back is
 *       another one, and stands for the id from then on.
 *   <li>To hand in the object from before the change, to {@code update}, {@code remove}, {@code guard} or {@code version}, is
 *       a {@code MisuseException}. Only the very object is known: a next state computed from the old object after the
 *       aggregate was read again overwrites the set-based change, unless the class has a version attribute.
 *   <li>An object that is changed in place after the set-based change is a {@code MisuseException} at the flush, with {@code
 *       DirtyChecking.FAIL} and with {@code DirtyChecking.WRITE}.
 *   <li>A removed aggregate is absent, and its id may be added again.
 *   <li>A guard of the aggregate is kept: this unit has changed the row, and no other one can.
 * </ul>
 *
 * <p>Loaded aggregates that the change does not meet stay as they are. An attempt that is undone undoes the change for loaded
 * objects, too.
 *
 * <p>Values are checked as in a single update. A change that only works
 * for all rows at once, such as moving a unique number up by one, is refused in memory; a database may refuse or do it, since it
 * checks after each row in an order of its own, or at the end. Do not rely on it.
 *
 * <p>One thread at a time; each {@code set} adds to this object and returns it.
 *
 * <p>Applications call this interface and do not implement it, except to wrap one in a test: a minor release may add methods.
 *
 * @param <T> the root's type
 */
public interface Bulk<T> {

  /**
   * Gives the attribute this value.
   *
   * @throws IllegalArgumentException if it is part of the id, set already, or not of the mapping
   * @throws org.bilayer.failure.InvalidValueException if the value does not fit; the unit has ended
   */
  <V> Bulk<T> set(Attribute<T, V> attribute, V value);

  /**
   * Takes the attribute's value away.
   *
   * @throws IllegalArgumentException as {@link #set}, and if the attribute is not nullable
   */
  Bulk<T> setNull(Attribute<T, ?> attribute);

  /**
   * Adds to the attribute's value, where there is one; only integers and decimals. A negative amount subtracts.
   *
   * @throws IllegalArgumentException as {@link #set}, and if the attribute is no exact number
   */
  <V> Bulk<T> increase(Attribute<T, V> attribute, V amount);

  /**
   * Changes the aggregates.
   *
   * @return how many
   * @throws IllegalStateException if nothing was set
   * @throws org.bilayer.failure.DataException if a change is refused; the unit is over
   */
  long update();

  /**
   * Removes the aggregates with everything they own. Where the removed refer to one another, memory refuses; a database
   * may refuse or do it, since some check after each row and some at the end. Do not rely on it: take the references away
   * first.
   *
   * @return how many
   * @throws IllegalStateException if something was set
   * @throws org.bilayer.failure.DataException if others refer to one of them; the unit is over
   */
  long remove();
}
