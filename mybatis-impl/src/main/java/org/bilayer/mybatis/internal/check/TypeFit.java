package org.bilayer.mybatis.internal.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.bilayer.store.SchemaDifference.Severity;
import org.bilayer.store.catalogue.CatalogueCollation;
import org.bilayer.store.catalogue.CatalogueCollation.Comparison;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.value.StoredType;

/** Says whether a live column keeps the promise of a stored type. */
final class TypeFit {

  /*
   * Types are compared by what they hold. Memory may refuse more than the database, never less: a column that holds less,
   * rounds, folds or pads is breaking. A column that holds more is noted, since rows of others can make use of it; what the
   * create script writes is never noted for that, whatever the room.
   */

  private static final int UUID_BYTES = 16;
  private static final String OTHER_TYPE = "values are converted, refused, or read as other values";

  /** What MariaDB has for a column of documents: more than any other type of text. */
  private static final long DOCUMENT_BYTES = (1L << 32) - 1;

  /** What {@code year} holds beside 0. */
  private static final BigInteger FIRST_YEAR = BigInteger.valueOf(1901);

  private static final BigInteger LAST_YEAR = BigInteger.valueOf(2155);

  /** Why a column does not fit. */
  record Misfit(Severity severity, String consequence) {}

  private final ServerTypes server;

  /** Whether servers take zero dates without being asked for them. */
  private final boolean lenientDates;

  TypeFit(ServerTypes server, String sqlMode) {
    this.server = server;
    this.lenientDates = server == ServerTypes.MARIADB && !sqlMode.contains("STRICT_");
  }

  /**
   * The misfits of a column.
   *
   * @param created what the create script would write
   * @param inKey whether the column is part of the primary key
   */
  List<Misfit> check(StoredType type, CatalogueColumn live, String created, boolean inKey) {
    return new Column(type, live, created, inKey).check();
  }

  /** One column. */
  private final class Column {

    private final StoredType type;
    private final CatalogueColumn column;
    private final CatalogueType live;
    private final String created;
    private final boolean asCreated;
    private final boolean inKey;
    private final List<Misfit> misfits = new ArrayList<>();

    Column(StoredType type, CatalogueColumn column, String created, boolean inKey) {
      this.inKey = inKey;
      this.created = created;
      this.type = type;
      this.column = column;
      this.live = column.type();
      this.asCreated = plain(created).startsWith(written(live));
    }

    /** Without the width by which MariaDB shows an integer. */
    private static String written(CatalogueType live) {
      String text = plain(live.text());
      return live.kind() == CatalogueType.Kind.INTEGER ? text.replaceFirst("\\(\\d+\\)", "") : text;
    }

    private static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    List<Misfit> check() {
      switch (type.kind()) {
        case TEXT -> text();
        case ENUM -> constants();
        case DECIMAL -> decimal();
        case INT16, INT32, INT64 -> range(type.least(), type.greatest());
        case BOOLEAN -> truth();
        case DOUBLE -> floating();
        case INSTANT -> time(server.instants());
        case LOCAL_DATE_TIME -> time(CatalogueType.Kind.DATE_TIME);
        case LOCAL_TIME -> time(CatalogueType.Kind.TIME);
        case LOCAL_DATE -> {
          exactly(CatalogueType.Kind.DATE);
          zeroDates();
        }
        case UUID -> uuid();
        case BYTES -> bytes();
        case LONG_TEXT -> longText();
        case LONG_BYTES -> longBytes();
        case DOCUMENT -> document();
      }
      return misfits;
    }

    // --- text

    private void text() {
      switch (live.kind()) {
        case TEXT -> {
          collation();
          characters();
          length();
          if (type.isFixedLength() && !asCreated) {
            note(
                "a text with blanks at its end that others store is read without them, and found by no condition");
          }
        }
        case FIXED_TEXT -> {
          if (type.isFixedLength()) {
            collation();
            characters();
            length();
          } else {
            breaking(
                "values are read with added blanks, or without their trailing blanks" + otherKey());
          }
        }
        case ENUM, SET ->
          breaking(
              server.takesLabelsAsText()
                  ? "sorted queries and pages follow the position of the label instead of its text, so that pages lose"
                      + " rows, and a text that is no label is refused"
                  : "the database refuses text for it, so that every write and every condition fails");
        default -> breaking(OTHER_TYPE);
      }
    }

