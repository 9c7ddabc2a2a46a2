package org.bilayer.docs.legacy.shop;

import java.time.LocalDateTime;
import java.util.Optional;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Reference;
import org.bilayer.model.VersionColumn;

/** A row of the table {@code tblOrder}. */
public record TblOrder(long orderId, int customerId, LocalDateTime placed, Optional<String> note) {

  /** The column {@code OrderID}. */
  public static final Column<TblOrder, Long> ORDER_ID =
      Column.of("order_id", Codec.int64(), TblOrder::orderId).inColumn("OrderID");

  /** The column {@code CustomerID}. */
  public static final Column<TblOrder, Integer> CUSTOMER_ID =
      Column.of("customer_id", Codec.int32(), TblOrder::customerId).inColumn("CustomerID");

  /** The column {@code Placed}. */
  public static final Column<TblOrder, LocalDateTime> PLACED =
      Column.of("placed", Codec.localDateTime(0), TblOrder::placed).inColumn("Placed");

  /** The column {@code Note}. */
  public static final Column<TblOrder, String> NOTE =
      Column.optional("note", Codec.text(400), TblOrder::note).inColumn("Note");

  /** The {@code TblCustomer} in {@code CustomerID}. */
  public static final Reference<TblOrder, TblCustomer> CUSTOMER =
      Reference.of("FK_Order_Customer", CUSTOMER_ID, () -> TblCustomer.MAPPING);

  // In the model, but the database behaves otherwise:
  // - Note: the model has text(400) as CHARACTER VARYING(800), the database CHARACTER VARYING(400);
  //   the length counts UTF-16 units, so values with characters beyond U+FFFF may be refused by the
  //   database only; double it

  // Notes:
  // - Version: taken for the version that each change of a row raises; 1 row has none, which counts
  //   as 0 (3 rows read)

  /** All rows of {@code tblOrder}. */
  public static final Mapping<TblOrder, Long> MAPPING = Mapping.of(
          TblOrder.class, "tbl_order", ORDER_ID)
      .inTable("tblOrder")
      .primaryKey("PK_Order")
      .versionColumn(VersionColumn.int16("version").nullable())
      .inVersionColumn("Version")
      .references(CUSTOMER)
      .construct(ORDER_ID, CUSTOMER_ID, PLACED, NOTE.asOptional(), TblOrder::new);
}
