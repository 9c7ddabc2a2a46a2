package org.bilayer.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/** What hand-written queries throw ends the unit of work, or undoes the attempt, whatever it is. */
final class QueriesThatThrowTest {

  private record Note(int id) {}

  private static final Column<Note, Integer> ID = Column.of("id", Codec.int32(), Note::id);
  private static final Mapping<Note, Integer> NOTES =
      Mapping.of(Note.class, "note", ID).construct(row -> new Note(row.get(ID)));

  /** The queries. */
  public interface Questions {

    /** Declares what it throws. */
    int declared() throws IOException;

    /** Does not. */
    int undeclared();
  }

  private final IOException mine = new IOException("made by hand");

  private final DataLayer data = InMemoryDataLayer.builder(Model.of(NOTES))
      .options(LayerOptions.defaults().queries(Questions.class, unit -> new Questions() {

        @Override
        public int declared() throws IOException {
          throw mine;
        }

        @Override
        public int undeclared() {
          throw QueriesThatThrowTest.<RuntimeException>unchanged(mine);
        }
      }))
      .open();

  // The cast does nothing at run time: X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException unchanged(Throwable thrown) throws X {
    throw (X) thrown;
  }

  private long stored() {
    return data.execute(work -> work.repository(NOTES).count(Specification.all()));
  }

  @Test
  void declaredException_passesOnAndEndsTheUnit() {
    try (UnitOfWork unit = data.begin()) {
      unit.repository(NOTES).add(new Note(1));
      assertThat(catchThrowable(() -> unit.queries(Questions.class).declared())).isSameAs(mine);
      assertThat(catchThrowable(unit::commit))
          .isInstanceOf(UnitOfWorkFailedException.class)
          .hasCause(mine);
    }
    assertThat(stored()).isZero();
  }

  @Test
  void undeclaredException_passesOnInsideOfTheProxysAndEndsTheUnit() {
    try (UnitOfWork unit = data.begin()) {
      unit.repository(NOTES).add(new Note(1));
      assertThat(catchThrowable(() -> unit.queries(Questions.class).undeclared()))
          .isInstanceOf(UndeclaredThrowableException.class)
          .hasCause(mine);
      assertThat(catchThrowable(unit::commit))
          .isInstanceOf(UnitOfWorkFailedException.class)
          .hasCause(mine);
    }
    assertThat(stored()).isZero();
  }

  @Test
  void exceptionInAnAttempt_undoesIt() {
    data.run(work -> {
      assertThat(catchThrowable(() -> work.attempt(part -> {
            part.repository(NOTES).add(new Note(1));
            part.queries(Questions.class).undeclared();
          })))
          .hasCause(mine);
      work.repository(NOTES).add(new Note(2));
    });
    assertThat(stored()).isEqualTo(1);
  }
}
