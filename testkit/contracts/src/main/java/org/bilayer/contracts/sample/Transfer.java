package org.bilayer.contracts.sample;

import java.util.UUID;

/** Money moved between two accounts; refers to both. */
public record Transfer(UUID id, AccountNumber from, AccountNumber to, Money amount) {}