    /** Names of constants are compared for equality only, and end with no blank. */
    private void constants() {
      if (!type.labels().isEmpty()) {
        labels();
        return;
      }
      boolean text = live.kind() == CatalogueType.Kind.TEXT
          || (live.kind() == CatalogueType.Kind.FIXED_TEXT && server.trimsFixedText());
      if (text) {
        if (comparison() == Comparison.FOLDING) {
          note(
              "names of constants that differ only in letter case, accents or blanks at the end count as equal");
        }
        if (isNarrow()) {
          note(
              "a constant whose name has characters beyond the character set is refused by the database only");
        }
        length();
      } else if (live.kind() == CatalogueType.Kind.ENUM && server.takesLabelsAsText()) {
        note("a constant that is not among the labels " + live.values()
            + " is refused by the database only");
      } else {
        text();
      }
    }

    /** On PostgreSQL a value is cast to the type by its name; elsewhere a column of text will do. */
    private void labels() {
      if (live.kind() != CatalogueType.Kind.ENUM) {
        if (server == ServerTypes.POSTGRESQL || live.kind() != CatalogueType.Kind.TEXT) {
          breaking(OTHER_TYPE);
        } else {
          collation();
          characters();
          length();
        }
        return;
      }
      if (server == ServerTypes.POSTGRESQL && !isNamed()) {
        breaking("values are cast to another type, so that every write and every condition fails");
      }
      List<String> missing = type.labels().stream()
          .filter(label -> !live.values().contains(shown(label)))
          .toList();
      if (!missing.isEmpty()) {
        breaking("the labels " + missing + " are refused by the database only");
      }
      List<String> known = type.labels().stream().map(this::shown).toList();
      List<String> more =
          live.values().stream().filter(label -> !known.contains(label)).toList();
      if (!more.isEmpty()) {
        note("the labels " + more + " that others store cannot be read");
      }
    }

    /** A label as the catalogue shows it: MariaDB has a question mark for each character beyond the basic plane. */
    private String shown(String label) {
      return server == ServerTypes.MARIADB ? label.replaceAll("[^\\x{0}-\\x{FFFF}]", "?") : label;
    }

    /** Whether values are cast to the column's type. The server leaves out the schema that the search path finds. */
    private boolean isNamed() {
      String cast = created.replace("\"", "");
      String written = live.text().replace("\"", "");
      return cast.equals(written) || (written.indexOf('.') < 0 && cast.endsWith("." + written));
    }

    private Comparison comparison() {
      return column.collation().map(CatalogueCollation::comparison).orElse(Comparison.CODE_POINT);
    }

    private void collation() {
      switch (comparison()) {
        case CODE_POINT -> {}
        case LANGUAGE ->
          breaking("less, greater and sorted queries follow a language instead of code points;"
              + " give the column a collation by code point");
        case FOLDING ->
          breaking("different values count as equal (letter case, accents or blanks at the end)"
              + otherKey() + "; give the column a binary collation that does not pad");
      }
    }

    /** What it means for ids that the database takes another text for the same. */
    private String otherKey() {
      return inKey
          ? ", so that find by another form of an id is empty although conditions meet its row, and adding or upserting"
              + " that form violates the key"
          : "";
    }

    /** Whether the column's character set lacks some of the type's. */
    private boolean isNarrow() {
      String live = column.collation().map(CatalogueCollation::characterSet).orElse("");
      return switch (live) {
        case "", "utf8mb4" -> false;
        case "utf8mb3", "utf8" -> !type.isNarrow();
        case "latin1" ->
          !type.characterSet().equals("latin1") && !type.characterSet().equals("ascii");
        default -> !live.equals(type.characterSet());
      };
    }

    private void characters() {
      if (isNarrow()) {
        breaking(
            "some characters cannot be stored; convert the column to utf8mb4, or give the model's text the"
                + " column's character set");
      }
    }

