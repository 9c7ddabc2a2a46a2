package org.bilayer.docs.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.docs.legacy.shop.Shop;
import org.bilayer.docs.legacy.shop.TblCustomer;
import org.bilayer.docs.legacy.shop.VwTurnover;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestSchema;
import org.bilayer.testkit.evidence.Evidence;
import org.bilayer.testkit.evidence.EvidenceReport;
import org.bilayer.tools.Import;
import org.bilayer.tools.report.SchemaChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop that was there before: its sources are those that the import writes, and its rows fit them. */
final class LegacyTest {

  private final TestSchema schema = Databases.h2().newSchema("shop");

  @TempDir
  Path folder;

  @BeforeEach
  void createShop() throws SQLException, IOException {
    try (Connection connection = schema.dataSource().getConnection();
        Statement statement = connection.createStatement();
        var script = Objects.requireNonNull(getClass().getResourceAsStream("/legacy/shop.sql"))) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void drop() {
    schema.close();
  }

  @Test
  void import_ofTheShop_findsNothingChanged() {
    DataSource dataSource = schema.dataSource();
    Path sources = Path.of("src/test/java");
    // tag::check[]
    List<SchemaChange> changes = Import.from(dataSource)
        .into(sources)
        .inPackage("org.bilayer.docs.legacy.shop")
        .key("vwTurnover", "CustomerID")
        .changes();
    // end::check[]
    assertThat(changes).isEmpty();
  }

  @Test
  void useCase_onTheImportedModel_changesOneRow() {
    DataSource dataSource = schema.dataSource();
    // tag::use-case[]
    try (DataLayer data = MyBatisDataLayer.of(Shop.MODEL, dataSource)) {
      data.run(work -> work.repository(TblCustomer.MAPPING)
          .change(
              1,
              ada -> new TblCustomer(
                  ada.customerId(),
                  ada.fullName(),
                  ada.credit().subtract(new BigDecimal("30.00")))));

      List<VwTurnover> turnover =
          data.read(VwTurnover.MAPPING).find(Query.where(VwTurnover.ORDERS.gt(1L)));
      // end::use-case[]
      assertThat(turnover).extracting(VwTurnover::customerId).containsExactly(1);
      assertThat(data.read(TblCustomer.MAPPING).get(1).credit()).isEqualTo(new BigDecimal("70.00"));
    }
  }

  @Test
  void test_ofTheUseCase_runsInMemory() {
    try (DataLayer data = InMemoryDataLayer.of(Shop.MODEL)) {
      data.run(work -> work.repository(TblCustomer.MAPPING)
          .add(new TblCustomer(1, "Ada", new BigDecimal("100.00"))));
      assertThat(data.read(TblCustomer.MAPPING).find(Query.all())).hasSize(1);
    }
  }

  @Test
  void evidence_ofTheShop_agrees() {
    DataSource dataSource = schema.dataSource();
    // tag::evidence[]
    EvidenceReport report = Evidence.of(Shop.MODEL, dataSource)
        .writing(100, Duration.ofMinutes(1), Duration.ofSeconds(2))
        .collect();
    System.out.println(report);
    report.requireAgreement();
    // end::evidence[]
    assertThat(report.mappings()).hasSize(3);
  }
}
