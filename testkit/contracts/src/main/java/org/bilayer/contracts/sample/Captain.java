package org.bilayer.contracts.sample;

import org.jspecify.annotations.Nullable;

/**
 * A captain, known by name.
 *
 * @param ship the name of the ship, if there is one
 */
public record Captain(String name, @Nullable String ship) {}
