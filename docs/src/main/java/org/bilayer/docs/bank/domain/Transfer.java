package org.bilayer.docs.bank.domain;

import java.time.LocalDate;

/** Money that went from one account to another. Immutable. */
public record Transfer(
    TransferId id, LocalDate booked, AccountNumber from, AccountNumber to, Money amount) {}
