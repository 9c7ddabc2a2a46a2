package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.transaction.SharedItems.ITEMS;
import static org.bilayer.contracts.transaction.SharedItems.NOTES;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.transaction.SharedItems.Item;
import org.bilayer.contracts.transaction.SharedItems.Note;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two units that are right alone and wrong together: one refers to what the other removes, or both take one unique value.
 * Whatever the level, no reference ever leads nowhere and no unique value is stored twice; one unit fails, by a conflict or
 * by the constraint.
 */
public abstract class RaceContract extends ConcurrencyContract {

  /** Whether each of the two units of a round did what it was to do, and committed. */
  private record Round(boolean first, boolean second) {}

  @ParameterizedTest
  @EnumSource(Level.class)
  void addAndRemove_ofParentAndChildAtOnce_leaveNoOrphan(Level level) throws Exception {
    if (!levels().contains(level)) {
      return;
    }
    int rounds = size(60, 1_000);
    int added = 0;
    int removed = 0;
    try (LayerUnderTest tested = open();
        var threads = new UnitThreads(2)) {
      DataLayer data = tested.data();
      data.run(this::removeAll);
      for (int round = 1; round <= rounds; round++) {
        int id = round;
        data.run(work -> work.repository(ITEMS).add(new Item(id, 0)));
        Round result = race(
            threads,
            data,
            level,
            work -> {
              work.repository(NOTES).add(new Note(id, id));
              return true;
            },
            work -> {
              work.repository(ITEMS).remove(work.repository(ITEMS).get(id));
              return true;
            });
        added += result.first() ? 1 : 0;
        removed += result.second() ? 1 : 0;
        assertThat(result.first() && result.second())
            .as("both succeeded in round %d", round)
            .isFalse();
      }
      assertThat(orphans(data)).as("notes whose items are gone").isEmpty();
    }
    assertThat(added + removed).isGreaterThan(rounds / 2);
    figure(
        "foreign-key races",
        subject(level),
        "%,d rounds: 0 orphans (child won %,d, removal won %,d)",
        rounds,
        added,
        removed);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  @CatalogueEntry("8.11")
  void add_oneUniqueValueInTwoUnitsAtOnce_isStoredOnce(Level level) throws Exception {
    if (!levels().contains(level)) {
      return;
    }
    int rounds = size(60, 1_000);
    int stored = 0;
    try (LayerUnderTest tested = open();
        var threads = new UnitThreads(2)) {
      DataLayer data = tested.data();
      data.run(this::removeAll);
      for (int round = 1; round <= rounds; round++) {
        int id = round;
        Round result = race(
            threads,
            data,
            level,
            work -> takeCode(work, 2 * id, id),
            work -> takeCode(work, 2 * id + 1, id));
        assertThat(result.first() && result.second())
            .as("both succeeded in round %d", round)
            .isFalse();
        stored += result.first() || result.second() ? 1 : 0;
      }
      List<Item> items = data.execute(work -> work.repository(ITEMS).find(Query.all()));
      assertThat(items).extracting(Item::code).doesNotHaveDuplicates().hasSize(stored);
    }
    assertThat(stored).isGreaterThan(rounds / 2);
    figure(
        "unique races", subject(level), "%,d rounds: 0 duplicates, stored in %,d", rounds, stored);
  }

  private void removeAll(UnitOfWork work) {
    work.repository(NOTES).where(Specification.all()).remove();
    work.repository(ITEMS).where(Specification.all()).remove();
  }

  /** Returns whether the code was free. */
  private static boolean takeCode(UnitOfWork work, int id, int code) {
    boolean free = !work.repository(ITEMS).exists(SharedItems.CODE.eq(code));
    if (free) {
      work.repository(ITEMS).add(new Item(id, 0, code));
    }
    return free;
  }

  private static Round race(
      UnitThreads threads,
      DataLayer data,
      Level level,
      Predicate<UnitOfWork> first,
      Predicate<UnitOfWork> second)
      throws Exception {
    var start = new CyclicBarrier(2);
    UnitThreads.Job<Boolean> one = () -> committed(data, level, start, first);
    UnitThreads.Job<Boolean> other = () -> committed(data, level, start, second);
    List<Boolean> results = threads.all(List.of(one, other));
    return new Round(results.get(0), results.get(1));
  }

  private static boolean committed(
      DataLayer data, Level level, CyclicBarrier start, Predicate<UnitOfWork> part)
      throws Exception {
    start.await();
    try (UnitOfWork work = data.begin(at(level))) {
      boolean done = part.test(work);
      work.flush();
      LockSupport.parkNanos(20_000);
      work.commit();
      return done;
    } catch (ConflictException | ForeignKeyViolationException | UniqueViolationException lost) {
      return false;
    }
  }

  private static Set<Integer> orphans(DataLayer data) {
    return data.execute(work -> {
      Set<Integer> referred = work.repository(NOTES).find(Query.all()).stream()
          .map(Note::item)
          .collect(Collectors.toCollection(TreeSet::new));
      work.repository(ITEMS).find(Query.all()).forEach(item -> referred.remove(item.id()));
      return referred;
    });
  }
}
