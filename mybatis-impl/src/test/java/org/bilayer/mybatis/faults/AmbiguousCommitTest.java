package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Figure;
import org.bilayer.contracts.TestSeed;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.query.Specification;
import org.bilayer.testkit.database.TcpProxy.Cut;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many commits whose answers are lost, of units that count: nothing is lost and nothing is done twice. */
final class AmbiguousCommitTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("bilayer.nightly");

  /** Cuts before the server got COMMIT, and as many after it answered. */
  private static final int CUTS = NIGHTLY ? 200 : 10;

  private static final String SUM = "sum";

  @ParameterizedTest
  @EnumSource(Server.class)
  void cutsAtCommit_resolved_loseAndDoubleNothing(Server server) throws SQLException {
    long seed = TestSeed.next().value();
    var random = new Random(seed);
    UnitOptions options =
        UnitOptions.defaults().resolveCommit().maxTries(20).timeout(Duration.ofSeconds(30));
    int before = 0;
    int after = 0;
    int done = 0;
    int maybe = 0;
    try (var log = new HeldLog();
        var wire = Wire.to(server)) {
      wire.layer().run(work -> work.repository(Shop.PRODUCTS).add(new Product(SUM, "0")));
      while (before < CUTS || after < CUTS) {
        boolean cutBefore = after == CUTS || (before < CUTS && random.nextBoolean());
        if (cutBefore) {
          before++;
        } else {
          after++;
        }
        String id = "p" + (before + after);
        wire.cutCommit(cutBefore ? Cut.BEFORE_REQUEST : Cut.AFTER_REQUEST);
        try {
          wire.layer().run(options, work -> {
            var products = work.repository(Shop.PRODUCTS);
            products.change(
                SUM, old -> new Product(SUM, String.valueOf(Integer.parseInt(old.title()) + 1)));
            products.add(new Product(id, "once"));
          });
          done++;
        } catch (CommitUnknownException unresolved) {
          maybe++;
        }
        if ((before + after) % 50 == 0) {
          System.out.println("[progress] ambiguous commit, " + server + ": " + before + " + "
              + after + " of " + CUTS + " + " + CUTS + " cuts");
        }
      }
      assertThat(log.problems()).isEmpty();
      int sum = Integer.parseInt(
          wire.layer().execute(work -> work.repository(Shop.PRODUCTS).get(SUM)).title());
      long rows =
          wire.layer().execute(work -> work.repository(Shop.PRODUCTS).count(Specification.all()))
              - 1;
      new Figure(
              "ambiguous commit",
              server.toString(),
              before + " cuts before and " + after + " after COMMIT: " + done + " done, " + maybe
                  + " unresolved, sum " + sum + ", " + wire.layer().retries() + " retries")
          .print();
      assertThat(rows).as("rows, -Dbilayer.seed=" + seed).isEqualTo(sum);
      assertThat(sum).as("the sum, -Dbilayer.seed=" + seed).isBetween(done, done + maybe);
      assertThat(maybe).as("unresolved commits").isZero();
      assertThat(wire.layer().retries()).as("units found not to be committed").isEqualTo(before);
      assertThat(wire.connectionsInUse()).isZero();
    }
  }
}
