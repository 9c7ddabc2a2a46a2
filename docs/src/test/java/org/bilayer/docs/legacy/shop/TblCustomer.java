package org.bilayer.docs.legacy.shop;

import java.math.BigDecimal;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.VersionColumn;

/** A row of the table {@code tblCustomer}. */
public record TblCustomer(int customerId, String fullName, BigDecimal credit) {

  /** The column {@code CustomerID}. */
  public static final Column<TblCustomer, Integer> CUSTOMER_ID =
      Column.of("customer_id", Codec.int32(), TblCustomer::customerId).inColumn("CustomerID");

  /** The column {@code Full Name}. */
  public static final Column<TblCustomer, String> FULL_NAME =
      Column.of("full_name", Codec.text(160), TblCustomer::fullName).inColumn("Full Name");

  /** The column {@code Credit}. */
  public static final Column<TblCustomer, BigDecimal> CREDIT =
      Column.of("credit", Codec.decimal(9, 2), TblCustomer::credit).inColumn("Credit");

  // Not in the model:
  // - CK_Credit: this check is not in the model: "Credit" >= CAST(0 AS NUMERIC(1))

  // In the model, but the database behaves otherwise:
  // - Full Name: the model has text(160) as CHARACTER VARYING(320), the database CHARACTER
  //   VARYING(160); the length counts UTF-16 units, so values with characters beyond U+FFFF may be
  //   refused by the database only; double it

  // Notes:
  // - Version: taken for the version that each change of a row raises; 2 rows have none, which
  //   counts as 0 (3 rows read)

  /** All rows of {@code tblCustomer}. */
  public static final Mapping<TblCustomer, Integer> MAPPING = Mapping.of(
          TblCustomer.class, "tbl_customer", CUSTOMER_ID)
      .inTable("tblCustomer")
      .primaryKey("PK_Customer")
      .versionColumn(VersionColumn.int16("version").nullable())
      .inVersionColumn("Version")
      .construct(CUSTOMER_ID, FULL_NAME, CREDIT, TblCustomer::new);
}
