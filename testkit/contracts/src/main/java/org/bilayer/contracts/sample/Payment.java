package org.bilayer.contracts.sample;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A payment: one of several kinds, each with attributes of its own. */
public sealed interface Payment {

  /** The number of the receipt. */
  long receipt();

  /** What was paid for. */
  Set<Purpose> purposes();

  /** What payments are made for. */
  enum Purpose {
    GOODS,
    DELIVERY,
    TIP
  }

  /** By card. */
  record Card(long receipt, Set<Purpose> purposes, String number, Optional<String> holder)
      implements Payment {}

  /** In cash. */
  record Cash(long receipt, Set<Purpose> purposes, int coins, Money change) implements Payment {}

  /**
   * By voucher.
   *
   * @param terms a JSON document
   */
  record Voucher(
      long receipt, Set<Purpose> purposes, @Nullable String terms) implements Payment {}
}
