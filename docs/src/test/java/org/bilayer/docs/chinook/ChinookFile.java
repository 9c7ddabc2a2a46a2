package org.bilayer.docs.chinook;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bilayer.docs.Repository;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The sample database as its file has it: tables of rows of plain values. The file stays outside the repository, in the
 * folder {@code ../shared/data} beside it. Where the file is absent, {@link GeneratedChinook} takes its place.
 *
 * <p>The file says empty text where the database it was made from has null; here it is null again.
 */
final class ChinookFile {

  private static final String FILE = "../shared/data/chinook.json";

  /** The system property that generates the rows although the file is there. */
  private static final String GENERATED = "bilayer.chinook.generated";

  private final Map<String, List<Row>> tables;

  ChinookFile(Map<String, List<Row>> tables) {
    this.tables = tables;
  }

  /** A row of the file. */
  record Row(Map<String, @Nullable Object> values) {

    private @Nullable Object value(String column) {
      if (!values.containsKey(column)) {
        throw new IllegalArgumentException("The row has no " + column + ": " + values);
      }
      return values.get(column);
    }

    /** A number that is always there. */
    int number(String column) {
      return (Integer) value(column);
    }

    /** A number, or null. */
    @Nullable
    Integer numberOrNull(String column) {
      return (Integer) value(column);
    }

    /** An amount of money. */
    BigDecimal money(String column) {
      return ((BigDecimal) value(column)).setScale(2);
    }

    /** A text that is always there. */
    String text(String column) {
      String text = textOrNull(column);
      if (text == null) {
        throw new IllegalArgumentException("The row has no text in " + column + ": " + values);
      }
      return text;
    }

    /** A text, or null. */
    @Nullable
    String textOrNull(String column) {
      return (String) value(column);
    }

    /** A point in time. */
    LocalDateTime time(String column) {
      return LocalDateTime.parse(text(column));
    }
  }

  /**
   * Reads the file; generates rows where it is absent.
   *
   * @throws AssertionFailedError if the file is absent where it is required: in CI
   */
  static ChinookFile readOrGenerate() {
    if (Boolean.getBoolean(GENERATED)) {
      return GeneratedChinook.generate();
    }
    Optional<Path> file = locate(Repository.root(), System::getenv);
    if (file.isEmpty()) {
      return GeneratedChinook.generate();
    }
    try {
      return read(file.get());
    } catch (IOException e) {
      throw new AssertionFailedError("The sample database cannot be read.", e);
    }
  }

  /**
   * The file of the sample database, if it is there.
   *
   * @throws AssertionFailedError as {@link #readOrGenerate}
   */
  static Optional<Path> locate(Path root, UnaryOperator<@Nullable String> environment) {
    Path file = root.resolve(FILE).normalize();
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    if ("true".equalsIgnoreCase(environment.apply("CI"))
        || environment.apply("BILAYER_DATABASES_REQUIRED") != null) {
      throw new AssertionFailedError("The sample database is not there [file=" + file
          + "]. Put the folder shared/data beside the checkout. It is required in CI.");
    }
    return Optional.empty();
  }

  /** Reads a file of this form: UTF-8, with or without a byte order mark. */
  static ChinookFile read(Path file) throws IOException {
    var tables = new LinkedHashMap<String, List<Row>>();
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
      expect(json, JsonToken.START_OBJECT);
      for (String table = json.nextName(); table != null; table = json.nextName()) {
        expect(json, JsonToken.START_ARRAY);
        var rows = new ArrayList<Row>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
          rows.add(row(json));
        }
        tables.put(table, List.copyOf(rows));
      }
    }
    return new ChinookFile(tables);
  }

  private static Row row(JsonParser json) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (String column = json.nextName(); column != null; column = json.nextName()) {
      values.put(
          column,
          switch (json.nextToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getString().isEmpty() ? null : json.getString();
            case VALUE_NUMBER_INT -> json.getIntValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            default ->
              throw new IllegalArgumentException("Not a plain value at " + json.currentLocation());
          });
    }
    return new Row(values);
  }

  private static void expect(JsonParser json, JsonToken token) {
    if (json.nextToken() != token) {
      throw new IllegalArgumentException("Expected " + token + " at " + json.currentLocation());
    }
  }

  /** The names of the tables, in the file's order. */
  List<String> tables() {
    return List.copyOf(tables.keySet());
  }

  /** The rows of a table, in the file's order. */
  List<Row> rows(String table) {
    List<Row> rows = tables.get(table);
    if (rows == null) {
      throw new IllegalArgumentException("No table " + table + "; there are " + tables.keySet());
    }
    return rows;
  }

  /** The rows of a table by a number that is different in each. */
  Map<Integer, Row> byNumber(String table, String column) {
    return rows(table).stream().collect(toMap(row -> row.number(column), row -> row));
  }

  /** How many rows all tables have. */
  int size() {
    return tables.values().stream().mapToInt(List::size).sum();
  }
}
