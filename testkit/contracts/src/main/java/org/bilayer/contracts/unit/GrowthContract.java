package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.failure.MisuseException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about the cost of large units of work, counted in calls of a getter so that no clock can disturb
 * it: a call does not look at all objects that the unit has loaded, unless their changes in place are to be written.
 */
public abstract class GrowthContract extends Contract {

  private static final int LOADED = 40;
  private static final int CALLS = 15;

  private static final AtomicInteger LOOKS = new AtomicInteger();

  /** Can be changed in place, so that whoever wants to know must look. */
  private static final class Bin {

    private final int id;
    private String label;

    Bin(int id, String label) {
      this.id = id;
      this.label = label;
    }

    int id() {
      return id;
    }

    String label() {
      LOOKS.incrementAndGet();
      return label;
    }
  }

  private static final Column<Bin, Integer> ID = Column.of("id", Codec.int32(), Bin::id);
  private static final Column<Bin, String> LABEL = Column.of("label", Codec.text(20), Bin::label);
  private static final Mapping<Bin, Integer> BINS = Mapping.of(Bin.class, "bin", ID)
      .with(LABEL)
      .construct(row -> new Bin(row.get(ID), row.get(LABEL)));
  private static final Model MODEL = Model.of(BINS, ACCOUNTS);

  @Override
  protected final Model model() {
    return MODEL;
  }

  @BeforeEach
  void fill() {
    data()
        .run(work -> work.repository(BINS)
            .addAll(IntStream.range(0, LOADED)
                .mapToObj(id -> new Bin(id, "bin " + id))
                .toList()));
  }

  private static Account account(int number) {
    return Account.of("n" + number, "owner " + number, "0");
  }

  private static int looksSince(int before) {
    return LOOKS.get() - before;
  }

  @Test
  void attempts_besideLoadedObjects_lookAtNoneOfThem() {
    data().run(work -> {
      work.repository(BINS).find(Query.all());
      int before = LOOKS.get();
      for (int i = 0; i < CALLS; i++) {
        Account next = account(i);
        work.attempt(part -> part.repository(ACCOUNTS).add(next));
      }
      assertThat(looksSince(before)).isZero();
    });
    assertThat(all(ACCOUNTS)).hasSize(CALLS);
  }

  @Test
  void attempts_whereChangesInPlaceAreWritten_lookAtEachObjectOnce() {
    data().run(UnitOptions.defaults().dirtyChecking(DirtyChecking.WRITE), work -> {
      List<Bin> bins = work.repository(BINS).find(Query.all());
      int before = LOOKS.get();
      for (int i = 0; i < CALLS; i++) {
        Account next = account(i);
        work.attempt(part -> part.repository(ACCOUNTS).add(next));
      }
      assertThat(looksSince(before)).isEqualTo(CALLS * LOADED);
      bins.forEach(work.repository(BINS)::evict);
      work.attempt(part -> part.repository(ACCOUNTS).add(account(CALLS)));
      assertThat(looksSince(before)).as("forgotten ones").isEqualTo(CALLS * LOADED);
    });
  }

  @Test
  void queriesOfAnotherTable_whereChangesInPlaceAreWritten_lookAtNoLoadedObject() {
    data().run(UnitOptions.defaults().dirtyChecking(DirtyChecking.WRITE), work -> {
      work.repository(BINS).find(Query.all());
      int before = LOOKS.get();
      for (int i = 0; i < CALLS; i++) {
        assertThat(work.repository(ACCOUNTS).count(Specification.all())).isZero();
      }
      assertThat(looksSince(before)).isZero();
    });
  }

  // --- what is looked at later is still found ---

  @Test
  void commit_objectChangedInPlaceBeforeAFailedAttempt_isWrittenWhereAskedFor() {
    data().run(UnitOptions.defaults().dirtyChecking(DirtyChecking.WRITE), work -> {
      Repository<Bin, Integer> bins = work.repository(BINS);
      Bin second = bins.get(2);
      bins.get(1).label = "before";
      thrown(
          IllegalStateException.class,
          () -> work.attempt(part -> {
            second.label = "inside";
            part.flush();
            throw new IllegalStateException("no");
          }));
      assertThat(bins.count(LABEL.in(List.of("before", "inside")))).isEqualTo(2);
    });
    assertThat(read(BINS, 1).label()).isEqualTo("before");
    assertThat(read(BINS, 2).label()).as("nobody undid it").isEqualTo("inside");
  }

  @Test
  void commit_objectChangedInPlaceInASuccessfulAttempt_isRefusedUnlessHandedOver() {
    assertThat(refused(MisuseException.class, work -> {
          Bin bin = work.repository(BINS).get(1);
          work.attempt(part -> bin.label = "forgotten");
        }))
        .hasMessageContaining("not passed to update [type=bin, id=1]");
    data().run(work -> {
      Bin bin = work.repository(BINS).get(1);
      bin.label = "handed over";
      work.attempt(part -> part.repository(BINS).update(bin));
    });
    assertThat(read(BINS, 1).label()).isEqualTo("handed over");
  }
}
