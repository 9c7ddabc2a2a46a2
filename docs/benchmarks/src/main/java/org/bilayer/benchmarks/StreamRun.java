package org.bilayer.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.SQLException;
import java.time.Duration;
import org.bilayer.benchmarks.SqlStage.Product;
import org.bilayer.benchmarks.contender.BilayerContender;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.mybatis.MyBatisDataLayer;

/** A stream over more rows than the heap could hold, on PostgreSQL; a JVM of its own, with a small heap. */
final class StreamRun {

  private static final long ITEMS = 400_000;

  private StreamRun() {}

  /**
   * Runs.
   *
   * @param arguments as {@link Settings}
   */
  public static void main(String[] arguments) throws SQLException {
    long items = new Settings(arguments).number("items", ITEMS);
    try (var stage = new SqlStage(Product.POSTGRESQL, items, 1);
        var layer = MyBatisDataLayer.of(Shop.MODEL, stage.pool(true))) {
      var entrant = new Entrant(new BilayerContender("Bilayer", layer), stage);
      System.gc();
      ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
      double nanos = entrant.turn(Workload.W8, 1, Duration.ofMillis(1), true);
      long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .mapToLong(pool -> pool.getPeakUsage().getUsed())
          .sum();
      Results.tell("stream/rows", (double) items);
      Results.tell("stream/heapMost", (double) Runtime.getRuntime().maxMemory());
      Results.tell("stream/heapPeak", (double) peak);
      Results.tell("stream/nanos", nanos);
    }
  }
}
