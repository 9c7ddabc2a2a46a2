package org.bilayer.tools.migration;

import java.math.BigDecimal;
import java.util.List;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.DatabaseValue;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.jspecify.annotations.Nullable;

/** A model with one of everything that a schema can have. */
final class Stock {

  enum State {
    NEW,
    SOLD
  }

  record Shelf(long id, String label) {}

  record Item(
      long id,
      String code,
      @Nullable String name,
      BigDecimal price,
      int amount,
      @Nullable State state,
      @Nullable String origin,
      @Nullable Long shelf) {}

  static final Column<Shelf, Long> SHELF_ID = Column.of("id", Codec.int64(), Shelf::id);
  static final Column<Shelf, String> LABEL = Column.of("label", Codec.text(20), Shelf::label);

  static final Mapping<Shelf, Long> SHELVES = Mapping.of(Shelf.class, "shelf", SHELF_ID)
      .with(LABEL)
      .construct(row -> new Shelf(row.get(SHELF_ID), row.get(LABEL)));

  static final Column<Item, Long> ID = Column.of("id", Codec.int64(), Item::id);
  static final Column<Item, String> CODE = Column.of("code", Codec.text(20), Item::code);
  static final Column<Item, String> NAME = Column.nullable("name", Codec.text(80), Item::name);
  static final Column<Item, BigDecimal> PRICE =
      Column.of("price", Codec.decimal(10, 2), Item::price);
  static final Column<Item, Integer> AMOUNT = Column.of("amount", Codec.int32(), Item::amount);
  static final Column<Item, State> STATE =
      Column.nullable("state", Codec.enumByName(State.class), Item::state);
  static final Column<Item, String> ORIGIN = Column.nullable("origin", Codec.text(10), Item::origin)
      .withDefault(DatabaseValue.constant("here"));
  static final Column<Item, Long> SHELF = Column.nullable("shelf_id", Codec.int64(), Item::shelf);

  static final Mapping<Item, Long> ITEMS = Mapping.of(Item.class, "item", ID)
      .with(CODE, NAME, PRICE, AMOUNT, STATE, ORIGIN, SHELF)
      .versionColumn("version")
      .unique("item_code_key", CODE)
      .index("item_price_idx", PRICE.desc(), AMOUNT.asc())
      .index("item_new_idx", STATE.eq(State.NEW), NAME.asc())
      .check("item_amount_check", AMOUNT.ge(0))
      .check("item_state_check", STATE.in(List.of(State.NEW, State.SOLD)))
      .references(Reference.of("item_shelf_id_fkey", SHELF, SHELVES))
      .construct(row -> new Item(
          row.get(ID),
          row.get(CODE),
          row.getOrNull(NAME),
          row.get(PRICE),
          row.get(AMOUNT),
          row.getOrNull(STATE),
          row.getOrNull(ORIGIN),
          row.getOrNull(SHELF)));

  static final IdSequence NUMBERS = IdSequence.of("stock_number", 50);

  static final Model MODEL = Model.of(SHELVES, ITEMS).withSequences(NUMBERS);

  private Stock() {}
}
