package org.bilayer.testkit.database;

import org.jspecify.annotations.Nullable;

/**
 * The answer of a search. Immutable.
 *
 * @param server where the database answers; null exactly if it is unavailable
 */
record Finding(Availability availability, ServerSource.@Nullable Server server) {}
