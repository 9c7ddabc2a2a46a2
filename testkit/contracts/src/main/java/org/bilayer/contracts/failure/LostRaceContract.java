package org.bilayer.contracts.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises where a unit of work breaks a constraint because another one was faster: that is a conflict and
 * is tried again, at every level and in whatever order the rows are written. A constraint that the unit breaks by itself is
 * reported at once.
 */
public abstract class LostRaceContract extends Contract {

  /** A row of a list. */
  private record BookEntry(int no, String text) {}

  /** An aggregate whose next entry follows from the last. */
  private record Book(int id, List<BookEntry> entries) {

    Book {
      entries = List.copyOf(entries);
    }

    Book with(String text) {
      var next = new ArrayList<>(entries);
      next.add(new BookEntry(entries.size() + 1, text));
      return new Book(id, next);
    }
  }

  /** Its number is taken from a counter. Its table is written before the counter's. */
  private record Ticket(int id, int number) {}

  private record Counter(int id, int next) {}

  private static final Column<BookEntry, Integer> NO =
      Column.of("no", Codec.int32(), BookEntry::no);
  private static final Column<BookEntry, String> TEXT =
      Column.of("text", Codec.text(20), BookEntry::text);
  private static final Value<BookEntry> ENTRY =
      Value.of(BookEntry.class, row -> new BookEntry(row.get(NO), row.get(TEXT)), NO, TEXT);
  private static final Column<Book, Integer> BOOK_ID = Column.of("id", Codec.int32(), Book::id);
  private static final ElementCollection<Book, BookEntry, List<BookEntry>> ENTRIES =
      ElementCollection.list("book_entry", ENTRY, NO, Book::entries)
          .unique("book_entry_text_key", TEXT);
  private static final Mapping<Book, Integer> BOOKS = Mapping.of(Book.class, "book", BOOK_ID)
      .with(ENTRIES)
      .construct(row -> new Book(row.get(BOOK_ID), row.get(ENTRIES)));

  private static final Column<Ticket, Integer> TICKET_ID =
      Column.of("id", Codec.int32(), Ticket::id);
  private static final Column<Ticket, Integer> NUMBER =
      Column.of("number", Codec.int32(), Ticket::number);
  private static final Mapping<Ticket, Integer> TICKETS = Mapping.of(
          Ticket.class, "ticket", TICKET_ID)
      .with(NUMBER)
      .unique("ticket_number_key", NUMBER)
      .construct(row -> new Ticket(row.get(TICKET_ID), row.get(NUMBER)));

  private static final Column<Counter, Integer> COUNTER_ID =
      Column.of("id", Codec.int32(), Counter::id);
  private static final Column<Counter, Integer> NEXT =
      Column.of("next", Codec.int32(), Counter::next);
  private static final Mapping<Counter, Integer> COUNTERS = Mapping.of(
          Counter.class, "ticket_counter", COUNTER_ID)
      .with(NEXT)
      .construct(row -> new Counter(row.get(COUNTER_ID), row.get(NEXT)));

  private static final Model MODEL = Model.of(BOOKS, TICKETS, COUNTERS);

  private @Nullable DataLayer layer;
  private final AtomicInteger runs = new AtomicInteger();

  @Override
  protected final Model model() {
    return MODEL;
  }

  private DataLayer layer() {
    return Objects.requireNonNull(layer, "opened by fresh");
  }

  private interface Faster {
    void run(UnitOfWork unit);
  }

  /** Where readers lock, nobody can be faster. */
  private Stream<UnitOptions> levels() {
    return Stream.of(Level.values())
        .filter(backend().levels()::contains)
        .filter(level -> level != Level.SERIALIZABLE || !backend().name().equals("mariadb"))
        .map(level -> UnitOptions.defaults().level(level));
  }

  /** Counts a try; in the first one, another unit commits before the caller goes on. */
  private void overtaken(Faster other) {
    if (runs.incrementAndGet() == 1) {
      try (UnitOfWork unit = layer().begin(UnitOptions.defaults().readCommitted())) {
        other.run(unit);
        unit.commit();
      }
    }
  }

  private void fresh(Book... books) {
    layer = open(LayerOptions.defaults());
    runs.set(0);
    layer().run(work -> {
      for (Book book : books) {
        work.repository(BOOKS).add(book);
      }
      work.repository(COUNTERS).add(new Counter(1, 1));
    });
  }

  private static Book book(int id, String... texts) {
    var book = new Book(id, List.of());
    for (String text : texts) {
      book = book.with(text);
    }
    return book;
  }

  @Test
  @NeedsConnections(2)
  void change_bothAddTheSameOwnedKey_isRunAgain() {
    levels().forEach(options -> {
      fresh(book(1, "first"));
      layer().run(options, work -> {
        Book mine = work.repository(BOOKS).get(1);
        overtaken(unit -> unit.repository(BOOKS).change(1, found -> found.with("theirs")));
        work.repository(BOOKS).update(mine.with("mine"));
      });
      assertThat(runs).as("%s", options.level()).hasValue(2);
      layer()
          .run(work -> assertThat(work.repository(BOOKS).get(1))
              .isEqualTo(book(1, "first", "theirs", "mine")));
    });
  }

