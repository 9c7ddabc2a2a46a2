package org.bilayer.docs.chinook.domain;

import org.jspecify.annotations.Nullable;

/** Where somebody lives, works or is billed. */
public record Address(
    String street,
    String city,
    @Nullable String state,
    String country,
    @Nullable String postalCode) {}
