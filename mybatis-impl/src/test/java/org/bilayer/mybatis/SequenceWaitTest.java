package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers of a sequence where connections are scarce. */
@ParameterizedClass
@EnumSource(Server.class)
final class SequenceWaitTest {

  private record Slip(long id) {}

  private static final Column<Slip, Long> ID = Column.of("id", Codec.int64(), Slip::id);
  private static final Mapping<Slip, Long> SLIPS =
      Mapping.of(Slip.class, "slip", ID).construct(row -> new Slip(row.get(ID)));
  private static final IdSequence NUMBERS = IdSequence.of("slip_seq", 3);
  private static final Model MODEL = Model.of(SLIPS).withSequences(NUMBERS);

  @Parameter
  Server server;

  /** One unit waits for the connection that the other has, and the other for nothing. */
  @Test
  void next_whileAnotherUnitWaitsForAConnection_doesNotWaitForIt() throws Exception {
    try (TestDatabase database = server.create();
        HikariDataSource pool = database.poolOf(1);
        DataLayer data = layer(pool);
        UnitOfWork first = data.begin()) {
      first.repository(SLIPS).find(1L);
      CompletableFuture<Long> second =
          CompletableFuture.supplyAsync(() -> data.execute(work -> work.nextValue(NUMBERS)));
      while (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0 && !second.isDone()) {
        Thread.sleep(1);
      }
      Set<Long> numbers = new HashSet<>();
      for (int i = 0; i < 7; i++) {
        numbers.add(first.nextValue(NUMBERS));
      }
      assertThat(second).isNotDone();
      first.commit();
      numbers.add(second.get());
      numbers.add(data.<Long>execute(work -> work.nextValue(NUMBERS)));
      assertThat(numbers).hasSize(9);
    }
  }

  private static DataLayer layer(HikariDataSource pool) {
    // Whoever waits is to be found waiting, however slow the machine.
    pool.setConnectionTimeout(60_000);
    MyBatisDataLayer.createTables(MODEL, pool);
    return MyBatisDataLayer.of(MODEL, pool);
  }
}
