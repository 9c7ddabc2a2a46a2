package org.bilayer.mybatis.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A table as statements define it.
 *
 * <p>Immutable.
 *
 * @param name in the database
 * @param schema the schema that the model names; empty for that of the connection
 * @param quoted the name as SQL writes it, with its schema
 * @param columns in order
 * @param constraints the primary key first, then unique keys, checks and references
 * @param indexes that are not unique
 * @param triggers the statements that create what fills columns
 * @param suffix what follows the closing parenthesis
 */
public record TableDefinition(
    String name,
    Optional<String> schema,
    String quoted,
    List<ColumnDefinition> columns,
    List<ConstraintDefinition> constraints,
    List<IndexDefinition> indexes,
    List<String> triggers,
    String suffix) {

  /** Copies the lists. */
  public TableDefinition {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    indexes = List.copyOf(indexes);
    triggers = List.copyOf(triggers);
  }

  /** The statement that creates the table with some of its constraints. */
  public String create(Predicate<ConstraintDefinition> with) {
    var parts = new ArrayList<String>();
    columns.forEach(column -> parts.add(column.text()));
    constraints.stream().filter(with).forEach(constraint -> parts.add(constraint.definition()));
    return "CREATE TABLE " + quoted + " (\n  " + String.join(",\n  ", parts) + "\n)" + suffix;
  }

  /** The statement that adds one of the constraints. */
  public String add(ConstraintDefinition constraint) {
    return "ALTER TABLE " + quoted + " ADD " + constraint.definition();
  }

  /** The column of a name in the database, whose letter case does not count if there is no other. */
  public Optional<ColumnDefinition> column(String named) {
    return columns.stream()
        .filter(column -> column.name().equals(named))
        .findFirst()
        .or(() -> columns.stream()
            .filter(column -> column.name().equalsIgnoreCase(named))
            .findFirst());
  }
}
