package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Checks {@code WRITE_ORDER}. */
final class WriteOrder implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.kept();
    if (kept.isEmpty() || subject.mapping().declared().hasIdentity()) {
      return;
    }
    handOver(subject, kept);
    if (!isReferredTo(subject, kept) && isFreeOfNeededCircles(subject)) {
      removedAndAdded(subject, subject.kept());
      for (boolean upwards : List.of(true, false)) {
        if (isChained(subject, upwards)) {
          removedAndAdded(subject, subject.kept());
        }
      }
      addedInACircle(subject);
    }
  }

  /** Each row refers to the next, or to the one before. */
  private static <T, I> boolean isChained(Subject<T, I> subject, boolean upwards) {
    Optional<String> column = referenceToItself(subject);
    List<Kept<T, I>> kept = subject.kept();
    return column.isPresent()
        && kept.size() > 1
        && subject.scene().commits(work -> {
          for (int i = 0; i < kept.size(); i++) {
            int target = upwards ? i + 1 : i - 1;
            boolean isEnd = target < 0 || target == kept.size();
            T next = with(
                subject,
                kept.get(i).key(),
                column.get(),
                isEnd ? null : kept.get(target).key().value(0));
            if (next != null) {
              subject.in(work).find(kept.get(i).id());
              subject.in(work).update(next);
            }
          }
        });
  }

  /** Two rows that refer to each other are added together: one of them is written in two steps. */
  private static <T, I> void addedInACircle(Subject<T, I> subject) {
    Optional<String> column = referenceToItself(subject);
    List<Kept<T, I>> kept = subject.kept();
    if (column.isEmpty() || kept.size() < 2) {
      return;
    }
    T one = with(subject, kept.get(0).key(), column.get(), kept.get(1).key().value(0));
    T other = with(subject, kept.get(1).key(), column.get(), kept.get(0).key().value(0));
    if (one == null
        || other == null
        || !subject
            .scene()
            .commits(work -> kept.forEach(each -> subject.in(work).removeById(each.id())))) {
      return;
    }
    requireCommitted("the addition of two that refer to each other", subject, work -> {
      subject.in(work).add(one);
      subject.in(work).add(other);
    });
    Broken.unlessEqual(
        "two that refer to each other and were added together",
        List.of(subject.text(one), subject.text(other)),
        subject.kept().stream().map(Kept::text).toList());
  }

  /** The nullable column by which rows refer to rows of their own table. */
  private static Optional<String> referenceToItself(Subject<?, ?> subject) {
    for (ForeignKey reference : subject.root().foreignKeys()) {
      int column = reference.columns().get(0);
      if (reference.target().equals(subject.name())
          && reference.columns().size() == 1
          && subject.root().columns().get(column).nullable()) {
        return Optional.of(subject.root().columns().get(column).name());
      }
    }
    return Optional.empty();
  }

  /** All go in one unit, and come back in another one, in both orders of calls. */
  private static <T, I> void removedAndAdded(Subject<T, I> subject, List<Kept<T, I>> kept) {
    for (boolean reversed : List.of(false, true)) {
      List<Kept<T, I>> order = reversed ? reversed(kept) : kept;
      requireCommitted(
          "the removal of " + texts(kept) + (reversed ? ", the last first" : ""),
          subject,
          work -> order.forEach(each -> subject.in(work).removeById(each.id())));
      Broken.unlessEqual("what is left after all were removed", List.of(), subject.contents());
      requireCommitted(
          "the addition of " + texts(kept) + (reversed ? ", the last first" : ""),
          subject,
          work -> order.forEach(each -> subject.in(work).add(each.object())));
      Broken.unlessEqual(
          "what was removed and added again",
          kept.stream().map(each -> each.text() + " v1").toList(),
          subject.contents());
    }
  }

  /** One gives a unique value up, another takes it, in both orders of calls. */
  private static <T, I> void handOver(Subject<T, I> subject, List<Kept<T, I>> kept) {
    for (UniqueKey unique : subject.root().uniqueKeys()) {
      Kept<T, I> giver = kept.get(0);
      Kept<T, I> taker = kept.get(kept.size() - 1);
      int column = unique.columns().get(0);
      Object value = giver.row()[column];
      if (unique.columns().size() > 1
          || kept.size() < 2
          || value == null
          || subject.root().key().contains(column)
          || !subject.root().columns().get(column).nullable()) {
        continue;
      }
      for (boolean takerFirst : List.of(false, true)) {
        Kept<T, I> from = takerFirst ? taker : giver;
        Kept<T, I> to = takerFirst ? giver : taker;
        String name = subject.root().columns().get(column).name();
        Object current = subject.kept(from.key()).orElseThrow().row()[column];
        T without = with(subject, from.key(), name, null);
        T with = with(subject, to.key(), name, current);
        if (without == null || with == null) {
          continue;
        }
        requireCommitted(
            "handing " + name + " of " + from.text() + " over to " + to.text(), subject, work -> {
              subject.in(work).find(from.id());
              subject.in(work).find(to.id());
              subject.in(work).update(with);
              subject.in(work).update(without);
            });
      }
    }
  }

  private static <T, I> @Nullable T with(
      Subject<T, I> subject, Key key, String column, @Nullable Object value) {
    Kept<T, I> now = subject.kept(key).orElseThrow();
    MappingUnderTest<T, I> mapping = subject.mapping();
    RowValues values = mapping.values(subject.scene().ids(), now.object(), 1);
    try {
      return mapping.object(subject.scene().ids(), values.with(column, value), now.version());
    } catch (MappingUnderTest.RefusedByDomain refused) {
      return null;
    }
  }

  private static <T, I> void requireCommitted(
      String what, Subject<T, I> subject, java.util.function.Consumer<UnitOfWork> changes) {
    try (UnitOfWork work = subject.scene().begin()) {
      changes.accept(work);
      work.commit();
    } catch (ConstraintViolationException e) {
      throw new Broken(what, "no failure: every rule holds at the end", e.toString());
    }
  }

  /** Whether rows of other aggregates need these. */
  private static <T, I> boolean isReferredTo(Subject<T, I> subject, List<Kept<T, I>> kept) {
    List<Key> keys = kept.stream().map(Kept::key).toList();
    for (Table table : subject.scene().schema().tables()) {
      boolean isOwn =
          table.equals(subject.root()) || subject.mapping().layout().owned().contains(table);
      for (ForeignKey reference : table.foreignKeys()) {
        if (!isOwn
            && reference.target().equals(subject.name())
            && subject.scene().rows(table).stream()
                .anyMatch(row -> keys.contains(Key.from(row, reference.columns())))) {
          return true;
        }
      }
    }
    return false;
  }

  /** A row that must refer to another one of its table cannot always be removed or added together with it. */
  private static boolean isFreeOfNeededCircles(Subject<?, ?> subject) {
    for (Table table : subject.mapping().layout().owned()) {
      for (ForeignKey reference : table.foreignKeys()) {
        if (reference.target().equals(subject.name())
            && !reference.equals(table.owner().orElse(null))) {
          return false;
        }
      }
    }
    for (ForeignKey reference : subject.root().foreignKeys()) {
      if (reference.target().equals(subject.name())) {
        for (int column : reference.columns()) {
          if (!subject.root().columns().get(column).nullable()) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static <T, I> List<Kept<T, I>> reversed(List<Kept<T, I>> kept) {
    var reversed = new ArrayList<Kept<T, I>>();
    for (int i = kept.size() - 1; i >= 0; i--) {
      reversed.add(Objects.requireNonNull(kept.get(i)));
    }
    return reversed;
  }

  private static <T, I> List<String> texts(List<Kept<T, I>> kept) {
    return kept.stream().map(Kept::text).toList();
  }
}
