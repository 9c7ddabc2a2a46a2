package org.bilayer.docs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bilayer.docs.Repository;
import org.junit.jupiter.api.Test;

/**
 * Runs at the very end of the build: prints what all checks measured, and compares it with the pages. Numbers differ from
 * run to run, so what is compared is which checks were run and where. {@code mvn -Pnightly verify
 * -Dbilayer.pages.write=true} writes the figures of the long checks into the pages.
 */
final class FiguresTest {

  private static final boolean WRITE = Boolean.getBoolean("bilayer.pages.write");

  /** The short forms leave some rows out. */
  private static final boolean NIGHTLY = Boolean.getBoolean("bilayer.nightly");

  /** All databases are there, so that every figure of the pages must have been measured. */
  private static final boolean EVERYTHING = List.of(
          System.getenv().getOrDefault("BILAYER_DATABASES_REQUIRED", "").split(","))
      .containsAll(List.of("h2", "postgresql", "mariadb"));

  private final Figures figures = Figures.collect();

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(Repository.root().resolve("docs"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static Map<String, FigureBlock> blocks() throws IOException {
    var blocks = new TreeMap<String, FigureBlock>();
    for (Path page : pages()) {
      for (FigureBlock block : FigureBlock.of(Files.readString(page))) {
        assertThat(blocks.put(block.check(), block))
            .as("another block of the check %s", block.check())
            .isNull();
      }
    }
    return blocks;
  }

  @Test
  void pages_haveEveryFigure() throws IOException {
    System.out.println("What the checks measured:\n" + figures.table());
    if (WRITE) {
      for (Path page : pages()) {
        String text = Files.readString(page);
        String updated = FigureBlock.updated(text, figures);
        if (!updated.equals(text)) {
          Files.writeString(page, updated);
        }
      }
    }
    Map<String, FigureBlock> blocks = blocks();
    var problems = new ArrayList<String>();
    figures.checks().forEach((check, measured) -> {
      FigureBlock block = blocks.get(check);
      if (block == null) {
        problems.add("No page has the block <!-- figures: " + check + " -->.");
        return;
      }
      Set<String> onPage = block.values().keySet();
      measured.stream()
          .filter(figure -> !onPage.contains(figure.subject()))
          .forEach(figure -> problems.add("The page has no row for '" + check + "' on '"
              + figure.subject() + "'. Run mvn -Pnightly verify -Dbilayer.pages.write=true."));
    });
    blocks.forEach((check, block) -> {
      var missing = new HashSet<>(block.values().keySet());
      figures
          .checks()
          .getOrDefault(check, List.of())
          .forEach(figure -> missing.remove(figure.subject()));
      if (!missing.isEmpty()) {
        String line = "Not measured in this build: '" + check + "' on "
            + missing.stream().sorted(Figures.ORDER).collect(Collectors.joining(", ", "'", "'"))
            + ".";
        boolean isGone = missing.size() == block.values().size();
        if (EVERYTHING && (NIGHTLY || isGone)) {
          problems.add(line);
        } else {
          System.out.println(line);
        }
      }
    });
    assertThat(problems).isEmpty();
  }

  @Test
  void updated_pageWithABlock_getsRowsInOrderAndKeepsWhatWasNotMeasured() {
    String page = "Before.\n<!-- figures: a check -->\n<!-- end of figures -->\nAfter.\n";
    var first = new Figures(Map.of(
        "a check",
        List.of(
            new Figures.Measured("PostgreSQL SNAPSHOT", "2", true),
            new Figures.Measured("memory", "1", true),
            new Figures.Measured("H2", "short", false))));
    var second = new Figures(Map.of("a check", List.of(new Figures.Measured("memory", "3", true))));

    String updated = FigureBlock.updated(FigureBlock.updated(page, first), second);

    assertThat(updated).isEqualTo("""
            Before.
            <!-- figures: a check -->
            | where | measured |
            |---|---|
            | memory | 3 |
            | PostgreSQL SNAPSHOT | 2 |
            <!-- end of figures -->
            After.
            """);
    assertThat(FigureBlock.of(updated))
        .containsExactly(
            new FigureBlock("a check", Map.of("memory", "3", "PostgreSQL SNAPSHOT", "2")));
  }
}
