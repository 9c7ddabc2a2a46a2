package org.bilayer.mybatis.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of a model on one kind of database, and the library's own tables, as statements define them.
 *
 * <p>Immutable. {@code MyBatisDataLayer.schemaDefinition} makes it.
 *
 * @param dialect {@code H2}, {@code PostgreSQL} or {@code MariaDB}
 * @param types the statements that create the types which columns name, by the types' names
 * @param sequences the statements that create sequences, by the sequences' names in the database
 * @param tables in an order in which they can be created
 */
public record SchemaDefinition(
    String dialect,
    Map<String, String> types,
    Map<String, String> sequences,
    List<TableDefinition> tables) {

  /** Copies the list. */
  public SchemaDefinition {
    tables = List.copyOf(tables);
  }

  /** The statements that create everything in an empty schema, in order. */
  public List<String> statements() {
    var statements = new ArrayList<String>(types.values());
    statements.addAll(sequences.values());
    Set<String> created = new HashSet<>();
    var indexes = new ArrayList<String>();
    var later = new ArrayList<String>();
    var triggers = new ArrayList<String>();
    for (TableDefinition table : tables) {
      created.add(table.quoted());
      statements.add(table.create(constraint -> isWithin(constraint, created)));
      table.constraints().stream()
          .filter(constraint -> !isWithin(constraint, created))
          .forEach(constraint -> later.add(table.add(constraint)));
      table.indexes().forEach(index -> indexes.add(index.statement(table.quoted())));
      triggers.addAll(table.triggers());
    }
    statements.addAll(indexes);
    statements.addAll(later);
    statements.addAll(triggers);
    return List.copyOf(statements);
  }

  private static boolean isWithin(ConstraintDefinition constraint, Set<String> created) {
    return constraint.kind() != ConstraintDefinition.Kind.REFERENCE
        || created.contains(constraint.target());
  }
}
