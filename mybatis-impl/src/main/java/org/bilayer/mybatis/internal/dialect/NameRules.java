package org.bilayer.mybatis.internal.dialect;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;

/**
 * Which names a database takes.
 *
 * @param product the database, for messages
 * @param lengthMax the longest name
 * @param countsBytes whether the limit counts bytes of UTF-8; otherwise it counts characters
 * @param mySql whether names have no character above U+FFFF and no blank at the end, and no key is called PRIMARY
 * @param foldsTables whether names of schemas, tables and sequences that differ by letter case only are the same
 * @param foldsColumns the same of columns and constraints
 * @param scopes within what the names of constraints are unique
 */
record NameRules(
    String product,
    int lengthMax,
    boolean countsBytes,
    boolean mySql,
    boolean foldsTables,
    boolean foldsColumns,
    Scopes scopes) {

  /** Within what the names of constraints are unique; everywhere at least within their table. */
  enum Scopes {
    /** Keys lie beside tables in a schema. */
    KEYS_BESIDE_TABLES,
    /** Foreign keys are unique in a schema. */
    FOREIGN_KEYS_IN_SCHEMA,
    /** All constraints are unique in a schema. */
    ALL_IN_SCHEMA
  }

  /** The rules of MariaDB. */
  static NameRules mariaDb(boolean foldsTables) {
    return new NameRules(
        MariaDbServer.NAME, 64, false, true, foldsTables, true, Scopes.FOREIGN_KEYS_IN_SCHEMA);
  }

  /** Whether a foreign key looks for a table without a schema beside the referring table, and not where statements look. */
  boolean looksBesideTheReferringTable() {
    return scopes != Scopes.KEYS_BESIDE_TABLES;
  }

  /** Refuses names that cannot stand in the database. */
  void check(Schema schema) {
    new Check(schema).run();
  }

  private final class Check {

    private final Schema schema;
    private final Map<List<String>, String> known = new HashMap<>();

    Check(Schema schema) {
      this.schema = schema;
    }

    void run() {
      for (Table table : schema.tables()) {
        place("table", table.name(), table.inDatabase());
      }
      for (Sequence sequence : schema.sequences()) {
        place("sequence", sequence.name(), sequence.inDatabase());
      }
      schema.tables().forEach(this::inside);
    }

    private void place(String kind, String of, QualifiedName name) {
      name.schema().ifPresent(given -> allowed("schema", of, given));
      allowed(kind, of, name.name());
      once(foldsTables, List.of("relations", schemaOf(name)), name.name(), kind + " " + of);
    }

    private void inside(Table table) {
      for (StoredColumn column : table.columns()) {
        allowed("column", table.name() + "." + column.name(), column.inDatabase());
        once(
            foldsColumns,
            List.of("columns", table.name()),
            column.inDatabase(),
            "column " + table.name() + "." + column.name());
      }
      // MariaDB calls every primary key PRIMARY.
      if (!mySql) {
        key(table, "primary key", table.keyName());
      }
      table.uniqueKeys().forEach(key -> key(table, "unique key", key.name()));
      table.indexes().forEach(index -> key(table, "index", index.name()));
      table.foreignKeys().stream()
          .filter(key -> key.enforced())
          .forEach(key ->
              constraint(table, "foreign key", key.name(), scopes != Scopes.KEYS_BESIDE_TABLES));
      table
          .checks()
          .forEach(
              check -> constraint(table, "check", check.name(), scopes == Scopes.ALL_IN_SCHEMA));
    }

    private void key(Table table, String kind, String name) {
      if (mySql && name.equalsIgnoreCase("PRIMARY")) {
        throw refused(kind, table.name(), name, "which stands for the primary key");
      }
      if (scopes == Scopes.KEYS_BESIDE_TABLES) {
        allowed(kind, table.name(), name);
        once(
            foldsColumns,
            List.of("relations", schemaOf(table.inDatabase())),
            name,
            kind + " of " + table.name());
      }
      constraint(table, kind, name, scopes == Scopes.ALL_IN_SCHEMA);
    }

    private void constraint(Table table, String kind, String name, boolean inSchema) {
      allowed(kind, table.name(), name);
      once(
          foldsColumns,
          inSchema
              ? List.of("constraints", schemaOf(table.inDatabase()))
              : List.of("constraints of", table.name()),
          name,
          kind + " of " + table.name());
    }

    private String schemaOf(QualifiedName name) {
      String given = name.schema().orElse("");
      return foldsTables ? folded(given) : given;
    }

    private void once(boolean folds, List<String> scope, String name, String what) {
      String other =
          known.putIfAbsent(List.of(scope.get(0), scope.get(1), folds ? folded(name) : name), what);
      if (other != null) {
        throw new IllegalArgumentException(product
            + " takes two names of the model for the same [name=" + name + ", one=" + other
            + ", other=" + what + "]. Rename one of them in the database and in the model.");
      }
    }
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void allowed(String kind, String of, String name) {
    int length = countsBytes
        ? name.getBytes(StandardCharsets.UTF_8).length
        : name.codePointCount(0, name.length());
    if (length > lengthMax) {
      throw refused(
          kind,
          of,
          name,
          "which has " + length + (countsBytes ? " bytes; " : " characters; ") + lengthMax
              + " is the most");
    }
    if (mySql && name.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
      throw refused(kind, of, name, "which has a character above U+FFFF");
    }
    if (mySql && name.endsWith(" ") && !kind.equals("check")) {
      throw refused(kind, of, name, "which ends with a blank");
    }
  }

  private IllegalArgumentException refused(String kind, String of, String name, String why) {
    return new IllegalArgumentException(product + " does not allow a name, " + why + " [" + kind
        + "=" + of + ", name=" + name + "]. Give it a name that the database allows.");
  }
}
