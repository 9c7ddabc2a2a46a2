package org.bilayer.docs.chinook.domain;

import org.jspecify.annotations.Nullable;

/** How somebody is reached. */
public record Contact(@Nullable String phone, @Nullable String fax, String email) {}
