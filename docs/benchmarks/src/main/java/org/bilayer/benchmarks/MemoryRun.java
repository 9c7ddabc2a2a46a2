package org.bilayer.benchmarks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bilayer.benchmarks.SqlStage.Product;
import org.bilayer.benchmarks.contender.BilayerContender;
import org.bilayer.benchmarks.contender.JdbcContender;

/** The memory backend beside H2 and a bare map, on tables of several sizes, and with two threads; a JVM of its own. */
final class MemoryRun {

  private static final Set<Workload> ALL = EnumSet.of(
      Workload.W1, Workload.W2, Workload.W3, Workload.W4, Workload.W5, Workload.W6, Workload.W7);
  private static final Set<Workload> OF_MAPS =
      EnumSet.of(Workload.W1, Workload.W2, Workload.W3, Workload.W4);
  private static final List<Long> SIZES = List.of(1_000L, 10_000L, 100_000L, 1_000_000L);
  private static final String BILAYER = "Bilayer";

  /** Rows of a table in a test suite, if there are many. */
  private static final long SMALL = 1_000;

  private MemoryRun() {}

  /**
   * Runs.
   *
   * @param arguments as {@link Settings}
   */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    var settings = new Settings(arguments);
    if (settings.countsProcessorTime()) {
      Clock.countProcessorTime();
    }
    long items = settings.number("items", 100_000);
    besideOthers("memory", items, true, settings);
    bySize(items == 100_000 ? SIZES : List.of(items / 10, items), settings);
    try (var stage = stage(items)) {
      for (Workload workload : settings.workloads(EnumSet.of(Workload.W1, Workload.W2))) {
        new TwoThreads(stage, workload, settings.pace()).play();
      }
    }
    // Last: the code that the tables of several sizes are run by is not to depend on it.
    besideOthers("small", Math.min(items, SMALL), false, settings);
  }

  private static LayerStage stage(long items) {
    return new LayerStage(items, Math.max(10, items / 100));
  }

  private static void besideOthers(String table, long items, boolean besideMap, Settings settings)
      throws SQLException {
    try (var h2 = new SqlStage(Product.H2, items, Math.max(10, items / 100));
        var layer = stage(items)) {
      var map = new MapStage(items);
      var entrants = new ArrayList<>(List.of(
          new Entrant(new JdbcContender(h2.poolAtLevel(false)), h2),
          new Entrant(new BilayerContender(BILAYER, layer.data()), layer)));
      if (besideMap) {
        entrants.add(new Entrant(map.map(), map));
      }
      var match = new Match(
          entrants,
          (name, workload) -> !name.equals(map.map().name()) || OF_MAPS.contains(workload),
          settings.pace());
      var results = match.play(settings.workloads(ALL));
      SqlRun.tell(table, results);
      results.forEach((workload, byName) -> {
        Turns ours = byName.get(BILAYER);
        Turns theirs = byName.get(map.map().name());
        if (ours != null && theirs != null) {
          Results.tell("map/" + workload + "/Bilayer/ratio", ours.ratioTo(theirs));
        }
      });
    }
  }

  private static void bySize(List<Long> sizes, Settings settings) {
    var stages = new ArrayList<LayerStage>();
    var entrants = new ArrayList<Entrant>();
    for (long size : sizes) {
      LayerStage stage = stage(size);
      stages.add(stage);
      entrants.add(
          new Entrant(String.valueOf(size), new BilayerContender(BILAYER, stage.data()), stage));
    }
    var match = new Match(entrants, (name, workload) -> true, settings.pace());
    SqlRun.tell("size", match.play(settings.workloads(ALL)));
    stages.forEach(LayerStage::close);
  }
}
