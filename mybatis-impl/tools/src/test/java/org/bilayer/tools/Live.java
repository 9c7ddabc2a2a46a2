package org.bilayer.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.store.SchemaDifference;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.bilayer.tools.report.Finding;

/** A schema on a server, and a folder into which it is imported. */
final class Live implements AutoCloseable {

  static final String PACKAGE = "com.example.imported";

  private final TestSchema schema;
  private final Path root;

  Live(TestDatabase database, Path folder) {
    this.schema = database.newSchema("import");
    this.root = folder.resolve("sources");
  }

  TestSchema schema() {
    return schema;
  }

  Path root() {
    return root;
  }

  /** The folder of the package. */
  Path folder() {
    return root.resolve(PACKAGE.replace('.', '/'));
  }

  /** Runs statements on one connection. */
  void execute(String... statements) {
    try (Connection connection = schema.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The number in the first column of the first row. */
  long number(String sql) {
    try (Connection connection = schema.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** An import of the schema into the folder. */
  Import wanted() {
    return Import.from(schema.dataSource()).into(root).inPackage(PACKAGE).modelNamed("Imported");
  }

  /** The model of the sources that were written. */
  Model model() {
    return Compiled.model(root, PACKAGE, "Imported");
  }

  /** The text of a source. */
  String source(String type) {
    try {
      return Files.readString(folder().resolve(type + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files of the folder, by name. */
  Map<String, String> files() {
    var files = new TreeMap<String, String>();
    if (!Files.exists(root)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Every difference that the live check finds is a line of the report. */
  void requireDifferencesInReport(Model model, ImportReport report) {
    for (SchemaDifference difference :
        MyBatisDataLayer.schemaDifferences(model, schema.dataSource())) {
      assertThat(report.findings())
          .as(difference.toString())
          .anyMatch(finding -> same(finding.table(), difference.table())
              && same(finding.part(), difference.part())
              && (!difference.isBreaking()
                  || finding.kind() == Finding.Kind.DIFFERENT
                  || finding.kind() == Finding.Kind.LEFT_OUT));
    }
  }

  /** Whether a name of the database is that of the model, but for letter case and signs. */
  private static boolean same(String live, String logical) {
    return live.replaceAll("[^A-Za-z0-9]", "")
        .equalsIgnoreCase(logical.replaceAll("[^A-Za-z0-9]", ""));
  }

  @Override
  public void close() {
    schema.close();
  }
}
