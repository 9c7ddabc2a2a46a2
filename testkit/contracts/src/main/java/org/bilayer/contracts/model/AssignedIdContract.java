package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Till.COMPLAINTS;
import static org.bilayer.contracts.sample.Till.SUBJECT;

import java.util.stream.IntStream;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Complaint;
import org.bilayer.contracts.sample.Till;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.junit.jupiter.api.Test;

/** Ids that the database generates, assigned when rows are imported: {@link UnitOptions#assignIds()}. */
public abstract class AssignedIdContract extends Contract {

  private static final UnitOptions IMPORT = UnitOptions.defaults().assignIds();

  @Override
  protected Model model() {
    return Till.MODEL;
  }

  @Test
  void add_withAnAssignedId_storesIt_andGeneratedIdsContinueBehind() {
    var cold = new Complaint(70, "cold");
    data().run(IMPORT, work -> work.repository(COMPLAINTS).add(cold));

    assertThat(read(COMPLAINTS, 70)).isEqualTo(cold);
    assertThat(versionOf(COMPLAINTS, 70)).isEqualTo(1);
    assertThat(generated("late")).isGreaterThan(70);
  }

  @Test
  void add_belowGeneratedIds_storesIt_andNeverSetsThemBack() {
    int first = generated("first");
    data().run(IMPORT, work -> work.repository(COMPLAINTS).add(new Complaint(first + 70, "cold")));
    int second = generated("second");

    data().run(IMPORT, work -> work.repository(COMPLAINTS).add(new Complaint(first + 1, "damp")));

    assertThat(generated("third")).isGreaterThan(second);
  }

  @Test
  void add_manyWithAssignedIds_storesAll() {
    data()
        .run(
            IMPORT,
            work -> IntStream.rangeClosed(1, 40)
                .map(i -> i * 3)
                .forEach(id -> work.repository(COMPLAINTS).add(new Complaint(id, "no " + id))));

    assertThat(all(COMPLAINTS))
        .extracting(Complaint::id)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 40).map(i -> i * 3).boxed().toList());
    assertThat(generated("late")).isGreaterThan(120);
  }

  @Test
  void upsert_withAnAssignedId_changesTheRowThatHasIt_andAddsOtherwise() {
    data().run(IMPORT, work -> {
      work.repository(COMPLAINTS).upsert(new Complaint(5, "cold"));
      work.repository(COMPLAINTS).upsert(new Complaint(6, "damp"));
    });

    data().run(IMPORT, work -> {
      work.repository(COMPLAINTS).upsert(new Complaint(6, "wet"));
      work.repository(COMPLAINTS).upsert(new Complaint(7, "loud"));
    });

    assertThat(all(COMPLAINTS))
        .containsExactlyInAnyOrder(
            new Complaint(5, "cold"), new Complaint(6, "wet"), new Complaint(7, "loud"));
    assertThat(generated("late")).isGreaterThan(7);
  }

  @Test
  void addGenerated_besideAssignedIds_inOneUnit_isRefusedOnlyForAnIdThatIsTaken() {
    data().run(IMPORT, work -> {
      work.repository(COMPLAINTS).addGenerated(id -> new Complaint(id, "before"));
      work.repository(COMPLAINTS).add(new Complaint(70, "assigned"));
    });

    assertThat(all(COMPLAINTS))
        .extracting(Complaint::subject)
        .containsExactlyInAnyOrder("before", "assigned");
    assertThat(generated("late")).isGreaterThan(70);
  }

  @Test
  void add_anAssignedIdThatIsTaken_isRefused_andTheRowStays() {
    data().run(IMPORT, work -> work.repository(COMPLAINTS).add(new Complaint(70, "cold")));

    UniqueViolationException taken = refusedAt(70, "damp", UniqueViolationException.class);

    assertThat(taken.constraint()).isEqualTo("complaint_pkey");
    assertThat(read(COMPLAINTS, 70)).isEqualTo(new Complaint(70, "cold"));
  }

  @Test
  void add_anIdBelowOne_isRefused_andNothingIsStored() {
    for (int id : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThat(refusedAt(id, "cold", InvalidValueException.class))
          .hasMessageContaining("an assigned id must be at least 1")
          .hasMessageContaining("column=id");
    }
    assertThat(data().<Long>execute(work -> work.repository(COMPLAINTS).count(SUBJECT.isNotNull())))
        .isZero();
  }

  @Test
  void add_thenRollback_storesNothing() {
    try (var unit = data().begin(IMPORT)) {
      unit.repository(COMPLAINTS).add(new Complaint(70, "cold"));
      unit.flush();
      unit.rollback();
    }

    assertThat(all(COMPLAINTS)).isEmpty();
    assertThat(generated("late")).isPositive();
  }

  private <E extends RuntimeException> E refusedAt(int id, String subject, Class<E> expected) {
    return thrown(
        expected,
        () -> data()
            .run(IMPORT, work -> work.repository(COMPLAINTS).add(new Complaint(id, subject))));
  }

  private int generated(String subject) {
    return data()
        .<Integer>execute(work -> work.repository(COMPLAINTS)
            .addGenerated(id -> new Complaint(id, subject))
            .id());
  }
}
