package org.bilayer.tools.internal.plan;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.store.catalogue.CatalogueColumn;

/** How the database fills a column, as a call of the model language: where that is a constant, or the present time. */
final class Filling {

  /** What the catalogues write for the present time, with or without a precision. */
  private static final Pattern NOW = Pattern.compile(
      "\\(*(current_timestamp|now|localtimestamp|transaction_timestamp)\\)*(\\s*\\(\\d*\\))?\\)*",
      Pattern.CASE_INSENSITIVE);

  private static final Pattern QUOTED =
      Pattern.compile("'((?:[^']|'')*)'(?:::[\\w\"(), ]+)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern CAST =
      Pattern.compile("CAST\\((.*) AS [\\w(), ]+\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

  private static final String SAYS_NOW = "DatabaseValue.now()";

  private Filling() {}

  /**
   * What stands behind the column's constant.
   *
   * @return empty where the database does not fill the column, or the model cannot say how
   */
  static Optional<String> of(CatalogueColumn column, ColumnType type) {
    if (column.isComputed()) {
      return Optional.empty();
    }
    Optional<String> value = column.defaultText().flatMap(text -> value(text.strip(), type));
    if (column.onUpdate().isEmpty()) {
      return value.map(each -> ".withDefault(" + each + ")");
    }
    return isUpdatedToNow(column, type)
        ? Optional.of(".generatedAlways(" + SAYS_NOW + ")")
        : Optional.empty();
  }

  /** Whether each write stores the present time. */
  static boolean isUpdatedToNow(CatalogueColumn column, ColumnType type) {
    return isTime(type)
        && column.onUpdate().filter(Filling::isNow).isPresent()
        && column.defaultText().filter(Filling::isNow).isPresent();
  }

  private static Optional<String> value(String text, ColumnType type) {
    if (isTime(type)) {
      return isNow(text) ? Optional.of(SAYS_NOW) : Optional.empty();
    }
    return literal(unquoted(text), type).map(java -> "DatabaseValue.constant(" + java + ")");
  }

  private static boolean isTime(ColumnType type) {
    return type.type().equals("Instant") || type.type().equals("LocalDateTime");
  }

  private static boolean isNow(String text) {
    return NOW.matcher(text.strip()).matches();
  }

  /** The text of a constant without quotes and casts; as it is where it has none. */
  private static String unquoted(String text) {
    Matcher cast = CAST.matcher(text);
    String inner = cast.matches() ? cast.group(1) : text;
    Matcher quoted = QUOTED.matcher(inner);
    return quoted.matches() ? quoted.group(1).replace("''", "'") : inner;
  }

  private static Optional<String> literal(String value, ColumnType type) {
    return switch (type.type()) {
      case "short" -> whole(value).map(number -> "(short) " + number);
      case "int" -> whole(value).filter(Filling::isInt);
      case "long" -> whole(value).map(number -> number + "L");
      case "double" ->
        DECIMAL.matcher(value).matches()
            ? Optional.of(String.valueOf(Double.parseDouble(value)))
            : Optional.empty();
      case "BigDecimal" ->
        DECIMAL.matcher(value).matches() && new BigDecimal(value).scale() <= 2
            ? Optional.of("new BigDecimal(" + JavaWords.literal(value) + ")")
            : Optional.empty();
      case "boolean" -> truth(value);
      case "LocalDate" -> date(value);
      case "String" -> text(value, type);
      default -> Optional.empty();
    };
  }

  private static Optional<String> whole(String value) {
    return WHOLE.matcher(value).matches()
        ? Optional.of(String.valueOf(Long.parseLong(value)))
        : Optional.empty();
  }

  private static boolean isInt(String number) {
    long value = Long.parseLong(number);
    return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
  }

  private static Optional<String> truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1", "b'1'" -> Optional.of("true");
      case "false", "f", "0", "b'0'" -> Optional.of("false");
      default -> Optional.empty();
    };
  }

  private static Optional<String> date(String value) {
    try {
      return Optional.of(
          "LocalDate.parse(" + JavaWords.literal(LocalDate.parse(value).toString()) + ")");
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  /** A text in quotes; what has none is an expression. */
  private static Optional<String> text(String value, ColumnType type) {
    boolean isPlain = type.codec().startsWith("Codec.text(")
        && type.labels().isEmpty()
        && !value.endsWith(" ")
        && value.chars().allMatch(unit -> unit >= ' ' && unit < 0x7F && unit != '\\');
    return isPlain ? Optional.of(JavaWords.literal(value)) : Optional.empty();
  }
}
