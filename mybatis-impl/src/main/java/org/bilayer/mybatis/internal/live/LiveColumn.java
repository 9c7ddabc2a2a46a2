package org.bilayer.mybatis.internal.live;

/**
 * A column as the database has it.
 *
 * @param supplied whether an INSERT without it succeeds: a default, a generated value
 * @param generated whether the database always makes its value, so that an INSERT with it fails
 */
record LiveColumn(
    String name, LiveType type, boolean nullable, boolean supplied, boolean generated) {}
