package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises when code of the application throws in the middle of a unit of work, wherever the library calls it.
 * An Error, and a checked exception that no signature names, pass on as they are; nothing is stored, and nothing is left behind. A
 * RuntimeException is named: on the way to a row, before any effect; on the way from a row, as the failure of a stored value.
 */
public abstract class UserCodeContract extends Contract {

  /** Where the library calls code of the application. */
  enum Place {
    WORK,
    GETTER,
    CONSTRUCTOR,
    CODEC_READING,
    CODEC_WRITING,
    ATTEMPT
  }

  private record Note(long id, String text) {}

  private static final ThreadLocal<Supplier<Throwable>> ARMED = new ThreadLocal<>();
  private static final ThreadLocal<Place> WHERE = new ThreadLocal<>();

  private static final ThreadLocal<Place> FAILING = new ThreadLocal<>();

  private static <T> T passing(Place place, T value) {
    if (FAILING.get() == place) {
      throw new MadeByHandException();
    }
    Supplier<Throwable> armed = ARMED.get();
    if (armed != null && WHERE.get() == place) {
      PastCompiler.raise(armed.get());
    }
    return value;
  }

  private static final Column<Note, Long> ID = Column.of("id", Codec.int64(), Note::id);
  private static final Column<Note, String> TEXT = Column.of(
      "text",
      Codec.text(40)
          .as(
              stored -> passing(Place.CODEC_READING, stored),
              value -> passing(Place.CODEC_WRITING, value)),
      note -> passing(Place.GETTER, note.text()));
  private static final Mapping<Note, Long> NOTES = Mapping.of(Note.class, "note", ID)
      .with(TEXT)
      .construct(row -> passing(Place.CONSTRUCTOR, new Note(row.get(ID), row.get(TEXT))));
  private static final Model MODEL = Model.of(NOTES);

  @Override
  protected final Model model() {
    return MODEL;
  }

  static Stream<Arguments> errors() {
    return Stream.of(Place.values())
        .flatMap(place -> Stream.of(
            Arguments.of(place, new OutOfMemoryError("made by hand")),
            Arguments.of(place, new StackOverflowError("made by hand"))));
  }

  private static void work(UnitOfWork work) {
    var notes = work.repository(NOTES);
    notes.add(new Note(2, "second"));
    work.flush();
    notes.get(1L);
    notes.change(1L, note -> new Note(1, "changed"));
    notes.find(Query.all());
    work.attempt(part -> {
      part.repository(NOTES).add(new Note(3, "third"));
      passing(Place.ATTEMPT, part);
    });
    passing(Place.WORK, work);
  }

  // --- exceptions ---

  /** What code of the application throws. */
  private static final class MadeByHandException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Lets code of the application throw an exception in one place. */
  private static void throwing(Place place, Runnable act) {
    FAILING.set(place);
    try {
      act.run();
    } finally {
      FAILING.remove();
    }
  }

  private static void assertNamed(Throwable thrown, String... facts) {
    assertThat(thrown)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasCauseExactlyInstanceOf(MadeByHandException.class);
    assertThat(thrown).hasMessageContainingAll(facts);
  }

  private Throwable thrownIn(Place place, ThrowingCallable call) {
    Throwable[] thrown = new Throwable[1];
    throwing(place, () -> thrown[0] = catchThrowable(call));
    return thrown[0];
  }

