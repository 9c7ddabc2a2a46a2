package org.bilayer.docs.legacy.shop;

import org.bilayer.model.Model;

/** The tables of the schema {@code PUBLIC} of H2. */
public final class Shop {

  /** All mappings. */
  public static final Model MODEL =
      Model.of(TblCustomer.MAPPING, TblOrder.MAPPING, VwTurnover.MAPPING);

  private Shop() {}
}
