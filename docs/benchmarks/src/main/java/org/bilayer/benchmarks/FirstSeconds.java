package org.bilayer.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bilayer.benchmarks.SqlStage.Product;
import org.bilayer.benchmarks.Turns.Spread;
import org.bilayer.benchmarks.contender.BilayerContender;
import org.bilayer.benchmarks.contender.Contender;
import org.bilayer.benchmarks.contender.JdbcContender;
import org.bilayer.benchmarks.contender.MyBatisContender;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.mybatis.MyBatisDataLayer;

/** One contender from a cold start on, for those who run for seconds only, as tests do; a JVM of its own. */
final class FirstSeconds {

  private static final Duration TURN = Duration.ofMillis(50);
  private static final long ITEMS = 10_000;

  /** When the spans end, in seconds. */
  static final List<Integer> SPANS = List.of(1, 5, 20);

  private FirstSeconds() {}

  /**
   * Runs.
   *
   * @param arguments the contender, then as {@link Settings}
   */
  public static void main(String[] arguments) throws SQLException {
    String name = arguments[0];
    var settings =
        new Settings(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    int seconds = (int) settings.number("seconds", SPANS.get(SPANS.size() - 1));
    if (name.equals("memory")) {
      try (var stage = new LayerStage(ITEMS, 1)) {
        play(name, new BilayerContender(name, stage.data()), stage, seconds);
      }
      return;
    }
    try (var stage = new SqlStage(Product.H2, ITEMS, 1);
        Contender contender = contender(name, stage)) {
      play(name, contender, stage, seconds);
    }
  }

  private static Contender contender(String name, SqlStage stage) {
    return switch (name) {
      case "JDBC" -> new JdbcContender(stage.poolAtLevel(false));
      case "MyBatis" -> new MyBatisContender(stage.poolAtLevel(false));
      case "Bilayer" ->
        new BilayerContender(name, MyBatisDataLayer.of(Shop.MODEL, stage.pool(true)));
      default -> throw new IllegalArgumentException("Nobody is called " + name);
    };
  }

  private static void play(String name, Contender contender, Stage stage, int seconds) {
    var entrant = new Entrant(contender, stage);
    long start = System.nanoTime();
    long seed = 0;
    int from = 0;
    for (int end : SPANS) {
      var one = new ArrayList<Double>();
      var two = new ArrayList<Double>();
      while (System.nanoTime() - start < Math.min(end, seconds) * 1_000_000_000L) {
        one.add(entrant.turn(Workload.W1, seed++, TURN, false));
        two.add(entrant.turn(Workload.W2, seed++, TURN, false));
      }
      if (!one.isEmpty()) {
        Results.tell("first/W1/" + name + "/" + from + "-" + end, Spread.of(one));
        Results.tell("first/W2/" + name + "/" + from + "-" + end, Spread.of(two));
      }
      from = end;
    }
    entrant.turn(Workload.W2, seed, TURN, true);
  }
}
