package org.bilayer.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.PGConnection;

/**
 * The movie store that MySQL and PostgreSQL users know, from scripts that are not part of this repository: they lie in the folder
 * {@code ../shared/data/sakila} beside it. Where the folder is absent, its tests are
 * aborted with a notice; {@code WartsImportTest} has the same features in schemas of our own.
 */
final class Sakila {

  private static final String FOLDER = "../shared/data/sakila";

  private final Path folder;

  private Sakila(Path folder) {
    this.folder = folder;
  }

  /** The scripts, or an end of the test. */
  static Sakila require() {
    return locate(root()).orElseGet(() -> {
      System.err.println(
          "[skipped] The movie store is not there: put the folder shared/data/sakila beside the checkout.");
      Assumptions.abort("no " + FOLDER);
      throw new AssertionError();
    });
  }

  /** The scripts, if they are there. */
  static Optional<Sakila> locate(Path root) {
    String given = System.getProperty("bilayer.sakila");
    Path folder = given == null ? root.resolve(FOLDER).normalize() : Path.of(given);
    if (Files.isDirectory(folder)) {
      return Optional.of(new Sakila(folder));
    }
    return Optional.empty();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CONTRIBUTING.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  // --- PostgreSQL

  /** Creates the tables with their rows in a schema of PostgreSQL. */
  void loadPostgreSql(Live live) {
    String schema = live.schema().name();
    UnaryOperator<String> moved = text -> text.replace(
            "SET search_path = public, pg_catalog;",
            "SET search_path = " + schema + ", pg_catalog;")
        .replaceAll("\\bpublic\\.", schema + ".")
        .replaceAll("(?m)^COMMENT ON SCHEMA public.*$", "")
        .replaceAll("(?m)^(CREATE OR REPLACE|ALTER) PROCEDURAL LANGUAGE.*$", "")
        .replaceAll("(?m)^SET default_with_oids.*$", "");
    try (Connection connection = live.schema().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(moved.apply(text("postgresql-schema.sql")));
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      var sql = new StringBuilder();
      StringBuilder rows = null;
      String copy = "";
      for (String line :
          moved.apply(text("postgresql-data-copy.sql.gz")).lines().toList()) {
        if (rows == null && line.startsWith("COPY ")) {
          statement.execute(sql.toString());
          sql.setLength(0);
          copy = line;
          rows = new StringBuilder();
        } else if (rows == null) {
          sql.append(line).append('\n');
        } else if (line.equals("\\.")) {
          copies.copyIn(copy, new StringReader(rows.toString()));
          rows = null;
        } else {
          rows.append(line).append('\n');
        }
      }
      statement.execute(sql.toString());
    } catch (SQLException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- MariaDB

  /** Creates the tables with their rows in a database of MariaDB. */
  void loadMariaDb(Live live) {
    String name = live.schema().name();
    try (Connection connection = live.schema().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String file : List.of("mysql-schema.sql", "mysql-data.sql.gz")) {
        for (String sql : statements(text(file))) {
          if (!sql.matches("(?is)(DROP|CREATE) SCHEMA.*|USE .*")) {
            statement.execute(sql.replaceAll("\\bsakila\\.", name + "."));
          }
        }
      }
      statement.execute("COMMIT");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The statements of a script for the command line of MySQL, whose delimiter changes. */
  private static List<String> statements(String script) {
    var statements = new ArrayList<String>();
    var sql = new StringBuilder();
    String delimiter = ";";
    for (String line : script.lines().toList()) {
      if (line.startsWith("DELIMITER ")) {
        delimiter = line.substring("DELIMITER ".length()).strip();
      } else if (!line.startsWith("--")) {
        String end = line.stripTrailing();
        if (end.endsWith(delimiter)) {
          sql.append(end, 0, end.length() - delimiter.length());
          if (!sql.toString().isBlank()) {
            statements.add(sql.toString().strip());
          }
          sql.setLength(0);
        } else {
          sql.append(line).append('\n');
        }
      }
    }
    return statements;
  }

  private String text(String file) {
    Path path = folder.resolve(file);
    try {
      if (!file.endsWith(".gz")) {
        return Files.readString(path);
      }
      try (var unpacked = new GZIPInputStream(Files.newInputStream(path))) {
        return new String(unpacked.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
