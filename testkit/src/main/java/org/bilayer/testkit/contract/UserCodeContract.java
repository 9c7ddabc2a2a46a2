package org.bilayer.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises when code of the application throws an Error, or a checked exception that no signature names,
 * in the middle of a unit of work, wherever the library calls that code: the throwable passes on as it is, nothing is stored,
 * and nothing is left behind.
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

  private static <T> T passing(Place place, T value) {
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
  final Model model() {
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

    if (place == Place.CODEC_READING && mine instanceof Exception) {
      assertThat(thrown).isInstanceOf(StorageFailureException.class).hasCause(mine);
    } else {
      assertThat(thrown).isSameAs(mine);
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
  @MethodSource("org.bilayer.testkit.contract.PastCompiler#examples")
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
