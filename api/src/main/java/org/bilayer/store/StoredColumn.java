package org.bilayer.store;

import org.bilayer.value.StoredType;

/**
 * A column of a table.
 *
 * @param name lower snake case, unique in its table
 * @param type what it stores
 * @param nullable whether it may hold no value
 */
public record StoredColumn(String name, StoredType type, boolean nullable) {}
