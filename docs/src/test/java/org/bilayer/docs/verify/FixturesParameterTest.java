package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Node;
import org.bilayer.testkit.junit.LayerExtension;
import org.bilayer.testkit.verify.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The fixtures that a test asks for as a parameter. */
final class FixturesParameterTest {

  private static final List<String> SEEDS = new ArrayList<>();

  /** Run by hand. */
  static final class Some {

    @RegisterExtension
    static final LayerExtension LAYER = LayerExtension.of(Forest.MODEL)
        .values(Forest.LABEL, random -> "label " + random.nextInt(1_000_000));

    private final List<Fixtures> given = new ArrayList<>();

    @BeforeEach
    void prepare(Fixtures fixtures) {
      given.add(fixtures);
      SEEDS.add(fixtures.toString());
    }

    @Test
    void passes(DataLayer data, Fixtures fixtures) {
      List<Node> nodes = fixtures.severalStored(data, 20, Forest.NODES);

      assertThat(given).containsExactly(fixtures);
      assertThat(nodes)
          .anySatisfy(node -> assertThat(node.label()).startsWith("label "))
          .allSatisfy(node -> assertThat(node.label() == null || node.label().startsWith("label "))
              .isTrue());
    }

    @Test
    void fails(Fixtures fixtures) {
      throw new AssertionError("on purpose, with " + fixtures);
    }
  }

  @Test
  void parameter_isOneForEachTest_andItsSeedIsPrintedWhereTheTestFails() {
    SEEDS.clear();
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      EngineTestKit.engine("junit-jupiter")
          .selectors(DiscoverySelectors.selectClass(Some.class))
          .execute()
          .testEvents()
          .assertStatistics(statistics -> statistics.succeeded(1).failed(1));
    } finally {
      System.setOut(before);
    }

    assertThat(SEEDS).hasSize(2);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("Fixtures of Some.")
        .containsPattern("Fixtures of Some\\.fails: -Dbilayer\\.seed=\\d+");
  }
}