  @Test
  void write_exceptionInGetterOrCodec_isNamedAndTheUnitGoesOn() {
    stored(NOTES, new Note(1, "first"));
    data().run(work -> {
      var notes = work.repository(NOTES);
      Note first = notes.get(1L);
      for (Place place : List.of(Place.GETTER, Place.CODEC_WRITING)) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
            () -> notes.add(new Note(2, "second")),
            () -> notes.update(new Note(1, "changed")),
            () -> notes.change(1L, note -> new Note(1, "changed")),
            () -> notes.upsert(new Note(1, "changed")),
            () -> notes.update(new Note(1, "changed"), notes.version(first)))) {
          assertNamed(thrownIn(place, call), "[type=note, id=", "column=text]");
        }
      }
      for (ThrowingCallable call : List.<ThrowingCallable>of(
          () -> TEXT.eq("a"),
          () -> TEXT.lt("a"),
          () -> TEXT.in(List.of("a", "b")),
          () -> notes.where(TEXT.eq("a")),
          () -> notes.where(Specification.all()).set(TEXT, "a"))) {
        assertNamed(thrownIn(Place.CODEC_WRITING, call), "[column=text]");
      }
      notes.add(new Note(3, "third"));
    });
    data()
        .run(work -> assertThat(work.repository(NOTES).find(Query.all()))
            .containsExactlyInAnyOrder(new Note(1, "first"), new Note(3, "third")));
  }

  @Test
  void read_exceptionInConstructorOrCodec_isNamedWithItsCauseAndEndsTheUnit() {
    stored(NOTES, new Note(1, "first"));
    for (Place place : List.of(Place.CONSTRUCTOR, Place.CODEC_READING)) {
      for (Consumer<UnitOfWork> read : List.<Consumer<UnitOfWork>>of(
          work -> work.repository(NOTES).get(1L),
          work -> work.repository(NOTES).find(Query.all()),
          work -> work.repository(NOTES).stream(Query.all(), Stream::toList))) {
        try (UnitOfWork unit = data().begin()) {
          Throwable thrown = thrownIn(place, () -> read.accept(unit));
          assertThat(thrown)
              .isInstanceOf(UnreadableRowException.class)
              .hasCauseExactlyInstanceOf(MadeByHandException.class)
              .hasMessageContaining("A stored value cannot be read [table=note, key=1, ")
              .hasMessageContaining(
                  place == Place.CONSTRUCTOR
                      ? "rule=the constructing function of Note refuses it"
                      : "column=text, rule=the value must be one of the domain type");
          assertThat(catchThrowable(unit::flush)).isInstanceOf(UnitOfWorkFailedException.class);
        }
      }
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void null_asAnAggregate_isRefusedByNameAndTheUnitGoesOn() {
    stored(NOTES, new Note(1, "first"));
    data().run(work -> {
      var notes = work.repository(NOTES);
      assertThat(catchThrowable(() -> notes.change(1L, note -> null)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "The next state of an aggregate must not be null [type=note, id=1].");
      for (ThrowingCallable call : List.<ThrowingCallable>of(
          () -> notes.add(null),
          () -> notes.update(null),
          () -> notes.update(null, RowVersion.of(1)),
          () -> notes.upsert(null),
          () -> notes.remove(null),
          () -> notes.guard(null),
          () -> notes.version(null))) {
        assertThat(catchThrowable(call))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("An aggregate must not be null [type=note].");
      }
      assertThat(catchThrowable(() -> TEXT.in(Collections.singletonList(null))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[column=text]");
      assertThat(catchThrowable(() -> TEXT.startsWith(null)))
          .isInstanceOf(IllegalArgumentException.class);
      notes.change(1L, note -> new Note(1, "changed"));
    });
    data().run(work -> assertThat(work.repository(NOTES).get(1L).text()).isEqualTo("changed"));
  }

  // --- errors ---

  @ParameterizedTest
  @MethodSource("errors")
  void run_errorInCodeOfTheApplication_passesOnAndStoresNothing(Place place, Error error) {
    stored(NOTES, new Note(1, "first"));
    Contents before = Contents.of(data());
    var called = new ArrayList<String>();

    WHERE.set(place);
    Throwable thrown = catchThrowable(() -> data().run(unit -> {
      unit.afterCommit(() -> called.add("after commit"));
      called.add("work");
      ARMED.set(() -> error);
      work(unit);
    }));
    ARMED.remove();

    assertThat(thrown).isSameAs(error);
    assertThat(called).containsExactly("work");
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void unitBegunByHand_errorInCodeOfTheApplication_endsIt(Place place, Error error) {
    if (place == Place.WORK) {
      // Nobody sees what the application throws between its own calls.
      return;
    }
    stored(NOTES, new Note(1, "first"));
    Contents before = Contents.of(data());
    WHERE.set(place);
    try (UnitOfWork unit = data().begin()) {
      ARMED.set(() -> error);
      assertThat(catchThrowable(() -> work(unit))).isSameAs(error);
      ARMED.remove();
      assertThat(thrown(UnitOfWorkFailedException.class, unit::commit)).hasCause(error);
    } finally {
      ARMED.remove();
    }
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  static Stream<Arguments> thrownPastTheCompiler() {
    return Stream.of(Place.values())
        .flatMap(place -> PastCompiler.examples().map(thrown -> Arguments.of(place, thrown)));
  }

  @ParameterizedTest
  @MethodSource("thrownPastTheCompiler")
  void run_exceptionPastTheCompilerInCodeOfTheApplication_passesOnAndStoresNothing(
      Place place, Throwable mine) {
    stored(NOTES, new Note(1, "first"));
    Contents before = Contents.of(data());
    WHERE.set(place);
    Throwable thrown = catchThrowable(() -> data().run(unit -> {
      ARMED.set(() -> mine);
      work(unit);
    }));
    ARMED.remove();

    if (!(mine instanceof Exception)) {
      assertThat(thrown).isSameAs(mine);
    } else {
      switch (place) {
        case CODEC_READING, CONSTRUCTOR ->
          assertThat(thrown).isInstanceOf(UnreadableRowException.class).hasCause(mine);
        case GETTER, CODEC_WRITING ->
          assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasCause(mine);
        default -> assertThat(thrown).isSameAs(mine);
      }
    }
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("thrownPastTheCompiler")
  void unitBegunByHand_exceptionPastTheCompilerBehindACall_endsItOrChangesNothing(
      Place place, Throwable mine) {
    if (place == Place.WORK || place == Place.ATTEMPT) {
      // What the application throws between its own calls, and in its own attempts, leaves the unit
      // as it is.
      return;
    }
    stored(NOTES, new Note(1, "first"));
    WHERE.set(place);
    try (UnitOfWork unit = data().begin()) {
      ARMED.set(() -> mine);
      assertThat(catchThrowable(() -> work(unit))).isNotNull();
      ARMED.remove();
      if (place == Place.CONSTRUCTOR || place == Place.CODEC_READING) {
        thrown(UnitOfWorkFailedException.class, unit::commit);
      } else {
        // The argument of add was examined, and nothing was touched.
        unit.repository(NOTES).add(new Note(2, "added again"));
        unit.commit();
      }
    } finally {
      ARMED.remove();
    }
    boolean goesOn = place == Place.GETTER || place == Place.CODEC_WRITING;
    assertThat(all(NOTES)).hasSize(goesOn ? 2 : 1).contains(new Note(1, "first"));
  }

  @ParameterizedTest
  @MethodSource("org.bilayer.contracts.unit.PastCompiler#examples")
  void afterCommit_exceptionPastTheCompilerInAnAction_isLoggedAndTheOthersRun(Throwable mine) {
    var called = new ArrayList<Integer>();
    data().run(work -> {
      work.repository(NOTES).add(new Note(1, "first"));
      work.afterCommit(() -> PastCompiler.raise(mine));
      work.afterCommit(() -> called.add(2));
    });
    expectLogged("An after-commit action failed");
    assertThat(called).containsExactly(2);
    assertThat(all(NOTES)).hasSize(1);
  }

  @Test
  void afterCommit_errorInAnAction_passesOnAfterTheOthersAndUndoesNothing() {
    DataLayer layer = open(LayerOptions.defaults());
    var called = new ArrayList<Integer>();
    var error = new OutOfMemoryError("made by hand");
    Throwable thrown = catchThrowable(() -> layer.run(work -> {
      work.repository(NOTES).add(new Note(1, "first"));
      work.afterCommit(() -> called.add(1));
      work.afterCommit(() -> {
        throw error;
      });
      work.afterCommit(() -> called.add(3));
    }));
    expectLogged("An after-commit action failed");
    assertThat(thrown).isSameAs(error);
    assertThat(called).isEqualTo(List.of(1, 3));
    layer.run(work -> assertThat(work.repository(NOTES).get(1L).text()).isEqualTo("first"));
  }
}
