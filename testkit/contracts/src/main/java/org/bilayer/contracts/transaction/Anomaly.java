package org.bilayer.contracts.transaction;

import static org.bilayer.contracts.transaction.Schedule.unit;
import static org.bilayer.contracts.transaction.ScheduleStep.commit;
import static org.bilayer.contracts.transaction.ScheduleStep.read;
import static org.bilayer.contracts.transaction.ScheduleStep.rollback;
import static org.bilayer.contracts.transaction.ScheduleStep.write;
import static org.bilayer.contracts.transaction.SharedItems.ID;
import static org.bilayer.contracts.transaction.SharedItems.ITEMS;
import static org.bilayer.contracts.transaction.SharedItems.NOTES;
import static org.bilayer.contracts.transaction.SharedItems.VALUE;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.transaction.SharedItems.Item;
import org.bilayer.contracts.transaction.SharedItems.Note;
import org.bilayer.query.Projection;
import org.bilayer.query.Specification;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/**
 * What units of work may do to each other, each as a schedule that brings it about where nothing prevents it. Items 1 and
 * 2 begin with the values 10 and 20. The names G0 to G2 are Adya's [1], P4 is from [2], and most of the schedules follow M.
 * Kleppmann's Hermitage.
 *
 * <p>[1] A. Adya, Weak Consistency, PhD thesis, MIT, 1999. [2] H. Berenson et al., A Critique of ANSI SQL Isolation
 * Levels, SIGMOD, 1995.
 */