  @Test
  @NeedsConnections(2)
  void change_uniqueValueOfAnOwnedRowWasTakenByTheFaster_isRunAgain() {
    levels().forEach(options -> {
      fresh(book(1), book(2));
      layer().run(options, work -> {
        Book mine = work.repository(BOOKS).get(1);
        Book other = work.repository(BOOKS).get(2);
        overtaken(unit -> unit.repository(BOOKS).change(2, found -> found.with("only one")));
        if (other.entries().isEmpty()) {
          work.repository(BOOKS).update(mine.with("only one"));
          work.repository(BOOKS).update(other.with("none"));
        }
      });
      assertThat(runs).as("%s", options.level()).hasValue(2);
      layer().run(work -> assertThat(work.repository(BOOKS).get(1)).isEqualTo(book(1)));
    });
  }

  @Test
  @NeedsConnections(2)
  void add_numberOfACounterTakenByTheFaster_isRunAgain() {
    levels().forEach(options -> {
      fresh();
      layer().run(options, work -> take(work, 10));
      assertThat(runs).as("%s", options.level()).hasValue(2);
      layer().run(work -> {
        assertThat(work.repository(TICKETS).get(10)).isEqualTo(new Ticket(10, 2));
        assertThat(work.repository(TICKETS).get(99)).isEqualTo(new Ticket(99, 1));
        assertThat(work.repository(COUNTERS).get(1)).isEqualTo(new Counter(1, 3));
      });
    });
  }

  /** Takes the number that the counter shows; the table of tickets is written before the counter's. */
  private void take(UnitOfWork work, int ticket) {
    Counter counter = work.repository(COUNTERS).get(1);
    overtaken(unit -> {
      unit.repository(TICKETS).add(new Ticket(99, counter.next()));
      unit.repository(COUNTERS).change(1, found -> new Counter(1, found.next() + 1));
    });
    work.repository(TICKETS).add(new Ticket(ticket, counter.next()));
    work.repository(COUNTERS).update(new Counter(1, counter.next() + 1));
  }

  @Test
  @NeedsConnections(2)
  void attempt_numberOfACounterTakenByTheFaster_endsTheUnitAndIsRunAgain() {
    levels().forEach(options -> {
      fresh();
      layer().run(options, work -> work.attempt(part -> take(part, 10)));
      assertThat(runs).as("%s", options.level()).hasValue(2);
      layer()
          .run(work -> assertThat(work.repository(TICKETS).get(10)).isEqualTo(new Ticket(10, 2)));
    });
  }

  @Test
  @NeedsConnections(2)
  void guard_numberOfACounterTakenByTheFaster_isRunAgain() {
    levels().forEach(options -> {
      fresh();
      layer().run(options, work -> {
        Counter counter = work.repository(COUNTERS).get(1);
        work.repository(COUNTERS).guard(counter);
        overtaken(unit -> {
          unit.repository(TICKETS).add(new Ticket(99, counter.next()));
          unit.repository(COUNTERS).change(1, found -> new Counter(1, found.next() + 1));
        });
        work.repository(TICKETS).add(new Ticket(10, counter.next()));
      });
      assertThat(runs).as("%s", options.level()).hasValue(2);
      layer()
          .run(work -> assertThat(work.repository(TICKETS).get(10)).isEqualTo(new Ticket(10, 2)));
    });
  }

  @Test
  @NeedsConnections(2)
  void remove_ownedRowAddedByTheFaster_isRunAgain() {
    levels().forEach(options -> {
      fresh(book(1, "first"));
      layer().run(options, work -> {
        Book mine = work.repository(BOOKS).get(1);
        overtaken(unit -> unit.repository(BOOKS).change(1, found -> found.with("theirs")));
        work.repository(BOOKS).remove(mine);
      });
      assertThat(runs).as("%s", options.level()).hasValue(2);
      layer().run(work -> assertThat(work.repository(BOOKS).find(1)).isEmpty());
    });
  }

  @Test
  @NeedsConnections(2)
  void change_rootRemovedByTheFaster_isAConflict_notABrokenReference() {
    fresh(book(1, "first"));
    StaleVersionException failure = thrown(
        StaleVersionException.class,
        () -> layer().run(UnitOptions.defaults().readCommitted().maxTries(1), work -> {
          Book mine = work.repository(BOOKS).get(1);
          overtaken(unit -> unit.repository(BOOKS).remove(unit.repository(BOOKS).get(1)));
          work.repository(BOOKS).update(mine.with("mine"));
        }));
    assertThat(failure.type()).isEqualTo("book");
    layer().run(work -> assertThat(work.repository(BOOKS).find(1)).isEmpty());
  }

  static Stream<Boolean> inAnAttempt() {
    return Stream.of(false, true);
  }

