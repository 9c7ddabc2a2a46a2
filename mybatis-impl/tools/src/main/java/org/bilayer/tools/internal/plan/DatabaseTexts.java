package org.bilayer.tools.internal.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.tools.internal.profile.Product;

/** Types that only the database has, and a text that each of them takes in the form in which the database shows it. */
final class DatabaseTexts {

  private static final Map<String, String> POSTGRESQL = Map.ofEntries(
      Map.entry("cidr", "10.0.0.0/8"),
      Map.entry("circle", "<(0,0),1>"),
      Map.entry("inet", "10.0.0.1"),
      Map.entry("interval", "1 day"),
      Map.entry("box", "(1,1),(0,0)"),
      Map.entry("line", "{1,0,0}"),
      Map.entry("lseg", "[(0,0),(1,1)]"),
      Map.entry("macaddr", "00:00:00:00:00:01"),
      Map.entry("macaddr8", "00:00:00:00:00:00:00:01"),
      Map.entry("path", "[(0,0),(1,1)]"),
      Map.entry("pg_lsn", "0/0"),
      Map.entry("point", "(0,0)"),
      Map.entry("polygon", "((0,0),(1,1))"),
      Map.entry("tsquery", "'a'"),
      Map.entry("xml", "<a/>"),
      Map.entry("daterange", "empty"),
      Map.entry("int4range", "empty"),
      Map.entry("int8range", "empty"),
      Map.entry("numrange", "empty"),
      Map.entry("tsrange", "empty"),
      Map.entry("tstzrange", "empty"));

  private static final Map<String, String> MARIADB =
      Map.of("inet4", "10.0.0.1", "inet6", "::1", "uuid", "00000000-0000-0000-0000-000000000001");

  /** The names of types in catalogues that differ from those that can be quoted. */
  private static final Map<String, String> INTERNAL = Map.ofEntries(
      Map.entry("bigint", "int8"),
      Map.entry("bit varying", "varbit"),
      Map.entry("boolean", "bool"),
      Map.entry("character varying", "varchar"),
      Map.entry("character", "bpchar"),
      Map.entry("double precision", "float8"),
      Map.entry("integer", "int4"),
      Map.entry("real", "float4"),
      Map.entry("smallint", "int2"),
      Map.entry("time with time zone", "timetz"),
      Map.entry("time without time zone", "time"),
      Map.entry("timestamp with time zone", "timestamptz"),
      Map.entry("timestamp without time zone", "timestamp"));

  private static final Set<String> OF_ARRAYS =
      Set.of("bytea", "date", "inet", "interval", "json", "jsonb", "numeric", "text", "uuid");

  private DatabaseTexts() {}

  /** The type of a column as text; empty where nothing is known about it. */
  static Optional<ColumnType> find(Product product, String written) {
    return switch (product) {
      case POSTGRESQL -> postgresql(written);
      case MARIADB -> Optional.ofNullable(MARIADB.get(written)).map(text -> type(written, text));
      case H2 -> Optional.empty();
    };
  }

  private static Optional<ColumnType> postgresql(String written) {
    String name = written.replaceAll("\\(.*?\\)", "").trim();
    if (name.endsWith("[]")) {
      String element = name.substring(0, name.length() - 2);
      String internal = INTERNAL.getOrDefault(element, element);
      return INTERNAL.containsKey(element) || OF_ARRAYS.contains(element)
          ? Optional.of(type("_" + internal, "{}"))
          : Optional.empty();
    }
    return switch (name) {
      case "time with time zone" -> Optional.of(type("timetz", "10:00:00+00"));
      case "bit varying" -> Optional.of(type("varbit", "1"));
      case "bit" -> Optional.of(type("bit", "0".repeat(length(written))));
      default -> Optional.ofNullable(POSTGRESQL.get(name)).map(text -> type(name, text));
    };
  }

  private static int length(String written) {
    String digits = written.replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 1 : Integer.parseInt(digits);
  }

  private static ColumnType type(String name, String text) {
    return new ColumnType(
            "String",
            "String",
            "Codec.databaseText(" + JavaWords.literal(name) + ", List.of(" + JavaWords.literal(text)
                + "))",
            Set.of("java.util.List"),
            List.of(),
            false,
            List.of())
        .but(
            "read and written as the text that the database shows: no condition and no order can use it");
  }
}
