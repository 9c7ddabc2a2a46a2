package org.bilayer.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.SchemaCheck;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.tools.report.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The movie store, imported from both servers: compiled, opened, every row read. */
final class SakilaImportTest {

  @TempDir
  private Path folder;

  private static void readEveryRow(Live live, Model model) {
    try (DataLayer data = MyBatisDataLayer.builder(model)
        .dataSource(live.schema().dataSource())
        .schemaCheck(SchemaCheck.NONE)
        .open()) {
      data.run(work -> {
        for (Mapping<?, ?> mapping : model.mappings()) {
          assertThat((long) work.repository(mapping).find(Query.all()).size())
              .as(mapping.table())
              .isEqualTo(live.number("SELECT COUNT(*) FROM " + mapping.table()));
        }
      });
    }
  }

  private static List<String> tables(Model model) {
    return model.mappings().stream().map(Mapping::table).toList();
  }

  @Test
  void postgresql() {
    Sakila sakila = Sakila.require();
    try (Live live = new Live(Databases.postgresql().require(), folder)) {
      sakila.loadPostgreSql(live);
      ImportReport report =
          live.wanted().key("payment", "payment_id").key("customer_list", "id").write();
      Model model = live.model();
      assertThat(tables(model))
          .contains(
              "actor",
              "address",
              "category",
              "city",
              "country",
              "customer",
              "customer_list",
              "film",
              "film_actor",
              "film_category",
              "inventory",
              "language",
              "payment",
              "rental",
              "staff",
              "store");
      live.requireDifferencesInReport(model, report);
      readEveryRow(live, model);
      assertThat(report.findings().stream().map(Finding::toString))
          .anyMatch(line -> line.startsWith("film.fulltext: no codec stores the type tsvector"))
          .anyMatch(line -> line.startsWith(
              "film.special_features: read and written as the text that the database shows"))
          .anyMatch(line -> line.startsWith("payment: ") && line.contains("inherit"))
          .anyMatch(line -> line.startsWith("payment_p2007_01: it has no primary key"))
          .anyMatch(
              line -> line.startsWith("film_list: it is a view or another relation without a key"))
          .anyMatch(line -> line.startsWith("actor.film_actor: its rows could be owned by Actor"));
    }
  }

  @Test
  void mariadb() {
    Sakila sakila = Sakila.require();
    try (Live live = new Live(Databases.mariadb().require(), folder)) {
      sakila.loadMariaDb(live);
      ImportReport report = live.wanted().key("customer_list", "ID").write();
      Model model = live.model();
      assertThat(tables(model))
          .contains(
              "actor",
              "address",
              "category",
              "city",
              "country",
              "customer",
              "customer_list",
              "film",
              "film_actor",
              "film_category",
              "film_text",
              "inventory",
              "language",
              "payment",
              "rental",
              "staff",
              "store");
      live.requireDifferencesInReport(model, report);
      readEveryRow(live, model);
      assertThat(live.source("Film"))
          .contains(
              "Codec.int32(0, 65_535)",
              "Codec.int32(1901, 2155)",
              ".inCharacterSet(\"utf8mb3\").ignoringCaseInDatabase()");
      assertThat(report.findings().stream().map(Finding::toString))
          .anyMatch(line -> line.startsWith("film_text: is only read"))
          .noneMatch(line -> line.contains("different values count as equal"));
    }
  }
}