    private void length() {
      long length = live.characters().orElse(Long.MAX_VALUE);
      if (length < type.length()) {
        breaking("only the database refuses longer values");
      } else if (length < server.lengthFor(type.length())) {
        breaking("the length counts UTF-16 units, so values with characters beyond U+FFFF may be"
            + " refused by the database only; double it");
      } else if (length > server.lengthFor(type.length()) && !asCreated) {
        note(
            "a longer value that others store can be read, but then an update of its row is refused");
      }
    }

    // --- numbers

    private void decimal() {
      int whole = type.length() - type.scale();
      if (type.isRanged()) {
        range(type.least(), type.greatest());
        return;
      }
      if (type.isUnbounded()) {
        if (live.kind() != CatalogueType.Kind.DECIMAL
            || live.precision().isPresent()
            || live.scale().isPresent()) {
          breaking("the database rounds values, or refuses them");
        }
        return;
      }
      if (live.kind() == CatalogueType.Kind.INTEGER && type.scale() == 0) {
        range(
            BigInteger.TEN.pow(whole).subtract(BigInteger.ONE).negate(),
            BigInteger.TEN.pow(whole).subtract(BigInteger.ONE));
        return;
      }
      if (live.kind() != CatalogueType.Kind.DECIMAL) {
        breaking(OTHER_TYPE);
        return;
      }
      unsigned();
      if (live.precision().isEmpty()) {
        note("a value with more digits that others store cannot be read");
        return;
      }
      int scale = live.scale().orElse(0);
      int precision = live.precision().getAsInt();
      if (scale < type.scale()) {
        breaking("the database rounds digits behind the point away");
      } else if (precision - scale < whole) {
        breaking("only the database refuses greater values");
      } else if (precision > type.length() || scale > type.scale()) {
        note("a value with more digits that others store cannot be read");
      }
    }

    /** Compares the range of a model with that of the column. */
    private void range(BigInteger least, BigInteger greatest) {
      BigInteger liveLeast;
      BigInteger liveGreatest;
      if (live.kind() == CatalogueType.Kind.INTEGER) {
        liveLeast = live.least().orElseThrow();
        liveGreatest = live.greatest().orElseThrow();
      } else if (live.kind() == CatalogueType.Kind.DECIMAL
          && live.scale().equals(OptionalInt.of(0))) {
        liveGreatest = BigInteger.TEN.pow(live.precision().orElseThrow()).subtract(BigInteger.ONE);
        liveLeast = live.isUnsigned() ? BigInteger.ZERO : liveGreatest.negate();
      } else if (live.kind() == CatalogueType.Kind.YEAR) {
        if (least.compareTo(FIRST_YEAR) >= 0 && greatest.compareTo(LAST_YEAR) <= 0) {
          note("the year 0 that others store cannot be read");
        } else {
          breaking(
              "numbers other than 0 and the years 1901 to 2155 are refused by the database only");
        }
        return;
      } else {
        breaking(OTHER_TYPE);
        return;
      }
      if (liveGreatest.compareTo(greatest) < 0) {
        breaking("only the database refuses greater values");
      } else if (liveGreatest.compareTo(greatest) > 0 && !asCreated) {
        note("a greater value that others store cannot be read");
      }
      if (liveLeast.compareTo(least) > 0) {
        breaking(
            liveLeast.signum() == 0
                ? "negative values are refused by the database only"
                : "lesser values are refused by the database only");
      } else if (liveLeast.compareTo(least) < 0
          && liveGreatest.compareTo(greatest) <= 0
          && !asCreated) {
        note("a lesser value that others store cannot be read");
      }
    }

    private void unsigned() {
      if (live.isUnsigned()) {
        breaking("negative values are refused by the database only");
      }
    }

    private void floating() {
      if (live.kind() != CatalogueType.Kind.FLOAT) {
        breaking(OTHER_TYPE);
        return;
      }
      unsigned();
      if (live.bits() < Double.SIZE || live.scale().isPresent()) {
        breaking(
            "values are rounded, so that a value comes back as another, and pages sorted by it repeat and lose rows");
      }
    }

