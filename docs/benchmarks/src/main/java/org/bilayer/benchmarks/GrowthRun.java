package org.bilayer.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.bilayer.DataLayer;
import org.bilayer.benchmarks.SqlStage.Product;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.mybatis.MyBatisDataLayer;

/**
 * How the time for one object grows with the number of objects in one unit of work, in memory and on H2; a JVM of its own. The
 * processor time of this thread is counted: both backends work in it, and others on the machine do not disturb it.
 */
final class GrowthRun {

  static final int[] SIZES = {100, 1_000, 10_000, 100_000};

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private GrowthRun() {}

  /**
   * Runs.
   *
   * @param arguments as {@link Settings}; {@code items} is the largest size
   */
  public static void main(String[] arguments) throws SQLException {
    var settings = new Settings(arguments);
    long largest = settings.number("items", 100_000);
    int[] sizes =
        Arrays.stream(SIZES).filter(size -> size <= Math.max(largest, SIZES[0])).toArray();
    try (DataLayer memory = InMemoryDataLayer.of(GrowthModel.MODEL)) {
      measure("memory", memory, sizes, settings);
    }
    try (HikariDataSource pool = h2();
        DataLayer h2 = MyBatisDataLayer.of(GrowthModel.MODEL, pool)) {
      measure("H2", h2, sizes, settings);
    }
  }

  /** A database in this JVM, with the tables. */
  private static HikariDataSource h2() throws SQLException {
    var config = new HikariConfig();
    config.setJdbcUrl(Product.H2.url("growth"));
    config.setMaximumPoolSize(2);
    var pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : MyBatisDataLayer.createScript(GrowthModel.MODEL, "H2")) {
        statement.execute(sql);
      }
    }
    return pool;
  }

  private static void measure(String backend, DataLayer data, int[] sizes, Settings settings) {
    int rounds = (int) settings.number("rounds", 5);
    for (Growth growth : Growth.values()) {
      if (!settings.takesOperation(growth)) {
        continue;
      }
      // The compiler has seen it before anything is counted.
      time(growth, data, sizes[0], 20);
      time(growth, data, Math.min(1_000, sizes[sizes.length - 1]), 10);
      for (int size : sizes) {
        // Small ones are too short to be timed once.
        int repeats = Math.max(1, 1_000 / size);
        double[] each = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          each[round] = (double) time(growth, data, size, repeats) / repeats / size;
        }
        Arrays.sort(each);
        Results.tell("growth/" + backend + "/" + growth + "/" + size, each[rounds / 2]);
      }
    }
  }

  /** Nanoseconds of processor time for all repeats, without what prepares them. */
  private static long time(Growth growth, DataLayer data, int size, int repeats) {
    long nanos = 0;
    for (int i = 0; i < repeats; i++) {
      growth.prepare(data, size);
      long begun = THREADS.getCurrentThreadCpuTime();
      growth.run(data, size);
      nanos += THREADS.getCurrentThreadCpuTime() - begun;
    }
    return nanos;
  }
}
