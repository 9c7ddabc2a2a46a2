package org.bilayer.mybatis.internal.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.store.catalogue.CatalogueType.Kind;

/** The types of H2, by what they hold. */
final class H2Types {

  /** What H2 has for a decimal without a precision. */
  private static final int DIGITS_MAX = 100_000;

  private H2Types() {}

  static CatalogueType type(ResultSet row, List<String> labels) throws SQLException {
    // With DATABASE_TO_LOWER even the names of types are in lower case.
    String name = row.getString("DATA_TYPE").toUpperCase(Locale.ROOT);
    long length = row.getLong("CHARACTER_MAXIMUM_LENGTH");
    int precision = row.getInt("NUMERIC_PRECISION");
    int scale = row.getInt("NUMERIC_SCALE");
    int fraction = row.getInt("DATETIME_PRECISION");
    Kind kind = kind(name);
    String text = switch (kind) {
      case TEXT, FIXED_TEXT, BYTES, FIXED_BYTES ->
        name.endsWith("LARGE OBJECT") ? name : name + "(" + length + ")";
      case DECIMAL ->
        name.equals("DECFLOAT")
            ? name + "(" + precision + ")"
            : name + "(" + precision + ", " + scale + ")";
      case INSTANT, TIME_WITH_OFFSET -> name.replaceFirst(" ", "(" + fraction + ") ");
      case DATE_TIME, TIME -> name + "(" + fraction + ")";
      case ENUM -> name + labels;
      default -> name;
    };
    CatalogueType.Builder type = CatalogueType.of(kind, text).values(labels);
    switch (kind) {
      case TEXT, FIXED_TEXT -> type.characters(length);
      case BYTES, FIXED_BYTES -> type.bytes(length);
      case INTEGER, FLOAT -> type.bits(bits(name));
      case DECIMAL -> {
        if (precision < DIGITS_MAX) {
          type.precision(precision);
        }
        if (!name.equals("DECFLOAT")) {
          type.scale(scale);
        }
      }
      case INSTANT, TIME_WITH_OFFSET, DATE_TIME, TIME -> type.scale(fraction);
      default -> {}
    }
    String domain = row.getString("DOMAIN_NAME");
    return domain == null ? type.build() : type.domain(domain).build();
  }

  static boolean isText(String dataType) {
    Kind kind = kind(dataType.toUpperCase(Locale.ROOT));
    return kind == Kind.TEXT || kind == Kind.FIXED_TEXT;
  }

  static boolean ignoresCase(String dataType) {
    return dataType.toUpperCase(Locale.ROOT).equals("VARCHAR_IGNORECASE");
  }

  private static Kind kind(String name) {
    return switch (name) {
      case "CHARACTER VARYING", "CHARACTER LARGE OBJECT", "VARCHAR_IGNORECASE" -> Kind.TEXT;
      case "CHARACTER" -> Kind.FIXED_TEXT;
      case "NUMERIC", "DECIMAL", "DECFLOAT" -> Kind.DECIMAL;
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> Kind.INTEGER;
      case "REAL", "DOUBLE PRECISION" -> Kind.FLOAT;
      case "BOOLEAN" -> Kind.BOOLEAN;
      case "TIMESTAMP WITH TIME ZONE" -> Kind.INSTANT;
      case "TIMESTAMP" -> Kind.DATE_TIME;
      case "TIME" -> Kind.TIME;
      case "TIME WITH TIME ZONE" -> Kind.TIME_WITH_OFFSET;
      case "DATE" -> Kind.DATE;
      case "UUID" -> Kind.UUID;
      case "BINARY VARYING", "BINARY LARGE OBJECT" -> Kind.BYTES;
      case "BINARY" -> Kind.FIXED_BYTES;
      case "JSON" -> Kind.JSON;
      case "ENUM" -> Kind.ENUM;
      case "ARRAY" -> Kind.ARRAY;
      default -> Kind.OTHER;
    };
  }

  private static int bits(String name) {
    return switch (name) {
      case "TINYINT" -> 8;
      case "SMALLINT" -> 16;
      case "INTEGER", "REAL" -> 32;
      default -> 64;
    };
  }
}
