package org.bilayer.tools.internal.plan;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.tools.internal.plan.ColumnType.Choice;
import org.bilayer.tools.internal.profile.Fact;
import org.bilayer.tools.internal.profile.Product;
import org.bilayer.tools.internal.profile.TableProfile;

/** Chooses the codec of a column by what the column can hold, and by what its rows hold. Immutable. */
final class TypeChooser {

  private static final long TEXT_MAX = 10_000;
  private static final long LONG_TEXT_MAX = 2_000_000;
  private static final long BYTES_MAX = 65_000;
  private static final long LONG_BYTES_MAX = 8_000_000;
  private static final int DIGITS_MAX = 38;
  private static final int FIXED_MAX = 255;
  private static final int LABEL_MAX = 63;
  private static final int UUID_BYTES = 16;

  /** Below this length, text without a limit is read as text that people write into fields. */
  private static final long FIELD_MAX = 1_000;

  private final Product product;
  private final CatalogueColumn column;
  private final CatalogueType live;
  private final TableProfile rows;

  private TypeChooser(Product product, CatalogueColumn column, TableProfile rows) {
    this.product = product;
    this.column = column;
    this.live = column.type();
    this.rows = rows;
  }

  /** The codec of a column, or why there is none. */
  static Choice choose(Product product, CatalogueColumn column, TableProfile rows) {
    return new TypeChooser(product, column, rows).choose();
  }

  private Choice choose() {
    return switch (live.kind()) {
      case TEXT -> text();
      case FIXED_TEXT -> fixedText();
      case INTEGER -> Choice.of(integer());
      case DECIMAL -> decimal();
      case FLOAT -> floating();
      case BOOLEAN -> Choice.of(ColumnType.of("boolean", "Boolean", "Codec.bool()"));
      case DATE ->
        Choice.of(dated(ColumnType.imported("java.time.LocalDate", "Codec.localDate()")));
      case TIME -> time();
      case DATE_TIME ->
        Choice.of(dated(ColumnType.imported(
            "java.time.LocalDateTime", "Codec.localDateTime(" + fraction() + ")")));
      case INSTANT -> Choice.of(dated(instant()));
      case YEAR -> Choice.of(dated(int32(1_901, 2_155)));
      case UUID -> uuid();
      case BYTES -> bytes();
      case FIXED_BYTES -> fixedBytes();
      case BITS -> bits();
      case JSON ->
        Choice.of(ColumnType.of("String", "String", "Codec.document()").withoutEquality());
      case ENUM -> enumeration();
      case SET -> set();
      case ARRAY, OTHER, TIME_WITH_OFFSET -> Choice.none("no codec stores the type " + live.text());
    };
  }

  // --- text

  private Choice text() {
    long most = live.characters().orElse(Long.MAX_VALUE);
    if (most <= TEXT_MAX) {
      return Choice.of(
          ColumnType.of("String", "String", "Codec.text(" + number(most) + ")" + characterSet()));
    }
    OptionalLong longest = rows.measured(column.name(), Fact.CHARACTERS);
    boolean known = rows.rows() > 0;
    if (known && longest.orElse(0) <= FIELD_MAX) {
      return Choice.of(
          ColumnType.of("String", "String", "Codec.text(" + number(TEXT_MAX) + ")" + characterSet())
              .but("read as text of at most " + TEXT_MAX + " characters: the longest has "
                  + longest.orElse(0) + " (" + rows.extent() + "), the type " + live.text()
                  + " holds more"));
    }
    long length = Math.min(most, LONG_TEXT_MAX);
    return Choice.of(ColumnType.of(
            "String", "String", "Codec.longText(" + number(length) + ")" + characterSet())
        .withoutEquality()
        .but("long text: no condition and no order can use it; "
            + (longest.isPresent()
                ? "the longest has " + longest.getAsLong() + " characters (" + rows.extent() + ")"
                : "no row has a value")));
  }

  private String characterSet() {
    String name = column.collation().map(collation -> collation.characterSet()).orElse("");
    return switch (name) {
      case "latin1", "ascii", "utf8mb3" -> ".inCharacterSet(\"" + name + "\")";
      default -> "";
    };
  }

  private Choice fixedText() {
    long length = live.characters().orElse(1);
    return length <= FIXED_MAX
        ? Choice.of(ColumnType.of(
            "String", "String", "Codec.text(" + length + ")" + characterSet() + ".ofFixedLength()"))
        : Choice.none("no codec stores text that is padded to " + length + " characters");
  }

