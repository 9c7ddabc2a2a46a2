package org.bilayer.contracts.transaction;

import static org.bilayer.contracts.transaction.SharedItems.CODE;
import static org.bilayer.contracts.transaction.SharedItems.CODES_PER_VALUE;
import static org.bilayer.contracts.transaction.SharedItems.ITEMS;
import static org.bilayer.contracts.transaction.SharedItems.VALUE;

import java.util.Optional;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.transaction.SharedItems.Item;
import org.jspecify.annotations.Nullable;

/** What a unit does in generated schedules: said once for a unit of work, and once for what a unit should have seen. */
sealed interface UnitOperation {

  /** Does it in a unit of work; what is written is flushed by the step. */
  @Nullable
  Object in(UnitOfWork work);

  /** What should come of it in a unit that sees this; changes the view as the unit of work should. */
  @Nullable
  Object in(ExpectedView view);

  /** Whether it writes. */
  default boolean writes() {
    return true;
  }

  /** As a step of a schedule. */
  default ScheduleStep step(String name) {
    return writes() ? ScheduleStep.write(name, this::in) : ScheduleStep.read(name, this::in);
  }

  private static Repository<Item, Integer> items(UnitOfWork work) {
    return work.repository(ITEMS);
  }

  /** The value of an item, as the unit has loaded it. */
  record Get(int id) implements UnitOperation {

    @Override
    public @Nullable Object in(UnitOfWork work) {
      return items(work).find(id).map(Item::value).orElse(null);
    }

    @Override
    public @Nullable Object in(ExpectedView view) {
      return view.load(id);
    }

    @Override
    public boolean writes() {
      return false;
    }
  }

  /** The value of an item, as it is stored. */
  record Look(int id) implements UnitOperation {

    @Override
    public @Nullable Object in(UnitOfWork work) {
      return SharedItems.look(work, id);
    }

    @Override
    public @Nullable Object in(ExpectedView view) {
      return view.stored(id);
    }

    @Override
    public boolean writes() {
      return false;
    }
  }

  /** How many items have at least a value. */
  record Count(int atLeast) implements UnitOperation {

    @Override
    public Object in(UnitOfWork work) {
      return items(work).count(SharedItems.atLeast(atLeast));
    }

    @Override
    public Object in(ExpectedView view) {
      return view.stored().values().stream().filter(value -> value >= atLeast).count();
    }

    @Override
    public boolean writes() {
      return false;
    }
  }

  /** How many items have at least a value, found by their codes, which are indexed. */
  record CountCodes(int atLeast) implements UnitOperation {

    @Override
    public Object in(UnitOfWork work) {
      return items(work).count(CODE.ge(CODES_PER_VALUE * atLeast));
    }

    @Override
    public Object in(ExpectedView view) {
      return view.stored().values().stream().filter(value -> value >= atLeast).count();
    }

    @Override
    public boolean writes() {
      return false;
    }
  }

  /** Loads an item and adds to its value. */
  record Add(int id, int amount) implements UnitOperation {

    @Override
    public @Nullable Object in(UnitOfWork work) {
      Optional<Item> found = items(work).find(id);
      found.ifPresent(item -> items(work).update(item.with(item.value() + amount)));
      return found.map(Item::value).orElse(null);
    }

    @Override
    public @Nullable Object in(ExpectedView view) {
      Integer value = view.load(id);
      if (value != null) {
        view.change(id, value + amount);
      }
      return value;
    }
  }

  /** Loads an item and gives it a value, whatever it had. */
  record Set(int id, int value) implements UnitOperation {

    @Override
    public @Nullable Object in(UnitOfWork work) {
      Optional<Item> found = items(work).find(id);
      found.ifPresent(item -> items(work).update(item.with(value)));
      return found.isPresent();
    }

    @Override
    public @Nullable Object in(ExpectedView view) {
      boolean found = view.load(id) != null;
      if (found) {
        view.change(id, value);
      }
      return found;
    }
  }

  /** Adds an item unless it is there. */
  record Insert(int id, int value) implements UnitOperation {

    @Override
    public Object in(UnitOfWork work) {
      boolean absent = items(work).find(id).isEmpty();
      if (absent) {
        items(work).add(new Item(id, value));
      }
      return absent;
    }

    @Override
    public Object in(ExpectedView view) {
      boolean absent = view.load(id) == null;
      if (absent) {
        view.change(id, value);
      }
      return absent;
    }
  }

  /** Loads an item and removes it. */
  record Remove(int id) implements UnitOperation {

    @Override
    public @Nullable Object in(UnitOfWork work) {
      Optional<Item> found = items(work).find(id);
      found.ifPresent(items(work)::remove);
      return found.map(Item::value).orElse(null);
    }

    @Override
    public @Nullable Object in(ExpectedView view) {
      Integer value = view.load(id);
      if (value != null) {
        view.change(id, null);
      }
      return value;
    }
  }

  /** Adds to all items that have at least a value, in one statement. */
  record AddToAll(int atLeast, int amount) implements UnitOperation {

    @Override
    public Object in(UnitOfWork work) {
      return items(work)
          .where(SharedItems.atLeast(atLeast))
          .increase(VALUE, amount)
          .increase(CODE, CODES_PER_VALUE * amount)
          .update();
    }

    @Override
    public Object in(ExpectedView view) {
      return view.changeAll(atLeast, value -> value + amount);
    }
  }

  /** Removes all items that have at least a value, in one statement. */
  record RemoveAll(int atLeast) implements UnitOperation {

    @Override
    public Object in(UnitOfWork work) {
      return items(work).where(SharedItems.atLeast(atLeast)).remove();
    }

    @Override
    public Object in(ExpectedView view) {
      return view.changeAll(atLeast, value -> null);
    }
  }

  /** Loads an item and makes the unit depend on it. */
  record Guard(int id) implements UnitOperation {

    @Override
    public @Nullable Object in(UnitOfWork work) {
      Optional<Item> found = items(work).find(id);
      found.ifPresent(items(work)::guard);
      return found.map(Item::value).orElse(null);
    }

    @Override
    public @Nullable Object in(ExpectedView view) {
      Integer value = view.load(id);
      if (value != null) {
        view.keep(id);
      }
      return value;
    }

    @Override
    public boolean writes() {
      return false;
    }
  }

  /** Loads an item and locks it. */
  record Lock(int id) implements UnitOperation {

    @Override
    public @Nullable Object in(UnitOfWork work) {
      return items(work).findForUpdate(id).map(Item::value).orElse(null);
    }

    @Override
    public @Nullable Object in(ExpectedView view) {
      Integer value = view.load(id);
      if (value != null) {
        view.keep(id);
      }
      return value;
    }

    @Override
    public boolean writes() {
      return false;
    }
  }
}
