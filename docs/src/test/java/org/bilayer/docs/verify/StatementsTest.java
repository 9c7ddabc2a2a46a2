package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** That needless statements are found. */
final class StatementsTest {

  private abstract static class Shopping extends ModelVerification {

    private final UnaryOperator<StoreSession> mistake;

    Shopping(UnaryOperator<StoreSession> mistake) {
      this.mistake = mistake;
    }

    @Override
    protected Verification verification() {
      return Verification.of(Shop.MODEL).on(Databases.h2()).operations(1, 1).sessions(mistake);
    }
  }

  /** As it should be. */
  static final class Right extends Shopping {
    Right() {
      super(session -> session);
    }
  }

  /** Asks again for each row of a list. */
  static final class OneForEachRow extends Shopping {
    OneForEachRow() {
      super(session -> new DelegatingSession(session) {
        @Override
        public List<@Nullable Object[]> select(Select select) {
          List<@Nullable Object[]> rows = session.select(select);
          Table table = select.table();
          for (@Nullable Object[] row : rows) {
            Key key = Key.from(row, table.key());
            if (key != null) {
              session.fetch(new Fetch(table, table.key(), List.of(key), Lock.NONE));
            }
          }
          return rows;
        }
      });
    }
  }

  /** Writes a row once more. */
  static final class Twice extends Shopping {
    Twice() {
      super(session -> new DelegatingSession(session) {
        @Override
        public int[] write(List<Write> writes) {
          for (Write write : writes) {
            if (write instanceof Write.Update update && update.table().name().equals("product")) {
              session.update(new BulkUpdate(
                  update.table(),
                  new Condition.Always(false),
                  List.of(new BulkUpdate.Assignment(2, false, "again"))));
            }
          }
          return session.write(writes);
        }
      });
    }
  }

  /** Writes all columns of a row. */
  static final class AllColumns extends Shopping {
    AllColumns() {
      super(session -> new DelegatingSession(session) {
        @Override
        public int[] write(List<Write> writes) {
          var all = new ArrayList<Write>();
          for (Write write : writes) {
            all.add(write instanceof Write.Update update ? whole(update) : write);
          }
          return session.write(all);
        }
      });
    }

    private static Write whole(Write.Update update) {
      int[] columns = IntStream.range(0, update.table().columns().size())
          .filter(column -> column != update.table().version())
          .toArray();
      return new Write.Update(
          update.table(), update.key(), update.row(), columns, update.expectedVersion());
    }
  }

  @Test
  void statements_needlessOnes_areNamed() {
    assertThat(failures(Right.class)).isEmpty();
    assertThat(failures(OneForEachRow.class))
        .singleElement()
        .asString()
        .startsWith("Loading 100 Product by a query takes ")
        .contains("loading 10 takes ");
    assertThat(failures(Twice.class))
        .singleElement()
        .asString()
        .startsWith("An update of the column title of Product writes 2 times: [");
    assertThat(failures(AllColumns.class))
        .singleElement()
        .asString()
        .startsWith("An update of the column title of Product writes the column sku too: UPDATE ");
  }

  private static List<String> failures(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(DiscoverySelectors.selectMethod(
            test, "statements_forLoadsAndUpdates_areNoMoreThanNeeded"))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .flatMap(
            event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
        .map(failure -> String.valueOf(failure.getMessage()))
        .toList();
  }
}