    private void truth() {
      if (!server.keepsTruthAsNumber()) {
        exactly(CatalogueType.Kind.BOOLEAN);
      } else if (live.kind() == CatalogueType.Kind.INTEGER) {
        note("a number other than 0 and 1 that others store cannot be read");
      } else if (live.kind() != CatalogueType.Kind.BITS || live.bits() != 1) {
        breaking(OTHER_TYPE);
      }
    }

    // --- times

    private void time(CatalogueType.Kind wanted) {
      boolean ends = server == ServerTypes.MARIADB && live.kind() == CatalogueType.Kind.INSTANT;
      if (type.isRanged() && !asCreated && !ends) {
        note("a time outside of the type's range that others store cannot be read");
      }
      if (ends && !type.isRanged()) {
        breaking(
            type.kind() == StoredType.Kind.INSTANT
                ? "times before 1970, and times after the end of the type in 2038 or 2106, are refused by the database"
                    + " only"
                : "values move with the time zone of the session, and times outside of the type's range are refused");
      } else if (live.kind() != wanted && !ends) {
        breaking(OTHER_TYPE);
        return;
      }
      int digits = live.scale().orElse(0);
      if (digits < type.scale()) {
        breaking("the database rounds or truncates the fraction of a second");
      } else if (digits > type.scale()) {
        note(
            "a finer time that others store is found by no condition with the value that was read, and an update of a row"
                + " with such a time in its key finds no row");
      }
      if (wanted != CatalogueType.Kind.TIME) {
        zeroDates();
      }
    }

    private void zeroDates() {
      boolean byDefault =
          column.defaultText().map(text -> text.contains("0000-00-00")).orElse(false);
      if (server == ServerTypes.MARIADB && (byDefault || lenientDates)) {
        note("a zero date, or a date with a zero month or day, that others store cannot be read");
      }
    }

    // --- bytes

    private void uuid() {
      boolean fits = server == ServerTypes.MARIADB
          ? live.kind() == CatalogueType.Kind.FIXED_BYTES && live.bytes().orElse(0) == UUID_BYTES
          : live.kind() == CatalogueType.Kind.UUID;
      if (!fits) {
        breaking(OTHER_TYPE);
      }
    }

    private void bytes() {
      if (live.kind() == CatalogueType.Kind.FIXED_BYTES) {
        if (!type.isFixedLength() || live.bytes().orElse(0) != type.length()) {
          breaking("values are read with added zero bytes");
        }
        return;
      }
      if (live.kind() != CatalogueType.Kind.BYTES) {
        breaking(OTHER_TYPE);
        return;
      }
      long length = live.bytes().orElse(Long.MAX_VALUE);
      if (length < type.length()) {
        breaking("only the database refuses longer values");
      } else if (length > type.length() && !asCreated) {
        note(
            "a longer value that others store can be read, but then an update of its row is refused");
      }
    }

    private void longText() {
      if (live.kind() != CatalogueType.Kind.TEXT) {
        breaking(OTHER_TYPE);
        return;
      }
      characters();
      length();
    }

    private void longBytes() {
      if (live.kind() != CatalogueType.Kind.BYTES) {
        breaking(OTHER_TYPE);
        return;
      }
      bytes();
    }

    private void document() {
      if (!server.keepsDocumentsAsText()) {
        exactly(CatalogueType.Kind.JSON);
      } else if (live.kind() != CatalogueType.Kind.TEXT) {
        breaking(OTHER_TYPE);
      } else {
        characters();
        if (live.bytes().orElse(0) < DOCUMENT_BYTES) {
          breaking("only the database refuses longer documents");
        }
      }
    }

    private void exactly(CatalogueType.Kind wanted) {
      if (live.kind() != wanted) {
        breaking(OTHER_TYPE);
      }
    }

    private void breaking(String consequence) {
      misfits.add(new Misfit(Severity.BREAKING, consequence));
    }

    private void note(String consequence) {
      misfits.add(new Misfit(Severity.NOTE, consequence));
    }
  }
}
