package org.bilayer.tools.internal.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.store.catalogue.CatalogueCollation;
import org.bilayer.store.catalogue.CatalogueType;

/**
 * Turns the condition of a check into a condition of the model: comparisons of columns with each other and with literals, lists of
 * values, ranges, NULL, and their conjunctions. Everything else has no translation. One thread.
 */
final class CheckTranslator {

  /*
   * Both sides know unknown: a check holds unless its condition is false. So a translation of a part by part is exact. A
   * comparison of text is translated only where the database compares by code point.
   */

  private static final Pattern TOKEN = Pattern.compile(
      "\\s*(?:(?<quoted>'(?:[^']|'')*')|(?<name>\"(?:[^\"]|\"\")+\"|`[^`]+`)"
          + "|(?<number>-?\\d+(?:\\.\\d+)?)|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)|(?<sign>::|<>|!=|<=|>=|[<>=()\\[\\],]))");

  /** Casts that PostgreSQL writes and that do not change what is compared. */
  private static final Set<String> CASTS = Set.of(
      "numeric",
      "text",
      "bigint",
      "integer",
      "smallint",
      "date",
      "double",
      "precision",
      "character",
      "varying",
      "bpchar");

  private static final Map<String, String> SWAPPED =
      Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "=", "=", "<>", "<>");
  private static final Map<String, String> METHODS =
      Map.of("<", "lt", "<=", "le", ">", "gt", ">=", "ge", "=", "eq", "<>", "ne");

  private final Map<String, MemberPlan> members;
  private final boolean ignoresCase;
  private final List<String> tokens;
  private int at;

  private CheckTranslator(
      Map<String, MemberPlan> members, boolean ignoresCase, List<String> tokens) {
    this.members = members;
    this.ignoresCase = ignoresCase;
    this.tokens = tokens;
  }

  /**
   * The expression of a check.
   *
   * @param members by the names of their columns
   * @param ignoresCase whether names of columns are the same in another letter case
   */
  static Optional<String> translate(
      String text, Map<String, MemberPlan> members, boolean ignoresCase) {
    String condition = text.strip();
    if (condition.regionMatches(true, 0, "CHECK", 0, 5)) {
      condition = condition.substring(5);
    }
    return tokens(condition).flatMap(tokens -> {
      var translator = new CheckTranslator(members, ignoresCase, tokens);
      try {
        String expression = translator.or();
        return translator.at == tokens.size() ? Optional.of(expression) : Optional.empty();
      } catch (Untranslatable e) {
        return Optional.empty();
      }
    });
  }

  private static Optional<List<String>> tokens(String text) {
    var tokens = new ArrayList<String>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    return text.substring(end).isBlank() ? Optional.of(tokens) : Optional.empty();
  }

  // --- conditions

  private String or() {
    String left = and();
    while (taken("OR")) {
      left = left + ".or(" + and() + ")";
    }
    return left;
  }

  private String and() {
    String left = condition();
    while (taken("AND")) {
      left = left + ".and(" + condition() + ")";
    }
    return left;
  }

  private String condition() {
    int start = at;
    if (taken("(")) {
      try {
        String inner = or();
        require(")");
        if (isEnd()) {
          return inner;
        }
      } catch (Untranslatable e) {
        // Perhaps the parenthesis is that of an operand.
      }
      at = start;
    }
    return comparison();
  }

  /** Whether a whole condition ends here. */
  private boolean isEnd() {
    return at == tokens.size() || is("AND") || is("OR") || is(")");
  }

  private String comparison() {
    Operand left = operand();
    if (taken("IS")) {
      boolean not = taken("NOT");
      require("NULL");
      return column(left).constant() + (not ? ".isNotNull()" : ".isNull()");
    }
    if (taken("IN")) {
      require("(");
      return in(column(left), list(")"));
    }
    if (taken("BETWEEN")) {
      MemberPlan member = ordered(column(left));
      String from = value(member, operand());
      require("AND");
      return member.constant() + ".between(" + from + ", " + value(member, operand()) + ")";
    }
    String sign = tokens.get(next());
    sign = sign.equals("!=") ? "<>" : sign;
    if (!METHODS.containsKey(sign)) {
      throw new Untranslatable();
    }
    if (sign.equals("=") && taken("ANY")) {
      return in(column(left), array());
    }
    Operand right = operand();
    return left.member().isPresent()
        ? compared(left.member().get(), sign, right)
        : compared(column(right), SWAPPED.getOrDefault(sign, sign), left);
  }

  private String compared(MemberPlan left, String sign, Operand right) {
    MemberPlan member = sign.equals("=") || sign.equals("<>") ? comparable(left) : ordered(left);
    String argument = right.member().isPresent()
        ? sameType(member, right.member().get()).constant()
        : value(member, right);
    return member.constant() + "." + METHODS.get(sign) + "(" + argument + ")";
  }

  private String in(MemberPlan left, List<Operand> values) {
    MemberPlan member = comparable(left);
    return member.constant() + ".in(List.of("
        + String.join(", ", values.stream().map(each -> value(member, each)).toList()) + "))";
  }

  /** The values of {@code ANY ((ARRAY['a'::text])::text[])}. */
  private List<Operand> array() {
    require("(");
    int open = 0;
    while (taken("(")) {
      open++;
    }
    require("ARRAY");
    require("[");
    List<Operand> values = list("]");
    for (; open > 0; open--) {
      require(")");
      casts();
    }
    require(")");
    return values;
  }

  private List<Operand> list(String end) {
    var values = new ArrayList<Operand>();
    do {
      values.add(operand());
    } while (taken(","));
    require(end);
    return values;
  }

  // --- operands

  /** A column, or the text of a literal. */
  private record Operand(Optional<MemberPlan> member, String literal) {}

  private Operand operand() {
    if (taken("(")) {
      Operand inner = operand();
      require(")");
      if (inner.member().isEmpty()) {
        casts();
      } else if (is("::")) {
        requireHarmless(inner.member().get());
      }
      return inner;
    }
    String token = tokens.get(next());
    char first = token.charAt(0);
    if (first == '\'') {
      casts();
      return new Operand(
          Optional.empty(), token.substring(1, token.length() - 1).replace("''", "'"));
    }
    if (Character.isDigit(first) || first == '-') {
      casts();
      return new Operand(Optional.empty(), token);
    }
    boolean quoted = first == '"' || first == '`';
    if (!quoted && !Character.isLetter(first) && first != '_') {
      throw new Untranslatable();
    }
    String name = quoted ? token.substring(1, token.length() - 1).replace("\"\"", "\"") : token;
    MemberPlan member = members.entrySet().stream()
        .filter(each ->
            ignoresCase ? each.getKey().equalsIgnoreCase(name) : each.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(Untranslatable::new);
    if (is("::")) {
      requireHarmless(member);
    }
    return new Operand(Optional.of(member), "");
  }

  /** A cast of text to text, or of a number to a number without limits. */
  private void requireHarmless(MemberPlan member) {
    require("::");
    require(member.boxed().equals("String") ? "text" : "numeric");
    if (is("[") || member.boxed().equals("LocalDate")) {
      throw new Untranslatable();
    }
  }

  private void casts() {
    while (taken("::")) {
      if (!CASTS.contains(tokens.get(next()).toLowerCase(Locale.ROOT))) {
        throw new Untranslatable();
      }
      while (at < tokens.size() && CASTS.contains(tokens.get(at).toLowerCase(Locale.ROOT))) {
        at++;
      }
      if (taken("[")) {
        require("]");
      }
    }
  }

  private static MemberPlan column(Operand operand) {
    return operand.member().orElseThrow(Untranslatable::new);
  }

  private static MemberPlan comparable(MemberPlan member) {
    boolean exact = member.equality()
        && member.enumeration().isEmpty()
        && member.column().type().kind() != CatalogueType.Kind.FIXED_TEXT
        && comparison(member) != CatalogueCollation.Comparison.FOLDING;
    if (!exact) {
      throw new Untranslatable();
    }
    return member;
  }

  private static MemberPlan ordered(MemberPlan member) {
    boolean byCodePoint = comparison(member) == CatalogueCollation.Comparison.CODE_POINT;
    if (member.boxed().equals("Boolean") || !byCodePoint) {
      throw new Untranslatable();
    }
    return member.boxed().equals("Double") ? member : comparable(member);
  }

  private static CatalogueCollation.Comparison comparison(MemberPlan member) {
    return member
        .column()
        .collation()
        .map(CatalogueCollation::comparison)
        .orElse(CatalogueCollation.Comparison.CODE_POINT);
  }

  private static MemberPlan sameType(MemberPlan left, MemberPlan right) {
    if (!left.boxed().equals(right.boxed())) {
      throw new Untranslatable();
    }
    return comparable(right);
  }

  // --- literals

  private static String value(MemberPlan member, Operand operand) {
    if (operand.member().isPresent()) {
      throw new Untranslatable();
    }
    String literal = operand.literal();
    try {
      return switch (member.boxed()) {
        case "Integer" -> Integer.toString(whole(member, literal).intValueExact());
        case "Long" -> whole(member, literal).longValueExact() + "L";
        case "BigDecimal" -> "new BigDecimal(\"" + decimal(member, literal).toPlainString() + "\")";
        case "Double" -> Double.toString(Double.parseDouble(literal));
        case "LocalDate" -> "LocalDate.parse(\"" + LocalDate.parse(literal) + "\")";
        case "String" -> quoted(member, literal);
        default -> throw new Untranslatable();
      };
    } catch (ArithmeticException | NumberFormatException | DateTimeParseException e) {
      throw new Untranslatable();
    }
  }

  /** A number that the column can have: the model refuses others. */
  private static BigInteger whole(MemberPlan member, String literal) {
    BigInteger number = new BigDecimal(literal).toBigIntegerExact();
    CatalogueType type = member.column().type();
    if (type.least().filter(least -> least.compareTo(number) > 0).isPresent()
        || type.greatest().filter(greatest -> greatest.compareTo(number) < 0).isPresent()) {
      throw new Untranslatable();
    }
    return number;
  }

  private static BigDecimal decimal(MemberPlan member, String literal) {
    BigDecimal number = new BigDecimal(literal);
    CatalogueType type = member.column().type();
    if (type.precision().isPresent()) {
      int scale = type.scale().orElse(0);
      int whole = number.precision() - number.scale();
      if (number.scale() > scale
          || (number.signum() != 0 && whole > type.precision().getAsInt() - scale)) {
        throw new Untranslatable();
      }
    }
    return number;
  }

  private static String quoted(MemberPlan member, String text) {
    if (text.length() > member.column().type().characters().orElse(Long.MAX_VALUE)) {
      throw new Untranslatable();
    }
    boolean plain = text.chars().allMatch(at -> at >= ' ' && at < 127 && at != '"' && at != '\\');
    if (!plain) {
      throw new Untranslatable();
    }
    return "\"" + text + "\"";
  }

  // --- tokens

  private int next() {
    if (at == tokens.size()) {
      throw new Untranslatable();
    }
    return at++;
  }

  private boolean is(String token) {
    return at < tokens.size() && tokens.get(at).equalsIgnoreCase(token);
  }

  private boolean taken(String token) {
    if (is(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void require(String token) {
    if (!taken(token)) {
      throw new Untranslatable();
    }
  }

  /** A condition that the model does not say. */
  private static final class Untranslatable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Untranslatable() {
      super("no translation", null, false, false);
    }
  }
}
