package org.bilayer.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.CatalogueEntry.Answer;
import org.bilayer.docs.Repository;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * That the page of the catalogue says what the tests show: every entry, how it is dealt with on each backend, and which tests
 * fail when its rule is broken. Prints the counts.
 */
final class FidelityPageTest {

  /** How many entries each chapter has. */
  private static final int[] CHAPTERS = {6, 8, 12, 14, 9, 8, 7, 15, 6};

  /** The backends in the order of the page's columns, with the folders of the tests that run the contracts on them. */
  private static final Map<String, String> RUNS = runs();

  private static Map<String, String> runs() {
    var runs = new LinkedHashMap<String, String>();
    runs.put("Memory", "inmemory-impl/src/test/java/org/bilayer/inmemory/contracts");
    runs.put("H2", "mybatis-impl/src/test/java/org/bilayer/mybatis/contracts/h2");
    runs.put("PostgreSQL", "mybatis-impl/src/test/java/org/bilayer/mybatis/contracts/postgresql");
    runs.put("MariaDB", "mybatis-impl/src/test/java/org/bilayer/mybatis/contracts/mariadb");
    return runs;
  }

  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+\\.\\d+) \\|(.*)\\|$", Pattern.MULTILINE);
  private static final Pattern LATER_ROW =
      Pattern.compile("^\\| ([\\d., ]+) \\|([^|]+)\\|([^|]+)\\|$", Pattern.MULTILINE);
  private static final Pattern TESTS =
      Pattern.compile("^\\| (\\d+\\.\\d+) \\| (`[^|]*`) \\|$", Pattern.MULTILINE);
  private static final Pattern SUBCLASS = Pattern.compile("extends (\\w+)");

  /** One line of the page's tables. */
  private record Row(String entry, List<String> cells) {

    List<String> backends() {
      return cells.subList(2, 2 + RUNS.size());
    }
  }

  /** A test of an entry: the class and the method, and what the test shows. */
  private record Tested(String contract, String method, Answer answer) {

    String name() {
      return contract + "." + method;
    }
  }

  private static String page() {
    return Pages.text(Repository.root().resolve("docs/fidelity.md"));
  }

  /** The part of the page that has the catalogue, without the table of what is not tested. */
  private static List<Row> rows() {
    return ROW.matcher(page())
        .results()
        .map(row -> new Row(
            row.group(1),
            Arrays.stream(row.group(2).split("\\|", -1)).map(String::strip).toList()))
        .filter(row -> row.cells().size() == RUNS.size() + 2)
        .toList();
  }

  /** Every test of the catalogue, by entry. */
  private static Map<String, List<Tested>> tests() {
    var tests = new TreeMap<String, List<Tested>>();
    for (Method method : testMethods()) {
      for (CatalogueEntry entry :
          AnnotationSupport.findRepeatableAnnotations(method, CatalogueEntry.class)) {
        tests
            .computeIfAbsent(entry.value(), number -> new ArrayList<>())
            .add(new Tested(
                method.getDeclaringClass().getSimpleName(), method.getName(), entry.answer()));
      }
    }
    return tests;
  }

  /** The marked methods of the contracts, and those of the test of what the API does not offer. */
  private static List<Method> testMethods() {
    List<Class<?>> contracts = ReflectionSupport.findAllClassesInPackage(
        CatalogueEntry.class.getPackageName(), type -> true, name -> true);
    return Stream.concat(contracts.stream(), Stream.of(OmittedOperationsTest.class))
        .flatMap(type -> ReflectionSupport.findMethods(
            type,
            method -> method.getDeclaringClass() == type
                && !AnnotationSupport.findRepeatableAnnotations(method, CatalogueEntry.class)
                    .isEmpty(),
            HierarchyTraversalMode.TOP_DOWN)
            .stream())
        .toList();
  }

  @Test
  void page_hasEveryEntryOnceInItsOrder() {
    List<String> entries = IntStream.rangeClosed(1, CHAPTERS.length)
        .boxed()
        .flatMap(chapter -> IntStream.rangeClosed(1, CHAPTERS[chapter - 1])
            .mapToObj(place -> chapter + "." + place))
        .toList();

    assertThat(rows()).extracting(Row::entry).isEqualTo(entries);
    assertThat(entries).containsAll(tests().keySet());
  }

  @Test
  void marks_areOnTests() {
    assertThat(testMethods())
        .hasSizeGreaterThan(100)
        .allSatisfy(method -> assertThat(AnnotationSupport.isAnnotated(method, Testable.class))
            .as("%s is a test", method)
            .isTrue());
  }

  @Test
  void page_namesTheTestsOfEachEntry() {
    var expected = new LinkedHashMap<String, String>();
    Map<String, List<Tested>> tests = tests();
    for (Row row : rows()) {
      expected.put(
          row.entry(),
          tests.getOrDefault(row.entry(), List.of()).stream()
              .map(Tested::name)
              .sorted()
              .map(name -> "`" + name + "`")
              .collect(Collectors.joining(", ")));
    }
    var found = new LinkedHashMap<String, String>();
    TESTS.matcher(page()).results().forEach(row -> found.put(row.group(1), row.group(2)));

    assertThat(found.entrySet())
        .as(
            "tests of the entries; the page should have:%n%s",
            expected.entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |")
                .collect(Collectors.joining(System.lineSeparator())))
        .containsExactlyElementsOf(expected.entrySet());
  }

  @Test
  void page_saysOfEachBackendWhatTheTestsShowThere() {
    Map<String, List<Tested>> tests = tests();
    var contracts = new LinkedHashMap<String, Set<String>>();
    RUNS.forEach((backend, folder) -> contracts.put(backend, contractsRunBy(folder)));
    assertThat(rows()).allSatisfy(row -> {
      List<String> expected = contracts.values().stream()
          .map(run -> tests.getOrDefault(row.entry(), List.of()).stream()
              .filter(tested -> run.contains(tested.contract()))
              .map(Tested::answer)
              .toList())
          .map(FidelityPageTest::word)
          .toList();
      assertThat(row.backends()).as("backends of %s", row.entry()).isEqualTo(expected);
    });
  }

  private static String word(List<Answer> answers) {
    if (answers.isEmpty()) {
      return "\u2013";
    }
    return answers.contains(Answer.SAME) ? "yes" : "refused";
  }

  /** The contracts that the tests of a folder run, and the test that no backend takes part in. */
  private static Set<String> contractsRunBy(String folder) {
    try (Stream<Path> files = Files.list(Repository.root().resolve(folder))) {
      return Stream.concat(
              files
                  .filter(Files::isRegularFile)
                  .flatMap(file -> SUBCLASS.matcher(Pages.text(file)).results())
                  .map(result -> result.group(1)),
              Stream.of(OmittedOperationsTest.class.getSimpleName()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void page_hasTheCounts() {
    Map<String, List<Tested>> tests = tests();
    int covered = 0;
    int refused = 0;
    int notTestable = 0;
    for (Row row : rows()) {
      List<Answer> answers = tests.getOrDefault(row.entry(), List.of()).stream()
          .map(Tested::answer)
          .toList();
      if (answers.isEmpty()) {
        notTestable++;
      } else if (answers.contains(Answer.SAME)) {
        covered++;
      } else {
        refused++;
      }
    }
    String counts = "catalogue: " + rows().size() + " entries, " + covered + " covered, " + refused
        + " refused, " + notTestable + " not testable";
    System.out.println(counts);

    assertThat(page()).contains("\n" + counts + "\n");
  }

  @Test
  void page_givesAReasonForEveryPartThatIsNotTested() {
    List<String> entries = rows().stream().map(Row::entry).toList();
    String end = page().substring(page().indexOf("## What is not tested"));
    List<MatchResult> parts = LATER_ROW.matcher(end).results().toList();

    assertThat(parts).isNotEmpty().allSatisfy(part -> {
      assertThat(entries).contains(part.group(1).split(", ", -1));
      assertThat(part.group(3).strip()).as("reason of %s", part.group(1)).endsWith(".");
    });
  }
}
