package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.failure.TypicalUnit;
import org.bilayer.contracts.failure.TypicalUnit.Trace;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.testkit.database.TcpProxy.Cut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The wire to the database is cut before, at and after COMMIT. */
@ParameterizedClass
@EnumSource(Server.class)
final class CutConnectionTest {

  private static final UnitOptions ONCE = UnitOptions.defaults().maxTries(1);

  @Parameter
  Server server;

  private final TypicalUnit unit = new TypicalUnit(1);
  private HeldLog log;
  private Wire wire;

  @BeforeEach
  void connect() throws SQLException {
    log = new HeldLog();
    wire = Wire.to(server);
    unit.prepare(wire.layer());
  }

  @AfterEach
  void disconnect() {
    try {
      assertThat(wire.connectionsInUse()).as("connections in use").isZero();
    } finally {
      wire.close();
      log.close();
    }
  }

  @Test
  void wireCut_beforeCommit_isUnavailable_andNothingIsStored() {
    Throwable failure = catchThrowable(() -> wire.layer().run(ONCE, work -> {
      unit.run(work);
      wire.proxy().cutAll();
    }));
    assertThat(failure).isInstanceOf(UnavailableException.class);
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.NOTHING);
  }

  @Test
  void wireCut_beforeCommit_isRetriedOnANewConnection() {
    var runs = new AtomicInteger();
    wire.layer().run(work -> {
      unit.run(work);
      if (runs.incrementAndGet() == 1) {
        wire.proxy().cutAll();
      }
    });
    assertThat(runs).hasValue(2);
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void commitNotForwarded_isUnknown_andNothingIsStored() {
    wire.cutCommit(Cut.BEFORE_REQUEST);
    Throwable failure = catchThrowable(() -> wire.layer().run(unit::run));
    assertThat(failure)
        .isInstanceOf(CommitUnknownException.class)
        .hasMessageContaining("COMMIT was sent and no answer arrived [statement=COMMIT, sqlState=");
    assertThat(wire.layer().retries()).isZero();
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.NOTHING);
  }

  @Test
  void answerToCommitLost_isUnknown_andEverythingIsStored() {
    wire.cutCommit(Cut.AFTER_REQUEST);
    Throwable failure = catchThrowable(() -> wire.layer().run(unit::run));
    assertThat(failure).isInstanceOf(CommitUnknownException.class);
    assertThat(wire.layer().retries()).isZero();
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void commitNotForwarded_andResolved_isRunAgain() {
    wire.cutCommit(Cut.BEFORE_REQUEST);
    wire.layer().run(UnitOptions.defaults().resolveCommit(), unit::run);
    assertThat(wire.layer().retries()).isEqualTo(1);
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void answerToCommitLost_andResolved_isCommitted() {
    wire.cutCommit(Cut.AFTER_REQUEST);
    wire.layer().run(UnitOptions.defaults().resolveCommit(), unit::run);
    assertThat(wire.layer().retries()).isZero();
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void answerToCommitLost_andNobodyCanBeAsked_isUnknown() {
    wire.cutCommit(Cut.AFTER_REQUEST);
    var options = UnitOptions.defaults().resolveCommit().timeout(Duration.ofSeconds(2));
    Throwable failure = catchThrowable(() -> wire.layer().run(options, work -> {
      unit.run(work);
      wire.proxy().refuse(true);
    }));
    wire.proxy().refuse(false);
    assertThat(failure).isInstanceOf(CommitUnknownException.class);
    assertThat(failure.getSuppressed()).isNotEmpty();
    assertThat(wire.layer().retries()).isZero();
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void answerToCommitNeverComes_withADeadline_isUnknownInTime() {
    if (server == Server.H2) {
      // Its driver has no time limit for answers.
      return;
    }
    wire.cutCommit(Cut.SILENCE);
    Throwable failure = catchThrowable(() ->
        wire.layer().run(UnitOptions.defaults().timeout(Duration.ofMillis(1_500)), unit::run));
    assertThat(failure)
        .isInstanceOf(CommitUnknownException.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
    wire.proxy().cutAll();
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void answerToCommitNeverComes_withADeadlineAndResolved_isCommitted() {
    if (server == Server.H2) {
      return;
    }
    wire.cutCommit(Cut.SILENCE);
    wire.layer()
        .run(UnitOptions.defaults().resolveCommit().timeout(Duration.ofMillis(1_500)), unit::run);
    assertThat(wire.layer().retries()).isZero();
    assertThat(unit.trace(wire.layer())).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void commitOfAUnitThatOnlyRead_lost_isUnavailableAndRetried() {
    wire.cutCommit(Cut.AFTER_REQUEST);
    wire.layer().run(work -> work.repository(Shop.PRODUCTS).get("old1"));
    // On H2 such a unit sends no COMMIT that could be lost.
    assertThat(wire.layer().retries()).isEqualTo(server == Server.H2 ? 0 : 1);
  }
}
