package org.bilayer.contracts.sample;

import org.jspecify.annotations.Nullable;

/**
 * A ship, known by its name.
 *
 * @param captain the name of its captain, if it has one
 */
public record Ship(String name, @Nullable String captain) {}
