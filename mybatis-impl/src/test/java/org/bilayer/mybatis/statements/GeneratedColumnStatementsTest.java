package org.bilayer.mybatis.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Offer.OFFERS;

import java.util.List;
import java.util.function.Consumer;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which statements write and read back columns that the database fills. */
final class GeneratedColumnStatementsTest {

  private static final Model MODEL = Model.of(OFFERS);

  private static final String INSERT =
      "INSERT INTO offer (id, version, title, price, quantity) VALUES (?, ?, ?, ?, ?)";
  private static final String READ_BACK =
      "SELECT id, rating, note, total, slot, created, changed FROM offer WHERE id";

  private TestDatabase database;
  private RecordingDataSource recording;
  private DataLayer data;

  private void open(Server server) {
    database = server.create();
    MyBatisDataLayer.createTables(MODEL, database.pool());
    recording = new RecordingDataSource(database.pool());
    data = MyBatisDataLayer.of(MODEL, recording);
    data.run(work -> work.repository(OFFERS).add(Offer.of(9, "old", "1.00", 9)));
    recording.taken();
  }

  @AfterEach
  void close() {
    if (data != null) {
      data.close();
      database.close();
    }
  }

  /** The statements that name a table, each for itself. */
  private List<String> sent(Consumer<UnitOfWork> work) {
    return sent(UnitOptions.defaults(), work);
  }

  private List<String> sent(UnitOptions options, Consumer<UnitOfWork> work) {
    data.run(options, work);
    return recording.taken();
  }

  private static List<String> statements(List<String> trips) {
    return trips.stream()
        .flatMap(trip -> List.of(trip.split(";")).stream())
        .map(text -> text.replace("`", "").replace("\"", ""))
        .filter(text -> text.contains("offer"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void commit_ofAnAddition_isTheInsertOnly(Server server) {
    open(server);
    assertThat(statements(sent(work -> work.repository(OFFERS).add(Offer.of(1, "a", "1.00", 1)))))
        .containsExactly(INSERT);
  }

  @ParameterizedTest
  @EnumSource
  void commit_ofAChange_isTheUpdateOfWhatTheObjectSays(Server server) {
    open(server);
    assertThat(statements(
            sent(work -> work.repository(OFFERS).change(9L, offer -> offer.times(8)))))
        .last()
        .isEqualTo("UPDATE offer SET version = ?, quantity = ? WHERE id = ? AND version = ?");
  }

  @ParameterizedTest
  @EnumSource
  void flush_beforeTheCommit_readsBackOnceForEachTable(Server server) {
    open(server);
    List<String> trips = sent(work -> {
      work.repository(OFFERS).add(Offer.of(1, "a", "1.00", 1));
      work.flush();
      work.repository(OFFERS).get(1L);
    });
    List<String> statements = statements(trips);
    assertThat(statements).hasSize(2);
    assertThat(statements.get(0)).isEqualTo(INSERT);
    assertThat(statements.get(1)).startsWith(READ_BACK);
    if (server == Server.POSTGRESQL) {
      assertThat(trips)
          .as("trips: the writes with what reads them back, and COMMIT")
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void flush_ofSeveralRows_readsBackByOneStatement(Server server) {
    open(server);
    List<String> statements = statements(sent(work -> {
      work.repository(OFFERS)
          .addAll(List.of(
              Offer.of(1, "a", "1.00", 1),
              Offer.of(2, "b", "1.00", 2),
              Offer.of(3, "c", "1.00", 3)));
      work.flush();
    }));
    assertThat(statements).filteredOn(text -> text.startsWith("SELECT")).hasSize(1);
    assertThat(statements).last().asString().startsWith(READ_BACK);
  }

  @ParameterizedTest
  @EnumSource
  void insert_withAValueForADefault_namesTheColumn(Server server) {
    open(server);
    assertThat(statements(
            sent(work -> work.repository(OFFERS).add(Offer.of(1, "a", "1.00", 1).rated(5, null)))))
        .containsExactly("INSERT INTO offer (id, version, title, price, quantity, rating) VALUES"
            + " (?, ?, ?, ?, ?, ?)");
  }

  @ParameterizedTest
  @EnumSource
  void pipelinedCommit_readsNothingBack(Server server) {
    open(server);
    List<String> trips = sent(
        UnitOptions.defaults().pipelineCommit(),
        work -> work.repository(OFFERS).add(Offer.of(1, "a", "1.00", 1)));
    assertThat(trips).noneMatch(trip -> trip.contains("SELECT id"));
    if (server == Server.POSTGRESQL) {
      assertThat(trips).hasSize(1);
    }
  }
}
