package org.bilayer.contracts.sample;

import java.math.BigDecimal;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;

/** A rate of exchange: a decimal without a precision, which MariaDB does not have. */
public record Rate(int id, BigDecimal factor) {

  public static final Column<Rate, Integer> ID = Column.of("id", Codec.int32(), Rate::id);
  public static final Column<Rate, BigDecimal> FACTOR =
      Column.of("factor", Codec.decimal(), Rate::factor);

  public static final Mapping<Rate, Integer> RATES = Mapping.of(Rate.class, "rate", ID)
      .with(FACTOR)
      .unique("rate_factor_key", FACTOR)
      .construct(row -> new Rate(row.get(ID), row.get(FACTOR)));

  public static final Model MODEL = Model.of(RATES);
}