  private Choice enumeration() {
    if (live.values().isEmpty() || live.values().stream().anyMatch(TypeChooser::isNoLabel)) {
      return Choice.none("no codec stores the labels of " + live.text()
          + ": a label is empty, ends with a blank or has more than " + LABEL_MAX + " characters");
    }
    long unknown = rows.count(column.name(), Fact.NO_LABELS);
    ColumnType type = labels();
    if (product == Product.MARIADB
        && live.values().stream().anyMatch(label -> label.contains("?"))) {
      type =
          type.but("the catalogue shows a question mark for each character beyond the basic plane:"
              + " compare the labels with the rows");
    }
    return Choice.of(
        unknown == 0
            ? type
            : type.breaking(unknown
                + " rows hold the empty label that the server stores in place of an unknown one ("
                + rows.extent() + "), which cannot be read"));
  }

  /** An enumeration of Java where its constants can have the names of the labels; texts otherwise. */
  private ColumnType labels() {
    String name = product == Product.POSTGRESQL ? live.text().replace("\"", "") : column.name();
    String codec = "Codec.labels(" + JavaWords.literal(name) + ", List.of("
        + live.values().stream().map(JavaWords::literal).collect(Collectors.joining(", ")) + "))";
    Set<String> imports = Set.of("java.util.List");
    return live.values().stream().allMatch(TypeChooser::isConstant)
        ? new ColumnType(
            "%s",
            "%s", codec + ".as(%s::valueOf, %s::name)", imports, live.values(), true, List.of())
        : new ColumnType("String", "String", codec, imports, List.of(), true, List.of());
  }

  private static boolean isNoLabel(String label) {
    return label.isEmpty()
        || label.endsWith(" ")
        || label.codePointCount(0, label.length()) > LABEL_MAX;
  }

  private Choice set() {
    if (product == Product.POSTGRESQL
        || !live.values().stream().allMatch(TypeChooser::isConstant)) {
      return Choice.none("no codec stores " + live.text()
          + ": a label is no name that Java allows for a constant");
    }
    return Choice.of(new ColumnType(
        "Set<%s>",
        "Set<%s>",
        "Codec.enumSet(%s.class)",
        Set.of("java.util.Set"),
        live.values(),
        true,
        List.of()));
  }

  private static boolean isConstant(String label) {
    return SourceVersion.isIdentifier(label) && !JavaWords.isReserved(label);
  }

  // --- numbers

  private ColumnType integer() {
    if (product == Product.MARIADB && live.text().startsWith("tinyint(1)") && !live.isUnsigned()) {
      long others = rows.count(column.name(), Fact.NO_TRUTH);
      ColumnType truth = ColumnType.of("boolean", "Boolean", "Codec.bool()");
      if (rows.rows() == 0) {
        return truth.but(
            "read as a truth value although there is no row to tell whether it holds 0 and 1 only");
      }
      return others == 0
          ? truth
          : integer(Byte.SIZE)
              .but("a number and no truth value: " + others
                  + (others == 1 ? " row holds" : " rows hold") + " neither 0 nor 1 ("
                  + rows.extent() + ")");
    }
    return integer(live.bits());
  }

  private ColumnType integer(int bits) {
    boolean unsigned = live.isUnsigned();
    return switch (bits) {
      case 8 -> unsigned ? int32(0, 255) : int32(-128, 127);
      case 16 -> unsigned ? int32(0, 65_535) : int32(-32_768, 32_767);
      case 24 -> unsigned ? int32(0, 16_777_215) : int32(-8_388_608, 8_388_607);
      case 32 ->
        unsigned
            ? ColumnType.of("long", "Long", "Codec.int64(0, 4_294_967_295L)")
            : ColumnType.of("int", "Integer", "Codec.int32()");
      default ->
        unsigned
            ? ColumnType.imported("java.math.BigInteger", "Codec.unsignedInt64()")
            : ColumnType.of("long", "Long", "Codec.int64()");
    };
  }

  private static ColumnType int32(int least, int greatest) {
    return ColumnType.of(
        "int", "Integer", "Codec.int32(" + number(least) + ", " + number(greatest) + ")");
  }

