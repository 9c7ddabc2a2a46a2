package org.bilayer.tools.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.contracts.sample.Archive;
import org.bilayer.contracts.sample.Attachment;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.contracts.sample.Film;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Gauge;
import org.bilayer.contracts.sample.Harbour;
import org.bilayer.contracts.sample.Laboratory;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Rate;
import org.bilayer.contracts.sample.Recipe;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.Till;
import org.bilayer.contracts.sample.Visit;
import org.bilayer.contracts.sample.Voyage;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a database has by the create script is what the model wants. */
final class SampleSchemasTest {

  private static final List<Model> SAMPLES = List.of(
      Archive.MODEL,
      Attachment.MODEL,
      Bank.MODEL,
      Desk.MODEL,
      Film.MODEL,
      Forest.MODEL,
      Gauge.MODEL,
      Harbour.MODEL,
      Laboratory.MODEL,
      Model.of(Offer.OFFERS, Visit.VISITS),
      Rate.MODEL,
      Recipe.MODEL,
      Shop.MODEL,
      Specimens.MODEL,
      Till.MODEL,
      Voyage.MODEL);

  /** One model of all samples, each table once. */
  private static Model all(Server server) {
    Map<String, Mapping<?, ?>> mappings = new LinkedHashMap<>();
    SAMPLES.stream()
        // MariaDB has no decimal without a precision.
        .filter(model -> server != Server.MARIADB || model != Rate.MODEL)
        .flatMap(model -> model.mappings().stream())
        .forEach(mapping -> mappings.putIfAbsent(mapping.table(), mapping));
    return Model.of(mappings.values().toArray(new Mapping<?, ?>[0])).withSequences(Till.RECEIPTS);
  }

  @ParameterizedTest
  @EnumSource
  void check_ofTablesByTheCreateScript_findsNothing(Server server) {
    Model model = all(server);
    try (Tables tables = server.empty().create(model)) {
      ProposalReport report = Proposal.of(model).against(tables.dataSource()).check();
      assertThat(report.differences()).isEmpty();
      assertThat(report.isNeeded()).isFalse();
      assertThat(report.files()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void check_ofAnEmptySchema_proposesTheCreateScript(Server server) {
    Model model = all(server);
    try (Tables tables = server.empty()) {
      Proposal proposal = Proposal.of(model).against(tables.dataSource());
      tables.apply(proposal.check());
      assertThat(proposal.check().differences()).isEmpty();
    }
  }
}
