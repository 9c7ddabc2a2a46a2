package org.bilayer.layout;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;

/**
 * Other names in the database for a whole model, whose mappings and constants stay the same.
 *
 * @param tables from the name of a table in Java
 * @param columns from the name of a column in the database that the model declares
 */
public record Renaming(Function<String, QualifiedName> tables, UnaryOperator<String> columns) {

  StoredColumn column(StoredColumn column) {
    return new StoredColumn(
        column.name(),
        column.type(),
        column.nullable(),
        columns.apply(column.inDatabase()),
        column.generation(),
        column.copy());
  }

  Table table(Table table) {
    return table.withNameInDatabase(tables.apply(table.name()));
  }
}
