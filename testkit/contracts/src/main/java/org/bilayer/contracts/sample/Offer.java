package org.bilayer.contracts.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.DatabaseValue;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * An offer, whose table fills columns by itself: defaults, computed values, and times. These attributes are null until the
 * database has filled them.
 *
 * @param rating has a default and is never null in the table
 * @param note has a default and may be null in the table
 * @param total price times quantity
 * @param slot follows from the quantity; no two offers have the same one
 */
public record Offer(
    long id,
    String title,
    BigDecimal price,
    int quantity,
    @Nullable Integer rating,
    @Nullable String note,
    @Nullable BigDecimal total,
    @Nullable Integer slot,
    @Nullable Instant created,
    @Nullable Instant changed,
    List<Bid> bids) {

  /** Copies the list. */
  public Offer {
    bids = List.copyOf(bids);
  }

  /**
   * A bid.
   *
   * @param state has a default
   * @param doubled twice the amount
   */
  public record Bid(
      int number,
      int amount,
      @Nullable String state,
      @Nullable Long doubled,
      @Nullable Instant placed) {

    /** A bid without what the database fills. */
    public static Bid of(int number, int amount) {
      return new Bid(number, amount, null, null, null);
    }
  }

  public static final Column<Bid, Integer> NUMBER = Column.of("number", Codec.int32(), Bid::number);
  public static final Column<Bid, Integer> AMOUNT =
      Column.of("amount", Codec.int32(0, 1_000_000), Bid::amount);
  public static final Column<Bid, String> STATE =
      Column.of("state", Codec.text(10), Bid::state).withDefault(DatabaseValue.constant("open"));
  public static final Column<Bid, Long> DOUBLED = Column.of("doubled", Codec.int64(), Bid::doubled)
      .generatedAlways(DatabaseValue.computed("{amount} * 2", row -> 2L * row.get(AMOUNT)));
  public static final Column<Bid, Instant> PLACED =
      Column.of("placed", Codec.instant(6), Bid::placed).generatedOnInsert(DatabaseValue.now());

  public static final Column<Offer, Long> ID = Column.of("id", Codec.int64(), Offer::id);
  public static final Column<Offer, String> TITLE =
      Column.of("title", Codec.text(40), Offer::title);
  // tag::columns[]
  public static final Column<Offer, BigDecimal> PRICE =
      Column.of("price", Codec.decimal(8, 2), Offer::price);
  public static final Column<Offer, Integer> QUANTITY =
      Column.of("quantity", Codec.int32(), Offer::quantity);
  public static final Column<Offer, Integer> RATING =
      Column.of("rating", Codec.int32(), Offer::rating).withDefault(DatabaseValue.constant(3));
  public static final Column<Offer, String> NOTE = Column.nullable(
          "note", Codec.text(20), Offer::note)
      .withDefault(DatabaseValue.constant("it's new"));
  public static final Column<Offer, BigDecimal> TOTAL = Column.of(
          "total", Codec.decimal(18, 2), Offer::total)
      .generatedAlways(DatabaseValue.computed(
          "{price} * {quantity}",
          row -> row.get(PRICE).multiply(BigDecimal.valueOf(row.get(QUANTITY)))));
  public static final Column<Offer, Instant> CREATED =
      Column.of("created", Codec.instant(6), Offer::created).generatedOnInsert(DatabaseValue.now());
  public static final Column<Offer, Instant> CHANGED =
      Column.of("changed", Codec.instant(6), Offer::changed).generatedAlways(DatabaseValue.now());
  // end::columns[]
  public static final Column<Offer, Integer> SLOT = Column.of("slot", Codec.int32(), Offer::slot)
      .generatedAlways(
          DatabaseValue.computed("{quantity} % 1000", row -> row.get(QUANTITY) % 1000));

  public static final ElementCollection<Offer, Bid, List<Bid>> BIDS = ElementCollection.list(
      "offer_bid",
      Value.of(Bid.class, NUMBER, AMOUNT, STATE, DOUBLED, PLACED, Bid::new),
      NUMBER,
      Offer::bids);

  public static final Mapping<Offer, Long> OFFERS = Mapping.of(Offer.class, "offer", ID)
      .with(TITLE, PRICE, QUANTITY, RATING, NOTE, TOTAL, SLOT, CREATED, CHANGED, BIDS)
      .unique("offer_slot_key", SLOT)
      .check("offer_total_check", TOTAL.gt(new BigDecimal("-1000000.00")))
      .construct(row -> new Offer(
          row.get(ID),
          row.get(TITLE),
          row.get(PRICE),
          row.get(QUANTITY),
          row.get(RATING),
          row.getOrNull(NOTE),
          row.get(TOTAL),
          row.get(SLOT),
          row.get(CREATED),
          row.get(CHANGED),
          row.get(BIDS)));

  /** An offer without what the database fills. */
  public static Offer of(long id, String title, String price, int quantity, Bid... bids) {
    return new Offer(
        id,
        title,
        new BigDecimal(price),
        quantity,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(bids));
  }

  /** The same with another price. */
  public Offer priced(String next) {
    return new Offer(
        id,
        title,
        new BigDecimal(next),
        quantity,
        rating,
        note,
        total,
        slot,
        created,
        changed,
        bids);
  }

  /** The same with another quantity. */
  public Offer times(int next) {
    return new Offer(id, title, price, next, rating, note, total, slot, created, changed, bids);
  }

  /** The same with another rating and note. */
  public Offer rated(@Nullable Integer nextRating, @Nullable String nextNote) {
    return new Offer(
        id, title, price, quantity, nextRating, nextNote, total, slot, created, changed, bids);
  }

  /** The same with other bids. */
  public Offer with(Bid... next) {
    return new Offer(
        id, title, price, quantity, rating, note, total, slot, created, changed, List.of(next));
  }
}
