package org.bilayer.benchmarks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.benchmarks.SqlStage.Product;
import org.bilayer.benchmarks.contender.BilayerContender;
import org.bilayer.benchmarks.contender.Contender;
import org.bilayer.benchmarks.contender.JdbcContender;
import org.bilayer.benchmarks.contender.JdbiContender;
import org.bilayer.benchmarks.contender.MyBatisContender;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.mybatis.MyBatisDataLayer;

/** All contenders at all workloads on one database; a JVM of its own. */
final class SqlRun {

  private static final long ITEMS = 100_000;

  private SqlRun() {}

  /**
   * Runs.
   *
   * @param arguments the product, then as {@link Settings}
   */
  public static void main(String[] arguments) throws SQLException {
    Product product = Product.valueOf(arguments[0]);
    var settings =
        new Settings(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    if (settings.countsProcessorTime()) {
      Clock.countProcessorTime();
    }
    long items = settings.number("items", ITEMS);
    try (var stage = new SqlStage(product, items, Math.max(10, items / 100))) {
      Results.tell(product + "/version", stage.version());
      play(product, stage, settings);
    }
  }

  static void play(Product product, SqlStage stage, Settings settings) {
    try (Contender jdbc = new JdbcContender(stage.poolAtLevel(false));
        Contender myBatis = new MyBatisContender(stage.poolAtLevel(false));
        Contender jdbi = new JdbiContender(stage.poolAtLevel(true));
        Contender bilayer =
            new BilayerContender("Bilayer", MyBatisDataLayer.of(Shop.MODEL, stage.pool(true)))) {
      var all = new ArrayList<>(List.of(jdbc, myBatis, jdbi, bilayer));
      all.removeIf(contender -> !settings.takesContender(contender.name()));
      List<Entrant> entrants =
          all.stream().map(contender -> new Entrant(contender, stage)).toList();
      var match = new Match(entrants, (name, workload) -> true, settings.pace());
      tell(product.name(), match.play(settings.workloads(possible(product))));
    }
  }

  /** H2 has no trips that could be saved. */
  static Set<Workload> possible(Product product) {
    return product == Product.H2
        ? EnumSet.complementOf(EnumSet.of(Workload.W2P, Workload.W6P))
        : EnumSet.allOf(Workload.class);
  }

  /** Tells times, and ratios to the first contender. */
  static void tell(String table, Map<Workload, Map<String, Turns>> results) {
    results.forEach((workload, byName) -> {
      Turns first = byName.values().iterator().next();
      byName.forEach((name, turns) -> {
        String key = table + "/" + workload + "/" + name;
        Results.tell(key + "/time", turns.time());
        Results.tell(key + "/ratio", turns.ratioTo(first));
      });
    });
  }
}
