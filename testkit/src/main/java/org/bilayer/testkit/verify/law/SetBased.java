package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bilayer.Bulk;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.model.Column;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Specification;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Checks {@code SET_BASED}. */
final class SetBased implements Check {

  private static final int CHANGES = 4;

  /** One assignment. */
  private record Assigned<T>(
      Column<T, ?> column, int place, @Nullable Object value) {

    void to(Bulk<T> bulk) {
      set(bulk, column, value);
    }

    private static <T, V> void set(Bulk<T> bulk, Column<T, V> column, @Nullable Object value) {
      if (value == null) {
        bulk.setNull(column);
      } else {
        bulk.set(column, QueryInternals.decoded(column, value));
      }
    }

    @Override
    public String toString() {
      return column + " = " + ValueText.of(value);
    }
  }

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.kept();
    if (kept.isEmpty()) {
      return;
    }
    boolean everything = true;
    for (List<Assigned<T>> each : subject.some(changes(assignments(subject, kept)), CHANGES)) {
      changed(subject, each, everything);
      everything = !everything;
    }
    increased(subject);
    removed(subject);
  }

  /** One assignment alone, and two together, one of which takes a value away where that can be. */
  private static <T> List<List<Assigned<T>>> changes(List<Assigned<T>> assignments) {
    var changes = new ArrayList<List<Assigned<T>>>();
    for (Assigned<T> one : assignments) {
      for (Assigned<T> other : assignments) {
        if (other.place() != one.place() && other.value() != null) {
          changes.add(List.of(one, other));
          break;
        }
      }
      changes.add(List.of(one));
    }
    return changes;
  }

  /** The condition that one aggregate satisfies, by the columns of its id. */
  static <T, I> Specification<T> only(Subject<T, I> subject, Key key) {
    var parts = new ArrayList<Specification<T>>();
    for (int i = 0; i < key.size(); i++) {
      String name = subject.root().columns().get(subject.root().key().get(i)).name();
      parts.add(equal(subject.mapping().attributes().column(name), key.value(i)));
    }
    return Specification.allOf(parts);
  }

  private static <T, V> Specification<T> equal(Column<T, V> column, Object stored) {
    return column.eq(QueryInternals.decoded(column, stored));
  }

  private static <T, I> boolean isSettable(Subject<T, I> subject, int place) {
    Table root = subject.root();
    return !root.key().contains(place)
        && root.version() != place
        && !root.isWrittenByStore(place)
        && !subject.mapping().hasOtherForms(root.columns().get(place).name())
        && subject.mapping().isSetInEveryRow(place);
  }

  private static <T, I> List<Assigned<T>> assignments(
      Subject<T, I> subject, List<Kept<T, I>> kept) {
    var all = new ArrayList<Assigned<T>>();
    for (Column<T, ?> column : subject.mapping().attributes().columns()) {
      int place = subject.mapping().layout().position(column);
      if (!isSettable(subject, place)) {
        continue;
      }
      if (column.isNullable()) {
        all.add(new Assigned<>(column, place, null));
      }
      for (Kept<T, I> each : kept) {
        Object value = each.row()[place];
        if (value != null
            && kept.stream()
                .anyMatch(other -> !ValueText.of(other.row()[place]).equals(ValueText.of(value)))) {
          all.add(new Assigned<>(column, place, value));
          break;
        }
      }
    }
    return all;
  }

  private static <T, I> void changed(
      Subject<T, I> subject, List<Assigned<T>> assigned, boolean everything) {
    List<Kept<T, I>> before = subject.kept();
    Kept<T, I> met = subject.some(before, 1).get(0);
    String what = "a set-based change, " + assigned + ", of " + (everything ? "all" : met.text());
    long count;
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.find(met.id()).orElseThrow();
      Bulk<T> bulk = repository.where(everything ? Specification.all() : only(subject, met.key()));
      assigned.forEach(each -> each.to(bulk));
      count = bulk.update();
      refuses(subject, work, loaded, what);
    } catch (ConstraintViolationException
        | InvalidValueException
        | IllegalArgumentException
        | IllegalStateException refused) {
      return;
    }
    Broken.unlessEqual("how many rows meet " + what, everything ? (long) before.size() : 1L, count);
    T reread;
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      T loaded = repository.find(met.id()).orElseThrow();
      Bulk<T> bulk = repository.where(everything ? Specification.all() : only(subject, met.key()));
      assigned.forEach(each -> each.to(bulk));
      bulk.update();
      reread = readAgain(subject, repository, met, what);
      Broken.unless(
          !isSame(reread, loaded), "the loaded object after " + what, "another object", "the same");
      work.commit();
    } catch (ConstraintViolationException refused) {
      return;
    }
    for (Kept<T, I> each : before) {
      Kept<T, I> now = subject.kept(each.key()).orElse(null);
      boolean isMet = everything || each.key().equals(met.key());
      Broken.unlessEqual(
          "the version of " + each.text() + " after " + what,
          each.version() + (isMet ? 1 : 0),
          now == null ? null : now.version());
      requireRow(subject, each, Objects.requireNonNull(now), isMet ? assigned : List.of(), what);
      if (each.key().equals(met.key())) {
        Broken.unlessEqual(
            "what the unit reads again after " + what, now.text(), subject.text(reread));
      }
    }
  }

  /** By one way, which changes; the others must agree. */
  private static <T, I> T readAgain(
      Subject<T, I> subject, Repository<T, I> repository, Kept<T, I> met, String what) {
    List<Supplier<T>> ways = List.of(
        () -> repository.find(met.id()).orElseThrow(),
        () -> repository.get(met.id()),
        () -> repository.find(only(subject, met.key())).get(0),
        () -> repository.findAllById(List.of(met.id())).get(0));
    T first = subject.some(ways, 1).get(0).get();
    for (Supplier<T> way : ways) {
      Broken.unless(
          isSame(first, way.get()),
          "the object that is read again after " + what,
          "one object, however it is read",
          "two");
    }
    return first;
  }

  // Objects are the same or not.
  @SuppressWarnings("ReferenceEquality")
  private static <T> boolean isSame(T one, T other) {
    return one == other;
  }

  /** The object from before the change must not be handed in. */
  private static <T, I> void refuses(
      Subject<T, I> subject, UnitOfWork work, T loaded, String what) {
    Repository<T, I> repository = subject.in(work);
    List<Runnable> calls = List.of(
        () -> repository.update(loaded),
        () -> repository.version(loaded),
        () -> repository.remove(loaded),
        () -> repository.guard(loaded));
    Scene.requireThrows(
        "handing in the object from before " + what,
        MisuseException.class,
        calls.get(Math.floorMod(what.hashCode(), calls.size())));
  }

  private static <T, I> void requireRow(
      Subject<T, I> subject,
      Kept<T, I> before,
      Kept<T, I> now,
      List<Assigned<T>> assigned,
      String what) {
    for (int i = 0; i < now.row().length; i++) {
      int place = i;
      if (place == subject.root().version() || subject.root().isWrittenByStore(place)) {
        continue;
      }
      @Nullable Object expected = before.row()[place];
      for (Assigned<T> each : assigned) {
        expected = each.place() == place ? each.value() : expected;
      }
      Broken.unlessEqual(
          subject.root().columns().get(place).name() + " of " + before.text() + " after " + what,
          ValueText.of(expected),
          ValueText.of(now.row()[place]));
    }
  }

  /** An absent value stays absent when it is increased. */
  private static <T, I> void increased(Subject<T, I> subject) {
    List<Column<T, ?>> columns = subject.mapping().attributes().columns().stream()
        .filter(column -> switch (QueryInternals.type(column).kind()) {
          case INT16, INT32, INT64, DECIMAL -> true;
          default -> false;
        })
        .filter(column -> isSettable(subject, subject.mapping().layout().position(column)))
        .toList();
    for (Column<T, ?> column : subject.some(columns, 2)) {
      int place = subject.mapping().layout().position(column);
      for (Kept<T, I> kept : subject.kept()) {
        Object value = kept.row()[place];
        Object amount = value == null ? amount(subject, place) : value;
        if (amount == null) {
          continue;
        }
        String expected = value == null
            ? "null"
            : subject.root().type(place).scaled(doubled(value)).toPlainString();
        if (subject
            .scene()
            .commits(work ->
                increase(subject.in(work).where(only(subject, kept.key())), column, amount))) {
          Broken.unlessEqual(
              column + " of " + kept.text() + " increased by " + ValueText.of(amount),
              expected,
              ValueText.of(subject.kept(kept.key()).orElseThrow().row()[place]));
        }
      }
    }
  }

  private static java.math.BigDecimal doubled(Object number) {
    return new java.math.BigDecimal(number.toString())
        .add(new java.math.BigDecimal(number.toString()));
  }

  private static <T, I> @Nullable Object amount(Subject<T, I> subject, int place) {
    return switch (subject.root().type(place).kind()) {
      case INT16 -> (short) 1;
      case INT32 -> 1;
      case INT64 -> 1L;
      default -> subject.root().type(place).scaled(java.math.BigDecimal.ONE);
    };
  }

  private static <T, V> void increase(Bulk<T> bulk, Column<T, V> column, Object amount) {
    bulk.increase(column, QueryInternals.decoded(column, amount)).update();
  }

  private static <T, I> void removed(Subject<T, I> subject) {
    List<Kept<T, I>> before = subject.kept();
    Kept<T, I> met = subject.some(before, 1).get(0);
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      repository.find(met.id());
      Broken.unlessEqual(
          "how many a set-based removal of " + met.text() + " meets",
          1L,
          repository.where(only(subject, met.key())).remove());
      Broken.unless(
          repository.find(met.id()).isEmpty() && !repository.exists(met.id()),
          "the loaded " + met.text() + " after a set-based removal",
          "absent",
          "an object");
      Broken.unlessEqual(
          "what is left after a set-based removal of " + met.text(),
          before.stream()
              .filter(each -> !each.key().equals(met.key()))
              .map(Kept::text)
              .sorted()
              .toList(),
          repository.find(Query.all()).stream().map(subject::text).sorted().toList());
    } catch (ConstraintViolationException referred) {
      return;
    }
  }
}
