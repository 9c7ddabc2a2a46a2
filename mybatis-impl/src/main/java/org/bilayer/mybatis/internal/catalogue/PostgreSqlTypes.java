package org.bilayer.mybatis.internal.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.store.catalogue.CatalogueType.Kind;

/** The types of PostgreSQL, by what they hold. */
final class PostgreSqlTypes {

  private static final int FRACTION_DIGITS = 6;

  private PostgreSqlTypes() {}

  static CatalogueType type(ResultSet row) throws SQLException {
    var name = new TypeName(row.getString("type"));
    CatalogueType.Builder type = CatalogueType.of(kind(name.base(), row), name.text());
    switch (name.base()) {
      case "character varying" -> {
        if (name.isSized()) {
          type.characters(name.length(0));
        }
      }
      case "character" -> type.characters(name.length(1));
      case "numeric" -> {
        if (name.isSized()) {
          type.precision(name.length(0)).scale(name.scale(0));
        }
      }
      case "smallint" -> type.bits(Short.SIZE);
      case "integer", "oid" -> type.bits(Integer.SIZE).unsigned(name.base().equals("oid"));
      case "bigint" -> type.bits(Long.SIZE);
      case "real" -> type.bits(Float.SIZE);
      case "double precision" -> type.bits(Double.SIZE);
      case "timestamp with time zone",
          "timestamp without time zone",
          "time without time zone",
          "time with time zone" -> type.scale(name.length(FRACTION_DIGITS));
      case "bit", "bit varying" -> type.bits(name.length(1));
      default -> type.values(CatalogueQuery.list(row, "labels"));
    }
    String domain = row.getString("domain");
    return domain == null ? type.build() : type.domain(domain).build();
  }

  private static Kind kind(String base, ResultSet row) throws SQLException {
    return switch (base) {
      case "character varying", "text", "citext", "name" -> Kind.TEXT;
      case "character" -> Kind.FIXED_TEXT;
      case "numeric" -> Kind.DECIMAL;
      case "smallint", "integer", "bigint", "oid" -> Kind.INTEGER;
      case "real", "double precision" -> Kind.FLOAT;
      case "boolean" -> Kind.BOOLEAN;
      case "timestamp with time zone" -> Kind.INSTANT;
      case "timestamp without time zone" -> Kind.DATE_TIME;
      case "time without time zone" -> Kind.TIME;
      case "time with time zone" -> Kind.TIME_WITH_OFFSET;
      case "date" -> Kind.DATE;
      case "uuid" -> Kind.UUID;
      case "bytea" -> Kind.BYTES;
      case "bit", "bit varying" -> Kind.BITS;
      case "json", "jsonb" -> Kind.JSON;
      default ->
        row.getString("kind").equals("e")
            ? Kind.ENUM
            : row.getString("category").equals("A") ? Kind.ARRAY : Kind.OTHER;
    };
  }
}
