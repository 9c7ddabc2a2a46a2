package org.bilayer.store;

import org.bilayer.value.StoredType;

/**
 * A column of a table.
 *
 * @param name in Java and in messages: lower snake case, unique in its table
 * @param type what it stores
 * @param nullable whether it may hold no value
 * @param inDatabase its name in the database
 */
public record StoredColumn(String name, StoredType type, boolean nullable, String inDatabase) {

  /** A column whose name in the database is its name in Java. */
  public StoredColumn(String name, StoredType type, boolean nullable) {
    this(name, type, nullable, name);
  }
}
