package org.bilayer.docs.legacy.shop;

import java.util.Optional;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;

/** A row of the view {@code vwTurnover}. */
public record VwTurnover(int customerId, Optional<Long> orders) {

  /** The column {@code CustomerID}. */
  public static final Column<VwTurnover, Integer> CUSTOMER_ID =
      Column.of("customer_id", Codec.int32(), VwTurnover::customerId).inColumn("CustomerID");

  /** The column {@code Orders}. */
  public static final Column<VwTurnover, Long> ORDERS =
      Column.optional("orders", Codec.int64(), VwTurnover::orders).inColumn("Orders");

  // Notes:
  // - CustomerID: the model has NOT NULL, the database NULL allowed; a null that another
  //   application stores cannot be read
  // - is only read: it is no table with rows of its own
  // - its id [CustomerID] was named by the user
  // - the model has a table, the database a view or another kind of relation; its constraints
  //   cannot be compared

  /** All rows of {@code vwTurnover}, only read. */
  public static final Mapping<VwTurnover, Integer> MAPPING = Mapping.of(
          VwTurnover.class, "vw_turnover", CUSTOMER_ID)
      .inTable("vwTurnover")
      .readOnly()
      .construct(CUSTOMER_ID, ORDERS.asOptional(), VwTurnover::new);
}
