package org.bilayer.testkit.verify.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.LayerOptions;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Laboratory;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Till;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Schema;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.verify.comparing.BackendPair;
import org.bilayer.testkit.verify.comparing.Disagreement;
import org.bilayer.testkit.verify.comparing.HistoryRun;
import org.bilayer.testkit.verify.drawing.Generator;
import org.bilayer.testkit.verify.drawing.Jqwik;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A mistake in the reference model is reported as the model's own: memory and the database agree, and it stands alone. */
final class ReferenceFaultsTest {

  private static final int HISTORIES_MAX = 1_500;

  private final Model model = Model.of(
          Bank.ACCOUNTS,
          Bank.TRANSFERS,
          Shop.PRODUCTS,
          Shop.ORDERS,
          Laboratory.READINGS,
          Till.PAYMENTS)
      .withSequences(Till.RECEIPTS);

  private final Schema schema = ModelInternals.schema(model);
  private final Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);

  @TestFactory
  Stream<DynamicTest> check_withAMistakeInTheModel_saysThatTheModelStandsAlone() {
    Map<String, String> headlines = Jqwik.call(this::headlines);
    return WrongRules.all().keySet().stream()
        .map(name -> DynamicTest.dynamicTest(
            name,
            () -> assertThat(headlines.getOrDefault(name, "not found"))
                .startsWith("The reference model stands alone: memory and H2")));
  }

  /** The first finding for each mistake; all of them look at the same histories. */
  private Map<String, String> headlines() {
    var left = new LinkedHashMap<>(WrongRules.all());
    var headlines = new LinkedHashMap<String, String>();
    try (var pair = new BackendPair(
        model,
        mappings,
        Backends.memory(),
        Optional.of(Backends.h2().create(schema, 1)),
        LayerOptions.defaults(),
        1,
        List.of(run -> {
          left.forEach((name, rules) ->
              found(run, rules).ifPresent(found -> headlines.put(name, found.headline())));
          left.keySet().removeAll(headlines.keySet());
          return Optional.empty();
        }))) {
      var values =
          new Values(List.of(), "Verification", MappingUnderTest.of(model).values());
      for (int i = 0; i < HISTORIES_MAX && !left.isEmpty(); i++) {
        pair.compare(new Generator(schema, mappings, values, i).history());
      }
    }
    return headlines;
  }

  private Optional<Disagreement> found(HistoryRun run, Rules rules) {
    return new ReferenceCheck(schema, mappings, notModelled -> {}, rules).check(run);
  }
}