  private Choice decimal() {
    if (live.precision().isEmpty()) {
      ColumnType free = ColumnType.imported("java.math.BigDecimal", "Codec.decimal()");
      long others = rows.count(column.name(), Fact.NO_NUMBERS);
      return Choice.of(
          others == 0
              ? free
              : free.breaking(others + " rows hold NaN or infinity (" + rows.extent()
                  + "), which cannot be read"));
    }
    int precision = live.precision().getAsInt();
    int scale = live.scale().orElse(0);
    if (precision > DIGITS_MAX || scale < 0 || scale > precision) {
      return Choice.none("no codec stores the type " + live.text() + ": decimals have at most "
          + DIGITS_MAX + " digits, with none before the first");
    }
    ColumnType type = ColumnType.imported(
        "java.math.BigDecimal", "Codec.decimal(" + precision + ", " + scale + ")");
    return Choice.of(type);
  }

  private Choice floating() {
    ColumnType type = ColumnType.of("double", "Double", "Codec.float64()").withoutEquality();
    long others = rows.count(column.name(), Fact.NO_NUMBERS);
    return Choice.of(
        others == 0
            ? type
            : type.breaking(others + " rows hold NaN or infinity (" + rows.extent()
                + "), which cannot be read"));
  }

  private Choice bits() {
    return live.bits() == 1 && product == Product.MARIADB
        ? Choice.of(ColumnType.of("boolean", "Boolean", "Codec.bool()"))
        : Choice.none("no codec stores the type " + live.text());
  }

  // --- times

  private Choice time() {
    return Choice.of(
        ColumnType.imported("java.time.LocalTime", "Codec.localTime(" + fraction() + ")"));
  }

  private ColumnType instant() {
    return ColumnType.imported(
        "java.time.Instant",
        product == Product.MARIADB
            ? "Codec.timestamp(" + fraction() + ")"
            : "Codec.instant(" + fraction() + ")");
  }

  private int fraction() {
    return Math.min(live.scale().orElse(0), 6);
  }

  private ColumnType dated(ColumnType type) {
    long zero = rows.count(column.name(), Fact.ZERO_DATES);
    long partial = rows.count(column.name(), Fact.PARTIAL_DATES);
    long endless = rows.count(column.name(), Fact.ENDLESS_TIMES);
    ColumnType remarked = type;
    if (zero > 0) {
      remarked = remarked.breaking(zero + (zero == 1 ? " row holds" : " rows hold")
          + " the date 0000-00-00 or the year 0000 (" + rows.extent() + "), which cannot be read");
    }
    if (partial > 0) {
      remarked = remarked.breaking(partial + (partial == 1 ? " row holds" : " rows hold")
          + " a date with month or day 0 (" + rows.extent() + "), which cannot be read");
    }
    if (endless > 0) {
      remarked = remarked.breaking(endless + (endless == 1 ? " row holds" : " rows hold")
          + " a time outside of the years 1 to 9999 (" + rows.extent() + "), which cannot be read");
    }
    return remarked;
  }

  // --- bytes

  private Choice uuid() {
    return product == Product.MARIADB
        ? Choice.none("no codec stores the type uuid of MariaDB; binary(16) is the one for UUIDs")
        : Choice.of(ColumnType.imported("java.util.UUID", "Codec.uuid()"));
  }

  private Choice bytes() {
    long most = live.bytes().orElse(Long.MAX_VALUE);
    if (most <= BYTES_MAX) {
      return Choice.of(ColumnType.of("byte[]", "byte[]", "Codec.bytes(" + number(most) + ")"));
    }
    OptionalLong longest = rows.measured(column.name(), Fact.BYTES);
    return Choice.of(ColumnType.of(
            "byte[]", "byte[]", "Codec.longBytes(" + number(Math.min(most, LONG_BYTES_MAX)) + ")")
        .withoutEquality()
        .but("long bytes: no condition and no order can use them; "
            + (longest.isPresent()
                ? "the longest have " + longest.getAsLong() + " bytes (" + rows.extent() + ")"
                : "no row has a value")));
  }

  private Choice fixedBytes() {
    long length = live.bytes().orElse(1);
    if (length > FIXED_MAX) {
      return Choice.none("no codec stores bytes that are padded to " + length);
    }
    ColumnType type =
        ColumnType.of("byte[]", "byte[]", "Codec.bytes(" + length + ").ofFixedLength()");
    return Choice.of(
        length == UUID_BYTES ? type.but("may be a UUID: then the codec is Codec.uuid()") : type);
  }

  private static String number(long value) {
    return value < 10_000 && value > -10_000
        ? Long.toString(value)
        : String.format(Locale.ROOT, "%,d", value).replace(',', '_');
  }
}