  @ParameterizedTest
  @MethodSource("inAnAttempt")
  void constraintBrokenByTheUnitItself_isReportedAtOnce(boolean inAnAttempt) {
    levels().forEach(options -> {
      fresh(book(1, "first"));
      layer().run(work -> work.repository(TICKETS).add(new Ticket(99, 1)));
      UniqueViolationException failure = thrown(
          UniqueViolationException.class,
          () -> layer().run(options, work -> {
            runs.incrementAndGet();
            Counter counter = work.repository(COUNTERS).get(1);
            if (inAnAttempt) {
              work.attempt(part -> takeTaken(part, counter));
            } else {
              takeTaken(work, counter);
            }
          }));
      assertThat(failure.constraint()).isEqualTo("ticket_number_key");
      assertThat(runs).as("%s", options.level()).hasValue(1);
      layer().run(work -> {
        assertThat(work.repository(TICKETS).find(10)).isEmpty();
        assertThat(work.repository(COUNTERS).get(1)).isEqualTo(new Counter(1, 1));
      });
    });
  }

  @ParameterizedTest
  @MethodSource("inAnAttempt")
  void constraintBrokenAfterASetBasedChangeOfTheUnit_isReportedAtOnce(boolean inAnAttempt) {
    levels().forEach(options -> {
      fresh();
      layer().run(work -> work.repository(TICKETS).add(new Ticket(99, 2)));
      UniqueViolationException failure = thrown(
          UniqueViolationException.class,
          () -> layer().run(options, work -> {
            runs.incrementAndGet();
            if (inAnAttempt) {
              work.attempt(LostRaceContract::raiseAndTakeTaken);
            } else {
              raiseAndTakeTaken(work);
            }
          }));
      assertThat(failure.constraint()).isEqualTo("ticket_number_key");
      assertThat(runs).as("%s", options.level()).hasValue(1);
      layer()
          .run(work -> assertThat(work.repository(COUNTERS).get(1)).isEqualTo(new Counter(1, 1)));
    });
  }

  /** The counter is read with a version that goes when the unit is undone. */
  private static void raiseAndTakeTaken(UnitOfWork work) {
    work.repository(COUNTERS).where(COUNTER_ID.eq(1)).increase(NEXT, 1).update();
    takeTaken(work, work.repository(COUNTERS).get(1));
  }

  @ParameterizedTest
  @MethodSource("inAnAttempt")
  void constraintBrokenAfterTheUnitHasChangedOrRemovedWhatItGuards_isReportedAtOnce(
      boolean isRemoved) {
    levels().forEach(options -> {
      fresh();
      layer().run(work -> work.repository(TICKETS).add(new Ticket(99, 7)));
      UniqueViolationException failure = thrown(
          UniqueViolationException.class,
          () -> layer().run(options, work -> {
            runs.incrementAndGet();
            work.repository(COUNTERS).guard(work.repository(COUNTERS).get(1));
            var guarded = work.repository(COUNTERS).where(COUNTER_ID.eq(1));
            if (isRemoved) {
              guarded.remove();
            } else {
              guarded.increase(NEXT, 1).update();
            }
            work.attempt(part -> {
              part.repository(COUNTERS).find(1);
              part.repository(TICKETS).add(new Ticket(10, 7));
            });
          }));
      assertThat(failure.constraint()).isEqualTo("ticket_number_key");
      assertThat(runs).as("%s", options.level()).hasValue(1);
      layer()
          .run(work -> assertThat(work.repository(COUNTERS).get(1)).isEqualTo(new Counter(1, 1)));
    });
  }

  @ParameterizedTest
  @MethodSource("inAnAttempt")
  void constraintBrokenAfterTheUnitHasForgottenWhatItAdded_isReportedAtOnce(boolean inAnAttempt) {
    levels().forEach(options -> {
      fresh();
      layer().run(work -> work.repository(TICKETS).add(new Ticket(99, 7)));
      thrown(
          UniqueViolationException.class,
          () -> layer().run(options, work -> {
            runs.incrementAndGet();
            if (inAnAttempt) {
              work.attempt(LostRaceContract::addAndForgetAndTakeTaken);
            } else {
              addAndForgetAndTakeTaken(work);
            }
          }));
      assertThat(runs).as("%s", options.level()).hasValue(1);
      layer().run(work -> assertThat(work.repository(COUNTERS).find(2)).isEmpty());
    });
  }

  /** The counter's row goes when the unit is undone. */
  private static void addAndForgetAndTakeTaken(UnitOfWork work) {
    var added = new Counter(2, 7);
    work.repository(COUNTERS).add(added);
    work.flush();
    work.repository(COUNTERS).evict(added);
    Counter counter = work.repository(COUNTERS).get(2);
    work.repository(TICKETS).add(new Ticket(10, counter.next()));
    work.repository(COUNTERS).update(new Counter(2, counter.next() + 1));
    work.flush();
  }

  private static void takeTaken(UnitOfWork work, Counter counter) {
    work.repository(TICKETS).add(new Ticket(10, counter.next()));
    work.repository(COUNTERS).update(new Counter(1, counter.next() + 1));
    work.flush();
  }
}