enum Anomaly {
  G0_DIRTY_WRITE(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", put("w1", 1, 11), put("w3", 2, 21), commit("c1")),
          unit("b", put("w2", 1, 12), put("w4", 2, 22), commit("c2"))),
      "w1 w2 w3 c1 w4 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted()
          && !last.equals(Map.of(1, 11, 2, 21))
          && !last.equals(Map.of(1, 12, 2, 22));
    }
  },
  G1A_ABORTED_READ(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", put("w1", 1, 101), rollback("x1")),
          unit("b", look("r1", 1), look("r2", 1), commit("c2"))),
      "w1 r1 x1 r2 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 101) || saw(outcome, "r2", 101);
    }
  },
  G1B_INTERMEDIATE_READ(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", put("w1", 1, 101), put("w2", 1, 11), commit("c1")),
          unit("b", look("r1", 1), look("r2", 1), commit("c2"))),
      "w1 r1 w2 c1 r2 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 101) || saw(outcome, "r2", 101);
    }
  },
  G1C_CIRCULAR_FLOW(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", put("w1", 1, 11), look("r1", 2), commit("c1")),
          unit("b", put("w2", 2, 22), look("r2", 1), commit("c2"))),
      "w1 w2 r1 r2 c1 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 22)
          || (saw(outcome, "r2", 11) && !outcome.result("r2").waited());
    }
  },
  OTV_OBSERVED_UNIT_VANISHES(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", put("w1", 1, 11), put("w2", 2, 19), commit("c1")),
          unit("b", put("w3", 1, 12), put("w4", 2, 18), commit("c2")),
          unit("r", look("r1", 1), look("r2", 2), look("r3", 2), look("r4", 1), commit("c3"))),
      "w1 w2 w3 c1 r1 w4 r2 c2 r3 r4 c3") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return (saw(outcome, "r1", 11) && saw(outcome, "r2", 20))
          || (saw(outcome, "r3", 18) && saw(outcome, "r4", 11));
    }
  },
  PMP_PHANTOM_READ(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", count("r1", 30), count("r2", 30), commit("c1")),
          unit("b", add("w1", 3, 30), commit("c2"))),
      "r1 w1 c2 r2 c1") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 0L) && saw(outcome, "r2", 1L);
    }
  },
  PMP_WITH_A_WRITE_PREDICATE(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", increaseAll("w1", 10), commit("c1")),
          unit("b", numbers("r1", VALUE.eq(20)), removeAll("w2", VALUE.eq(20)), commit("c2"))),
      "w1 r1 w2 c1 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      boolean first = saw(outcome, "r1", "[2]") && last.equals(Map.of(1, 20));
      boolean second = saw(outcome, "r1", "[1]") && last.equals(Map.of(2, 30));
      return outcome.allCommitted() && !first && !second;
    }
  },
  P4_LOST_UPDATE(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", look("r1", 1), put("w1", 1, 11), commit("c1")),
          unit("b", look("r2", 1), put("w2", 1, 12), commit("c2"))),
      "r1 r2 w1 w2 c1 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted() && saw(outcome, "r1", 10) && saw(outcome, "r2", 10);
    }
  },
  P4_OF_AGGREGATES(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", get("r1", 1), change("w1", 1, 1), commit("c1")),
          unit("b", get("r2", 1), change("w2", 1, 2), commit("c2"))),
      "r1 r2 w1 w2 c1 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted() && !last.equals(Map.of(1, 13, 2, 20));
    }
  },
  P4_LOCKED_FIRST(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", lock("r1", 1), change("w1", 1, 1), commit("c1")),
          unit("b", lock("r2", 1), change("w2", 1, 2), commit("c2"))),
      "r1 r2 w1 c1 w2 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted() && !last.equals(Map.of(1, 13, 2, 20));
    }
  },
  G_SINGLE_ONE_TABLE(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", look("r1", 1), look("r2", 2), commit("c1")),
          unit("b", change("w1", 1, 2), change("w2", 2, -2), commit("c2"))),
      "r1 w1 w2 c2 r2 c1") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 10) && saw(outcome, "r2", 18);
    }
  },
  G_SINGLE_TWO_TABLES(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", look("r1", 1), read("r2", work -> notes(work)), commit("c1")),
          unit(
              "b",
              change("w1", 1, 2),
              write("w2", work -> {
                work.repository(NOTES).add(new Note(1, 2));
                return null;
              }),
              commit("c2"))),
      "r1 w1 w2 c2 r2 c1") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 10) && saw(outcome, "r2", 1L);
    }
  },
  G_SINGLE_PREDICATE_READ(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", count("r1", 10), count("r2", 30), commit("c1")),
          unit("b", change("w1", 1, 22), commit("c2"))),
      "r1 w1 c2 r2 c1") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 2L)
          && saw(outcome, "r2", 1L)
          && !outcome.result("w1").waited();
    }
  },
  G_SINGLE_THEN_A_PREDICATE_WRITE(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", look("r1", 1), removeAll("w3", VALUE.eq(20)), commit("c1")),
          unit("b", change("w1", 1, 2), change("w2", 2, -2), commit("c2"))),
      "r1 w1 w2 c2 w3 c1") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted() && saw(outcome, "r1", 10) && last.containsKey(2);
    }
  },
  BLIND_UPDATE_OUTSIDE_OF_THE_SNAPSHOT(
      Level.SNAPSHOT,
      Schedule.of(
          unit("a", count("r1", 0), increaseAll("w1", 1), commit("c1")),
          unit("b", add("w2", 3, 30), commit("c2"))),
      "r1 w2 c2 w1 c1") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return saw(outcome, "r1", 2L) && saw(outcome, "w1", 3L);
    }
  },
  G2_ITEM_WRITE_SKEW(
      Level.SERIALIZABLE,
      Schedule.of(
          unit("a", get("r1", 1), get("r2", 2), change("w1", 1, 1), commit("c1")),
          unit("b", get("r3", 1), get("r4", 2), change("w2", 2, 1), commit("c2"))),
      "r1 r2 r3 r4 w1 w2 c1 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted() && saw(outcome, "r2", 20) && saw(outcome, "r3", 10);
    }
  },
  G2_ITEM_WITH_GUARDS(
      Level.READ_COMMITTED,
      Schedule.of(
          unit("a", get("r1", 1), guard("r2", 2), change("w1", 1, 1), commit("c1")),
          unit("b", guard("r3", 1), get("r4", 2), change("w2", 2, 1), commit("c2"))),
      "r1 r2 r3 r4 w1 w2 c1 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted() && saw(outcome, "r2", 20) && saw(outcome, "r3", 10);
    }
  },
  G2_PREDICATE_WRITE_SKEW(
      Level.SERIALIZABLE,
      Schedule.of(
          unit("a", count("r1", 30), add("w1", 3, 30), commit("c1")),
          unit("b", count("r2", 30), add("w2", 4, 42), commit("c2"))),
      "r1 r2 w1 w2 c1 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted() && saw(outcome, "r1", 0L) && saw(outcome, "r2", 0L);
    }
  },
  G2_SEEN_BY_A_READER(
      Level.SERIALIZABLE,
      Schedule.of(
          unit("a", change("w1", 2, 20), commit("c1")),
          unit("b", get("r1", 1), get("r2", 2), change("w2", 1, -21), commit("c2")),
          unit("r", get("r3", 1), get("r4", 2), commit("c3"))),
      "r1 r2 w1 c1 r3 r4 c3 w2 c2") {
    @Override
    boolean happened(UnitOutcome outcome, Map<Integer, Integer> last) {
      return outcome.allCommitted()
          && saw(outcome, "r2", 20)
          && saw(outcome, "r3", 10)
          && saw(outcome, "r4", 40);
    }
  };

  /** What is stored before each schedule. */
  static final Map<Integer, Integer> FIRST = Map.of(1, 10, 2, 20);

  private final Level forbiddenFrom;

  @SuppressWarnings("ImmutableEnumChecker") // lists of records
  private final Schedule schedule;

  private final String order;

  Anomaly(Level forbiddenFrom, Schedule schedule, String order) {
    this.forbiddenFrom = forbiddenFrom;
    this.schedule = schedule;
    this.order = order;
  }

  /** Whether it was seen, given the outcome and what is stored at the end. */
  abstract boolean happened(UnitOutcome outcome, Map<Integer, Integer> last);

  /** Whether a level forbids it. */
  boolean isForbiddenAt(Level level) {
    return level.compareTo(forbiddenFrom) >= 0;
  }

  Schedule schedule() {
    return schedule;
  }

  String order() {
    return order;
  }

  /** The name as the table has it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static boolean saw(UnitOutcome outcome, String step, Object value) {
    return Objects.equals(outcome.value(step), value);
  }

  // --- steps ---

  private static ScheduleStep look(String name, int id) {
    return read(name, work -> SharedItems.look(work, id));
  }

  private static ScheduleStep get(String name, int id) {
    return read(name, work -> work.repository(ITEMS).get(id).value());
  }

  private static ScheduleStep lock(String name, int id) {
    return read(
        name, work -> work.repository(ITEMS).findForUpdate(id).map(Item::value).orElse(null));
  }

  private static ScheduleStep guard(String name, int id) {
    return read(name, work -> {
      Item item = work.repository(ITEMS).get(id);
      work.repository(ITEMS).guard(item);
      return item.value();
    });
  }

  private static ScheduleStep count(String name, int atLeast) {
    return read(name, work -> work.repository(ITEMS).count(SharedItems.atLeast(atLeast)));
  }

  private static ScheduleStep numbers(String name, Specification<Item> where) {
    return read(
        name,
        work -> work.repository(ITEMS).select(where, Projection.of(row -> row.get(ID), ID)).stream()
            .sorted()
            .toList()
            .toString());
  }

  private static @Nullable Object notes(UnitOfWork work) {
    return work.repository(NOTES).count(Specification.all());
  }

  /** An aggregate is loaded, changed, and written with its version. */
  private static ScheduleStep change(String name, int id, int amount) {
    return write(
        name,
        work -> work.repository(ITEMS)
            .change(id, item -> item.with(item.value() + amount))
            .value());
  }

  private static ScheduleStep add(String name, int id, int value) {
    return write(name, work -> {
      work.repository(ITEMS).add(new Item(id, value));
      return null;
    });
  }

  /** A statement that sets a value, whatever the version is. */
  private static ScheduleStep put(String name, int id, int value) {
    return write(
        name, work -> work.repository(ITEMS).where(ID.eq(id)).set(VALUE, value).update());
  }

  private static ScheduleStep increaseAll(String name, int amount) {
    return write(
        name,
        work -> work.repository(ITEMS)
            .where(Specification.all())
            .increase(VALUE, amount)
            .update());
  }

  private static ScheduleStep removeAll(String name, Specification<Item> where) {
    return write(name, work -> work.repository(ITEMS).where(where).remove());
  }
}
