package org.bilayer.tools.internal.profile;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueType;

/** What the schema does not tell about the columns of a table, as expressions over rows. Immutable. */
final class Questions {

  /** A shorter text is a type of the model, which needs no look at the rows. */
  private static final long TEXT_MAX = 10_000;

  private static final long BYTES_MAX = 65_000;

  /**
   * One expression.
   *
   * @param expression an aggregate in SQL that gives a whole number or NULL
   */
  record Question(String column, Fact fact, String expression) {}

  private final Product product;
  private final List<Question> all = new ArrayList<>();

  private Questions(Product product) {
    this.product = product;
  }

  /** Those about one table. */
  static List<Question> about(CatalogueTable table, Product product) {
    var questions = new Questions(product);
    table.columns().forEach(questions::column);
    return List.copyOf(questions.all);
  }

  private void column(CatalogueColumn column) {
    CatalogueType type = column.type();
    String name = product.quoted(column.name());
    switch (type.kind()) {
      case TEXT -> {
        if (type.characters().orElse(Long.MAX_VALUE) > TEXT_MAX) {
          ask(column, Fact.CHARACTERS, "MAX(CHAR_LENGTH(" + name + "))");
        }
      }
      case BYTES -> {
        if (type.bytes().orElse(Long.MAX_VALUE) > BYTES_MAX) {
          ask(column, Fact.BYTES, "MAX(OCTET_LENGTH(" + name + "))");
        }
      }
      case INTEGER -> integer(column, name);
      case DECIMAL -> {
        if (type.precision().isEmpty() && product == Product.POSTGRESQL) {
          String finite = "CASE WHEN " + name
              + " IN ('NaN', 'Infinity', '-Infinity') THEN NULL ELSE " + name + " END";
          ask(column, Fact.WHOLE_DIGITS, "MAX(length(trunc(abs(" + finite + "))::text))");
          ask(column, Fact.FRACTION_DIGITS, "MAX(scale(trim_scale(" + finite + ")))");
          count(column, Fact.NO_NUMBERS, name + " IN ('NaN', 'Infinity', '-Infinity')");
        }
      }
      case FLOAT -> {
        if (product == Product.POSTGRESQL) {
          count(column, Fact.NO_NUMBERS, name + " IN ('NaN', 'Infinity', '-Infinity')");
        }
      }
      case ENUM -> {
        if (product == Product.MARIADB) {
          count(column, Fact.NO_LABELS, name + " + 0 = 0");
        }
      }
      case DATE, DATE_TIME, INSTANT -> time(column, name);
      case YEAR -> count(column, Fact.ZERO_DATES, name + " = 0");
      default -> {}
    }
  }

  private void integer(CatalogueColumn column, String name) {
    CatalogueType type = column.type();
    if (product == Product.MARIADB && type.text().startsWith("tinyint(1)")) {
      count(column, Fact.NO_TRUTH, name + " NOT IN (0, 1)");
    }
    if (type.isUnsigned() && type.bits() == Long.SIZE) {
      count(column, Fact.ABOVE_LONG, name + " > " + Long.MAX_VALUE);
    }
    if (column.isNullable() && VersionNames.isOne(column.name())) {
      count(column, Fact.NULLS, name + " IS NULL");
    }
  }

  private void time(CatalogueColumn column, String name) {
    switch (product) {
      case MARIADB -> {
        String text = "CAST(" + name + " AS CHAR)";
        count(column, Fact.ZERO_DATES, text + " LIKE '0000-00-00%'");
        if (column.type().kind() != CatalogueType.Kind.INSTANT) {
          count(
              column,
              Fact.PARTIAL_DATES,
              text + " LIKE '____-00-%' AND " + text + " NOT LIKE '0000-00-00%' OR " + text
                  + " LIKE '____-__-00%' AND " + text + " NOT LIKE '0000-00-00%'");
        }
      }
      case POSTGRESQL ->
        count(
            column, Fact.ENDLESS_TIMES, name + " < '0001-01-01' OR " + name + " >= '10000-01-01'");
      case H2 -> {}
    }
  }

  private void count(CatalogueColumn column, Fact fact, String condition) {
    ask(column, fact, "SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END)");
  }

  private void ask(CatalogueColumn column, Fact fact, String expression) {
    all.add(new Question(column.name(), fact, expression));
  }
}
