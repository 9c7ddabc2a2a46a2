package org.bilayer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.junit.jupiter.api.Test;

/** Runs each part for a moment on a small table; each checks what it leaves. Nothing is said about times. */
final class SmokeTest {

  private static final String[] SHORT = {"rounds=1", "turn=1", "warmup=2", "items=2000", "seconds=1"
  };

  @FunctionalInterface
  private interface Part {
    void run(String... arguments) throws Exception;
  }

  private static Results results(Part part, String... first) throws Exception {
    PrintStream console = System.out;
    var printed = new ByteArrayOutputStream();
    var arguments = new String[first.length + SHORT.length];
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(SHORT, 0, arguments, first.length, SHORT.length);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      part.run(arguments);
    } finally {
      System.setOut(console);
    }
    var results = new Results();
    printed.toString(StandardCharsets.UTF_8).lines().forEach(results::read);
    return results;
  }

  @Test
  void onH2_everyRivalDoesEveryWorkload() throws Exception {
    Results results = results(SqlRun::main, "H2");
    for (Workload workload : SqlRun.possible(SqlStage.Product.H2)) {
      for (String rival : new String[] {"JDBC", "MyBatis", "Jdbi", "Bilayer"}) {
        assertThat(results.get("H2/" + workload + "/" + rival + "/time").median())
            .isPositive();
      }
    }
  }

  @Test
  void onPostgresql_everyRivalDoesEveryWorkload() throws Exception {
    if (!hasPostgresql()) {
      System.err.println(
          "bilayer-benchmarks: no PostgreSQL answers, its benchmarks were not tried");
      return;
    }
    Results results = results(SqlRun::main, "POSTGRESQL");
    for (Workload workload : Workload.values()) {
      assertThat(results.get("POSTGRESQL/" + workload + "/Bilayer/time").median())
          .isPositive();
    }
    assertThat(results(StreamRun::main).get("stream/rows").median()).isEqualTo(2000);
  }

  private static boolean hasPostgresql() {
    try {
      DriverManager.getConnection(SqlStage.Product.POSTGRESQL.url("")).close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void inMemory_everyPartRuns() throws Exception {
    Results results = results(MemoryRun::main);
    assertThat(results.get("memory/W7/Bilayer/ratio").median()).isPositive();
    assertThat(results.get("map/W4/Bilayer/ratio").median()).isPositive();
    assertThat(results.get("size/W7/2000/ratio").median()).isPositive();
    assertThat(results.get("threads/W1/Bilayer/gain").median()).isPositive();
  }

  @Test
  void growth_ofEachOperation_isTold() throws Exception {
    Results results = results(GrowthRun::main);
    for (Growth growth : Growth.values()) {
      for (String backend : new String[] {"memory", "H2"}) {
        assertThat(results.get("growth/" + backend + "/" + growth + "/1000").median())
            .isPositive();
      }
    }
    assertThat(new Page(results).tables().get("growth")).contains("swap unique values in pairs");
  }

  @Test
  void firstSeconds_ofEachContender_areTold() throws Exception {
    for (String name : new String[] {"JDBC", "MyBatis", "Bilayer", "memory"}) {
      assertThat(
              results(FirstSeconds::main, name).get("first/W2/" + name + "/0-1").median())
          .isPositive();
    }
  }

  @Test
  void coldStarts_readTheirItem_andWeightsAreKnown() throws Exception {
    var results = new Results();
    ColdRun.play(results, 1);
    for (String program : ColdRun.PROGRAMS) {
      assertThat(results.get("cold/" + program + "/time").median()).isPositive();
    }
    Weight.weigh(results);
    assertThat(results.get("weight/of_it_Bilayer's_own/jars").median()).isEqualTo(2);
    assertThat(results.get("weight/MyBatis/jars").median()).isEqualTo(1);
  }

  @Test
  void smallShop_hasTheModelsTables() throws Exception {
    Path script = Path.of("src", "main", "resources", "small-shop.sql");
    String made = String.join(";\n\n", MyBatisDataLayer.createScript(Shop.MODEL, "H2")) + ";\n";
    assertThat(Files.readString(script).strip()).isEqualTo(made.strip());
  }

  @Test
  void page_takesEveryTable() throws Exception {
    Results results = results(SqlRun::main, "H2");
    var page = new Page(results);
    String written = page.writtenInto(Files.readString(Path.of("..", "performance.md")));
    assertThat(written).contains(page.tables().get("h2")).contains("<!-- measured: postgresql -->");
    assertThat(new Picture(results).svg())
        .startsWith("<svg")
        .contains("find by id")
        .endsWith("</svg>\n");
  }
}
