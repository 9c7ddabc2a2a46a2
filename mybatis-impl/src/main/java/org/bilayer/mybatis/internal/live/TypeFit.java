package org.bilayer.mybatis.internal.live;

import java.util.Optional;
import org.bilayer.mybatis.internal.live.LiveType.Family;
import org.bilayer.store.SchemaDifference.Severity;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** Says whether a live column keeps the promise of a stored type. */
final class TypeFit {

  /*
   * The rule is that of refinement: memory may refuse more than the database, never less. A column that is too short,
   * rounds, folds or pads is breaking; one that would hold more than the model allows is noted, since only rows of
   * others can make use of it.
   */

  /** From this length on a model cannot say more, so that room beyond it is not worth a note. */
  private static final int TEXT_LENGTH_MAX = 10_000;

  private static final int BYTES_LENGTH_MAX = 65_000;

  /** Why a column does not fit. */
  record Misfit(Severity severity, String consequence) {}

  private final Catalogue catalogue;

  TypeFit(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Optional<Misfit> check(StoredType type, LiveType live) {
    return switch (type.kind()) {
      case TEXT, ENUM -> text(type, live);
      case DECIMAL -> decimal(type, live);
      case INT16, INT32, INT64 -> integer(type.kind(), live);
      case BOOLEAN -> exactly(Family.BOOLEAN, live);
      case DOUBLE -> exactly(Family.DOUBLE, live);
      case INSTANT -> fraction(catalogue.instants(), type, live);
      case LOCAL_DATE_TIME -> fraction(Family.DATE_TIME, type, live);
      case LOCAL_TIME -> fraction(Family.TIME, type, live);
      case LOCAL_DATE -> exactly(Family.DATE, live);
      case UUID -> exactly(Family.UUID, live);
      case BYTES -> bytes(type, live);
      case DOCUMENT -> document(live);
    };
  }

  private Optional<Misfit> text(StoredType type, LiveType live) {
    return switch (live.family()) {
      case TEXT -> textLength(type, live);
      // Names of constants are compared for equality only.
      case TEXT_BY_LANGUAGE ->
        type.kind() == Kind.ENUM
            ? textLength(type, live)
            : breaking("less, greater and sorted queries follow a language instead of code points;"
                + " give the column a collation by code point");
      case TEXT_FOLDED ->
        breaking("different values count as equal (letter case, accents or blanks at the end);"
            + " give the column a binary collation that does not pad");
      case TEXT_PADDED ->
        breaking("values are read with added blanks, or without their trailing blanks");
      case TEXT_NARROW ->
        breaking("some characters cannot be stored; convert the column to utf8mb4");
      default -> otherType();
    };
  }

  private Optional<Misfit> textLength(StoredType type, LiveType live) {
    if (live.length() < type.length()) {
      return breaking("only the database refuses longer values");
    }
    if (live.length() < catalogue.lengthFor(type.length())) {
      return breaking(
          "the length counts UTF-16 units, and only the database refuses values with many "
              + "characters beyond U+FFFF; double the length");
    }
    return live.length() > catalogue.lengthFor(type.length()) && live.length() < TEXT_LENGTH_MAX
        ? note("other applications can store longer values")
        : Optional.empty();
  }

  private static Optional<Misfit> decimal(StoredType type, LiveType live) {
    if (live.family() != Family.DECIMAL) {
      return otherType();
    }
    if (live.length() == LiveType.UNBOUNDED) {
      return note("other applications can store more digits");
    }
    if (live.scale() < type.scale()) {
      return breaking("the database rounds digits behind the point away");
    }
    if (live.length() - live.scale() < type.length() - type.scale()) {
      return breaking("only the database refuses greater values");
    }
    return live.length() > type.length() || live.scale() > type.scale()
        ? note("other applications can store more digits")
        : Optional.empty();
  }

  private static Optional<Misfit> integer(Kind kind, LiveType live) {
    int wanted = size(family(kind));
    int found = size(live.family());
    if (found == 0) {
      return otherType();
    }
    if (found < wanted) {
      return breaking("only the database refuses greater values");
    }
    return found > wanted ? note("other applications can store greater values") : Optional.empty();
  }

  private static Family family(Kind kind) {
    return switch (kind) {
      case INT16 -> Family.INT16;
      case INT32 -> Family.INT32;
      default -> Family.INT64;
    };
  }

  /** Bits, 0 for what is no integer. */
  private static int size(Family family) {
    return switch (family) {
      case INT16 -> 16;
      case INT32 -> 32;
      case INT64 -> 64;
      default -> 0;
    };
  }

  private static Optional<Misfit> fraction(Family family, StoredType type, LiveType live) {
    if (live.family() != family) {
      return otherType();
    }
    if (live.scale() < type.scale()) {
      return breaking("the database rounds or truncates the fraction of a second");
    }
    return live.scale() > type.scale()
        ? note("other applications can store finer times")
        : Optional.empty();
  }

  private static Optional<Misfit> bytes(StoredType type, LiveType live) {
    if (live.family() == Family.BYTES_PADDED || live.family() == Family.UUID) {
      return breaking("values are read with added zero bytes");
    }
    if (live.family() != Family.BYTES) {
      return otherType();
    }
    if (live.length() < type.length()) {
      return breaking("only the database refuses longer values");
    }
    return live.length() > type.length() && live.length() < BYTES_LENGTH_MAX
        ? note("other applications can store longer values")
        : Optional.empty();
  }

  private Optional<Misfit> document(LiveType live) {
    if (!catalogue.keepsDocumentsAsText()) {
      return exactly(Family.JSON, live);
    }
    if (!live.isText() || live.family() == Family.TEXT_PADDED) {
      return otherType();
    }
    if (live.family() == Family.TEXT_NARROW) {
      return breaking("some characters cannot be stored; convert the column to utf8mb4");
    }
    // Only longtext is beyond what a column of text is given.
    return live.length() < Integer.MAX_VALUE / 4
        ? breaking("only the database refuses longer documents")
        : Optional.empty();
  }

  private static Optional<Misfit> exactly(Family family, LiveType live) {
    return live.family() == family ? Optional.empty() : otherType();
  }

  private static Optional<Misfit> otherType() {
    return breaking("values are converted, refused, or read as other values");
  }

  private static Optional<Misfit> breaking(String consequence) {
    return Optional.of(new Misfit(Severity.BREAKING, consequence));
  }

  private static Optional<Misfit> note(String consequence) {
    return Optional.of(new Misfit(Severity.NOTE, consequence));
  }
}
