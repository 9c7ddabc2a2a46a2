package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bilayer.contracts.sample.Hotel;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.model.Model;
import org.bilayer.model.Phase;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.backend.WrappedBackend;
import org.bilayer.testkit.verify.history.Law;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each law finds an engine that breaks it, in memory and without another law. */
final class LawsFindMutantsTest {

  private static final Map<Law, String> MUTANTS = new TreeMap<>(Map.ofEntries(
      Map.entry(Law.ROUND_TRIP, "F7"),
      Map.entry(Law.WRITE_ORDER, "F17"),
      Map.entry(Law.OWN_CHANGES, "R7"),
      Map.entry(Law.IDENTITY, "R2"),
      Map.entry(Law.PAGES, "P10"),
      Map.entry(Law.TOTALS, "T5"),
      Map.entry(Law.NUMBERS, "S4"),
      Map.entry(Law.ATTEMPT, "A8"),
      Map.entry(Law.FIRST_FAILURE, "R11"),
      Map.entry(Law.ALL_OR_NOTHING, "C7"),
      Map.entry(Law.STALE, "W20"),
      Map.entry(Law.LOCKED_READ, "R13"),
      Map.entry(Law.SET_BASED, "B2"),
      Map.entry(Law.READ_ONLY, "W26"),
      Map.entry(Law.AFTER_COMMIT, "C13"),
      Map.entry(Law.RETRY, "L2"),
      Map.entry(Law.READS_ALONE, "R26"),
      Map.entry(Law.REFRESH, "R17"),
      Map.entry(Law.IN_PLACE, "W22"),
      Map.entry(Law.LEVELS, "L13")));

  private static final int SEEDS = 5;

  @TempDir
  private static Path folder;

  private static PatchedEngine engine;

  @BeforeAll
  static void compilePatch() throws Exception {
    engine = PatchedEngine.in(folder);
  }

  @Test
  void mutants_forTheLaws_areOfEachLawButThoseBelow() {
    assertThat(MUTANTS)
        .containsOnlyKeys(
            EnumSet.complementOf(EnumSet.of(Law.ROWS, Law.GENERATED, Law.OTHER_FORMS)));
  }

  @Test
  void law_aboutRows_isFoundBrokenOnAStoreThatLosesVersions() {
    Backend wrong =
        new WrappedBackend(Backends.memory(), "memory", LawsFindMutantsTest::withoutVersions);

    assertThat(LawSearch.search(Law.ROWS, 1, wrong, Depot.MODEL))
        .contains("breaks the law ROWS.")
        .contains(Law.ROWS.sentence());
  }

  @Test
  void law_aboutGeneratedColumns_isFoundBrokenOnAStoreThatReadsBackTheWrongRow() {
    Backend wrong =
        new WrappedBackend(Backends.memory(), "memory", LawsFindMutantsTest::withoutTotals);

    assertThat(LawSearch.search(Law.GENERATED, 1, wrong, Model.of(Offer.OFFERS)))
        .contains("breaks the law GENERATED.")
        .contains(Law.GENERATED.sentence())
        .containsPattern("offer\\.(total|changed) as the unit finds it after the flush");
  }

  @Test
  void law_aboutOtherForms_isFoundBroken_whereAnUpdateWritesThemOnlyWithTheirAttribute() {
    assertThat(otherForms(LawsFindMutantsTest::withoutCopiesInUpdates))
        .contains("breaks the law OTHER_FORMS.")
        .contains(Law.OTHER_FORMS.sentence())
        .contains("after a change");
  }

  @Test
  void law_aboutOtherForms_isFoundBroken_whereASetBasedChangeWritesOneColumnOnly() {
    assertThat(otherForms(LawsFindMutantsTest::withoutCopiesInSetBasedChanges))
        .contains("breaks the law OTHER_FORMS.")
        .contains("after the history");
  }

  private static String otherForms(UnaryOperator<StoreSession> wrong) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      String found = LawSearch.search(
          Law.OTHER_FORMS,
          seed,
          new WrappedBackend(Backends.memory(), "memory", wrong),
          new Hotel(Phase.READ_OLD).model);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }

  private static StoreSession withoutCopiesInUpdates(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        return super.write(writes.stream()
            .map(write -> write instanceof Write.Update update
                    && update.changed().length > update.table().copies().size()
                ? withoutCopies(update)
                : write)
            .toList());
      }
    };
  }

  /** As an engine that takes an unchanged attribute's other form over as it was read: the law has cleared it. */
  private static Write withoutCopies(Write.Update update) {
    @Nullable Object[] row = update.row().clone();
    update.table().copies().forEach(column -> row[column] = null);
    int[] changed = Arrays.stream(update.changed())
        .filter(column -> !update.table().copies().contains(column))
        .toArray();
    return new Write.Update(update.table(), update.key(), row, changed, update.expectedVersion());
  }

  private static StoreSession withoutCopiesInSetBasedChanges(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public long update(BulkUpdate update) {
        List<BulkUpdate.Assignment> assignments = update.assignments().stream()
            .filter(assignment -> !update.table().copies().contains(assignment.column()))
            .toList();
        return super.update(new BulkUpdate(update.table(), update.where(), assignments));
      }
    };
  }

  /** Stores the right totals, and hands others back. */
  private static StoreSession withoutTotals(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        var handedOn = new ArrayList<Write>();
        for (Write write : writes) {
          handedOn.add(
              write instanceof Write.Update update
                  ? new Write.Update(
                      update.table(),
                      update.key(),
                      update.row().clone(),
                      update.changed(),
                      update.expectedVersion())
                  : write);
        }
        return super.write(handedOn);
      }
    };
  }

  private static StoreSession withoutVersions(StoreSession session) {
    return new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        writes.forEach(write -> {
          if (write instanceof Write.Insert insert && write.table().version() >= 0) {
            insert.row()[write.table().version()] = 0L;
          }
        });
        return super.write(writes);
      }
    };
  }

  @TestFactory
  Stream<DynamicTest> law_ofAnEngineThatBreaksIt_isFoundBroken() {
    return MUTANTS.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(
            each.getKey() + " finds " + each.getValue(),
            () -> assertThat(found(each.getKey(), each.getValue()))
                .contains("breaks the law " + each.getKey() + ".")
                .contains(each.getKey().sentence())));
  }

  private static String found(Law law, String mutant) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(engine);
    try {
      Method search =
          engine.loadClass(LawSearch.class.getName()).getMethod("search", String.class, long.class);
      String found = "";
      for (long seed = 1; seed <= SEEDS && found.isEmpty(); seed++) {
        engine.plant(mutant, seed);
        found = (String) search.invoke(null, law.name(), seed);
      }
      return found;
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
