package org.bilayer.store.catalogue;

import org.bilayer.store.catalogue.CatalogueForeignKey.Action;

/**
 * A foreign key that refers to a table, seen from that table.
 *
 * @param schema the schema of the referring table
 * @param table the referring table
 * @param name the name of the foreign key
 * @param onDelete what happens to referring rows when the row they refer to is removed
 */
public record CatalogueReferrer(String schema, String table, String name, Action onDelete) {}
