package org.bilayer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bilayer.benchmarks.SqlStage.Product;

/**
 * Measures everything, each part in a JVM of its own, and writes the tables and the picture of {@code docs/performance.md}.
 *
 * <p>Takes about ten minutes. Parts that are left out keep what the page has of them.
 */
public final class Benchmarks {

  private static final Path PAGE = Path.of("docs", "performance.md");
  private static final Path PICTURE = Path.of("docs", "performance.svg");

  /** Touched before anything is measured: a system that hands out pages is nobody's cost. */
  private static final List<String> HEAP = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");

  private static final List<String> LARGE_HEAP = List.of("-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch");
  private static final List<String> SMALL_HEAP = List.of("-Xmx64m");

  private Benchmarks() {}

  /**
   * Measures.
   *
   * @param arguments as {@code Settings} describes them
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var settings = new Settings(arguments);
    var results = new Results();
    for (Product product : Product.values()) {
      String part = product.name().toLowerCase(Locale.ROOT);
      if (settings.takes(part)) {
        say(part);
        var given = new ArrayList<String>(List.of(product.name()));
        given.addAll(settings.asArguments());
        Jvm.run(results, SqlRun.class, HEAP, given);
      }
    }
    if (settings.takes("memory")) {
      say("memory");
      Jvm.run(results, MemoryRun.class, LARGE_HEAP, settings.asArguments());
    }
    if (settings.takes("growth")) {
      say("growth");
      Jvm.run(results, GrowthRun.class, LARGE_HEAP, settings.asArguments());
    }
    if (settings.takes("cold")) {
      say("cold start");
      ColdRun.play(results, (int) settings.number("rounds", 7));
    }
    if (settings.takes("first")) {
      say("first seconds");
      for (String name : List.of("JDBC", "MyBatis", "Bilayer", "memory")) {
        var given = new ArrayList<String>(List.of(name));
        given.addAll(settings.asArguments());
        Jvm.run(results, FirstSeconds.class, HEAP, given);
      }
    }
    if (settings.takes("stream")) {
      say("stream");
      Jvm.run(results, StreamRun.class, SMALL_HEAP, settings.asArguments());
    }
    if (settings.takes("weight")) {
      Weight.weigh(results);
    }
    var page = new Page(results);
    page.tables().forEach((part, table) -> System.out.println(part + "\n\n" + table));
    if (settings.writesPage()) {
      Files.writeString(PAGE, page.writtenInto(Files.readString(PAGE)));
      if (results.hasAny("H2/") && results.hasAny("POSTGRESQL/")) {
        Files.writeString(PICTURE, new Picture(results).svg());
      }
    }
  }

  private static void say(String part) {
    System.out.println("measuring: " + part);
  }
}
