package org.bilayer.mybatis.internal.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.store.catalogue.CatalogueType.Kind;

/** The types of MariaDB, by what they hold. */
final class MariaDbTypes {

  private MariaDbTypes() {}

  static CatalogueType type(ResultSet row) throws SQLException {
    String base = row.getString("data_type");
    String text = row.getString("column_type");
    Kind kind = kind(base);
    CatalogueType.Builder type = CatalogueType.of(kind, text)
        .unsigned(text.contains("unsigned") || text.contains("zerofill"));
    switch (kind) {
      case TEXT, FIXED_TEXT -> {
        // The length of long text counts bytes; the least number of characters that they hold
        // depends on the characters.
        long bytes = row.getLong("character_octet_length");
        long length = row.getLong("character_maximum_length");
        type.bytes(bytes)
            .characters(
                base.endsWith("text")
                    ? bytes / width(row.getString("character_set_name"))
                    : length);
      }
      case BYTES, FIXED_BYTES -> type.bytes(row.getLong("character_maximum_length"));
      case INTEGER -> type.bits(bits(base));
      case DECIMAL ->
        type.precision(row.getInt("numeric_precision")).scale(row.getInt("numeric_scale"));
      case FLOAT -> {
        type.bits(base.equals("float") ? Float.SIZE : Double.SIZE);
        Long scale = CatalogueQuery.number(row, "numeric_scale");
        if (scale != null) {
          type.precision(row.getInt("numeric_precision")).scale(scale.intValue());
        }
      }
      case TIME, DATE_TIME, INSTANT -> type.scale(row.getInt("datetime_precision"));
      case BITS -> type.bits(new TypeName(text).length(1));
      case ENUM, SET -> type.values(labels(text));
      default -> {}
    }
    return type.build();
  }

  private static Kind kind(String base) {
    return switch (base) {
      case "varchar", "tinytext", "text", "mediumtext", "longtext" -> Kind.TEXT;
      case "char" -> Kind.FIXED_TEXT;
      case "decimal" -> Kind.DECIMAL;
      case "tinyint", "smallint", "mediumint", "int", "bigint" -> Kind.INTEGER;
      case "float", "double" -> Kind.FLOAT;
      case "datetime" -> Kind.DATE_TIME;
      case "timestamp" -> Kind.INSTANT;
      case "time" -> Kind.TIME;
      case "date" -> Kind.DATE;
      case "year" -> Kind.YEAR;
      case "bit" -> Kind.BITS;
      case "uuid" -> Kind.UUID;
      case "binary" -> Kind.FIXED_BYTES;
      case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Kind.BYTES;
      case "enum" -> Kind.ENUM;
      case "set" -> Kind.SET;
      default -> Kind.OTHER;
    };
  }

  private static int bits(String base) {
    return switch (base) {
      case "tinyint" -> 8;
      case "smallint" -> 16;
      case "mediumint" -> 24;
      case "int" -> 32;
      default -> 64;
    };
  }

  /** Most bytes of a character. */
  private static int width(String characterSet) {
    return switch (characterSet) {
      case "utf8mb4", "utf16", "utf16le", "utf32" -> 4;
      case "utf8mb3", "utf8", "ujis", "eucjpms" -> 3;
      case "ucs2", "big5", "gb2312", "gbk", "sjis", "cp932", "euckr" -> 2;
      default -> 1;
    };
  }

  /**
   * The labels of {@code enum('a','it''s','b\\c')}. The server writes a backslash twice, and a question mark for each character
   * beyond the basic plane.
   */
  private static List<String> labels(String text) {
    var labels = new ArrayList<String>();
    var label = new StringBuilder();
    boolean inside = false;
    for (int i = text.indexOf('(') + 1; i < text.length() - 1; i++) {
      char at = text.charAt(i);
      if (at != '\'') {
        if (inside) {
          label.append(at);
          i += at == '\\' && text.charAt(i + 1) == '\\' ? 1 : 0;
        }
      } else if (inside && text.charAt(i + 1) == '\'') {
        label.append(at);
        i++;
      } else {
        if (inside) {
          labels.add(label.toString());
          label.setLength(0);
        }
        inside = !inside;
      }
    }
    return labels;
  }
}
