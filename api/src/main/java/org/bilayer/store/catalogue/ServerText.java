package org.bilayer.store.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts of two schemas as a server writes them, without what differs although nothing does. */
final class ServerText {

  /*
   * A server keeps an expression with the casts that the column's type needed when the expression was written. A change of the
   * type leaves them: 'a'::character varying is the default of a column that is a text now. A cast of a literal or of a column
   * between types of text, and one of a number, changes no value. MariaDB keeps the character set of the connection in front of
   * literals.
   */

  private static final String TEXT_TYPES = "(?:text|character varying|varchar|bpchar|character)";

  private static final Pattern CAST_OF_LITERAL =
      Pattern.compile("('(?:[^']|'')*')::" + TEXT_TYPES + "(?:\\(\\d+\\))?(?:\\[\\])?");

  private static final Pattern CAST_OF_EXPRESSION =
      Pattern.compile("\\(((?:\"(?:[^\"]|\"\")+\"|\\w+))\\)::" + TEXT_TYPES + "(?:\\(\\d+\\))?");

  private static final Pattern CAST_OF_ARRAY =
      Pattern.compile("\\((ARRAY\\[[^\\[\\]]*\\])\\)::" + TEXT_TYPES + "\\[\\]");

  private static final Pattern CAST_OF_NUMBER = Pattern.compile(
      "\\(?'?(-?\\d+(?:\\.\\d+)?)'?\\)?::(?:smallint|integer|bigint|numeric)(?:\\(\\d+(?:,\\s?\\d+)?\\))?");

  private static final Pattern NUMBER_IN_PARENTHESES =
      Pattern.compile("\\((-?\\d+(?:\\.\\d+)?)\\)");

  private static final Pattern INTRODUCER = Pattern.compile("_utf8mb[34](?=\\\\?')");

  private static final Pattern NULL =
      Pattern.compile("\\(?NULL\\)?(?:::.+)?", Pattern.CASE_INSENSITIVE);

  private final Set<String> schemas;

  ServerText(String expected, String found) {
    this.schemas = Set.of(expected, found.equals(expected) ? "" : found);
  }

  boolean areSame(String expected, String found) {
    return expected.equals(found) || plain(expected).equals(plain(found));
  }

  boolean areSame(Optional<String> expected, Optional<String> found) {
    return expected.isPresent() == found.isPresent()
        && (expected.isEmpty() || areSame(expected.get(), found.get()));
  }

  /** A default; empty for one of NULL. */
  Optional<String> value(Optional<String> text) {
    return text.filter(written -> !NULL.matcher(written.strip()).matches());
  }

  /** Without the name of the schema, and without casts that change nothing. */
  String plain(String text) {
    String plain = text;
    for (String schema : schemas) {
      if (!schema.isEmpty()) {
        plain = plain
            .replace("\"" + schema + "\".", "")
            .replace("`" + schema + "`.", "")
            .replaceAll("(?<![\\w\"'])" + Pattern.quote(schema) + "\\.", "");
      }
    }
    plain = INTRODUCER.matcher(plain).replaceAll("");
    plain = CAST_OF_LITERAL.matcher(plain).replaceAll("$1");
    plain = CAST_OF_ARRAY.matcher(plain).replaceAll("$1");
    plain = CAST_OF_EXPRESSION.matcher(plain).replaceAll("$1");
    plain = CAST_OF_NUMBER.matcher(plain).replaceAll("$1");
    plain = NUMBER_IN_PARENTHESES.matcher(plain).replaceAll("$1");
    return plain.strip();
  }

  /** A type, whose letter case does not count outside of labels. */
  boolean areSameTypes(CatalogueType expected, CatalogueType found) {
    return expected.kind() == found.kind()
        && expected.values().equals(found.values())
        && (!expected.values().isEmpty()
            || plain(expected.text())
                .toLowerCase(Locale.ROOT)
                .equals(plain(found.text()).toLowerCase(Locale.ROOT)));
  }
}
