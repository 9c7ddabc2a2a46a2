package org.bilayer.store;

/**
 * A condition that no row may make false; unknown is allowed. Never holds {@link Condition.Exists}.
 *
 * @param name as declared, unique in its table
 * @param condition over the row's own columns
 */
public record Check(String name, Condition condition) {}
