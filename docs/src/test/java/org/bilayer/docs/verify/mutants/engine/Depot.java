package org.bilayer.docs.verify.mutants.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;
import org.bilayer.model.Variant;
import org.bilayer.model.Variants;
import org.jspecify.annotations.Nullable;

/**
 * The model of the mutants: a value object that may be absent, owned lists, sets and maps, a reference to the own table, an id
 * of two columns, an own version, a generated id, a sealed type, a class that changes in place, a sequence.
 */
final class Depot {

  /** A place; may consist of empty texts. */
  record Address(String street, String city) {}

  /** An account. */
  record Account(
      String id,
      @Nullable Integer rating,
      long balance,
      Instant opened,
      @Nullable Address address) {

    static Account of(String id, @Nullable Integer rating, long balance) {
      return new Account(id, rating, balance, Instant.EPOCH, null);
    }

    Account with(long newBalance) {
      return new Account(id, rating, newBalance, opened, address);
    }

    Account rated(@Nullable Integer newRating) {
      return new Account(id, newRating, balance, opened, address);
    }

    Account openedAt(Instant time) {
      return new Account(id, rating, balance, time, address);
    }

    Account at(@Nullable Address place) {
      return new Account(id, rating, balance, opened, place);
    }
  }

  /** A line of an order, known by its place. */
  record Line(String text, int quantity) {}

  /** A word on an order. */
  record Tag(String word) {}

  /** What is charged under a name. */
  record Charge(int amount) {}

  /** An order with everything it owns. */
  record Order(
      int id, String customer, List<Line> lines, Set<Tag> tags, Map<String, Charge> charges) {

    static Order of(int id, Line... lines) {
      return new Order(id, "Ada", List.of(lines), Set.of(), Map.of());
    }

    Order with(Line... newLines) {
      return new Order(id, customer, List.of(newLines), tags, charges);
    }
  }

  /** A node below another one. */
  record Node(long id, @Nullable Long parent, @Nullable String label) {}

  /** Where a seat is. */
  record Place(String hall, int seat) {}

  /** Who sits at a place; has its version. */
  record Booking(Place place, String guest, long version) {

    Booking by(String newGuest) {
      return new Booking(place, newGuest, version);
    }
  }

  /** A payment of one kind or another. */
  sealed interface Payment {

    int id();

    /** By card. */
    record Card(int id, String number) implements Payment {}

    /** In coins. */
    record Cash(int id, int coins) implements Payment {}
  }

  /** Changes in place. */
  static final class Meter {

    private final String id;
    private int value;

    Meter(String id, int value) {
      this.id = id;
      this.value = value;
    }

    String id() {
      return id;
    }

    int value() {
      return value;
    }

    void read(int newValue) {
      value = newValue;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Meter meter && meter.id.equals(id) && meter.value == value;
    }

    @Override
    public int hashCode() {
      return Objects.hash(id, value);
    }

    @Override
    public String toString() {
      return "Meter[" + id + ", " + value + "]";
    }
  }

  /** A report whose number the database gives. */
  record Report(int id, String subject) {}

  static final Column<Address, String> STREET =
      Column.of("street", Codec.text(20), Address::street);
  static final Column<Address, String> CITY = Column.of("city", Codec.text(20), Address::city);
  static final Value<Address> ADDRESS_VALUE =
      Value.of(Address.class, row -> new Address(row.get(STREET), row.get(CITY)), STREET, CITY);

  static final Column<Account, String> ACCOUNT_ID = Column.of("id", Codec.text(12), Account::id);
  static final Column<Account, Integer> RATING =
      Column.nullable("rating", Codec.int32(), Account::rating);
  static final Column<Account, Long> BALANCE =
      Column.of("balance", Codec.int64(), Account::balance);
  static final Column<Account, Instant> OPENED =
      Column.of("opened", Codec.instant(6), Account::opened);
  static final Embedded<Account, Address> ADDRESS =
      Embedded.nullable("address_", ADDRESS_VALUE, Account::address);
  static final Mapping<Account, String> ACCOUNTS = Mapping.of(Account.class, "account", ACCOUNT_ID)
      .with(RATING, BALANCE, OPENED, ADDRESS)
      .check("account_balance_check", BALANCE.gt(-1_000_000L))
      .construct(row -> new Account(
          row.get(ACCOUNT_ID),
          row.getOrNull(RATING),
          row.get(BALANCE),
          row.get(OPENED),
          row.getOrNull(ADDRESS)));

  static final Column<Line, String> TEXT = Column.of("text", Codec.text(20), Line::text);
  static final Column<Line, Integer> QUANTITY =
      Column.of("quantity", Codec.int32(), Line::quantity);
  static final Value<Line> LINE =
      Value.of(Line.class, row -> new Line(row.get(TEXT), row.get(QUANTITY)), TEXT, QUANTITY);
  static final Column<Tag, String> WORD = Column.of("word", Codec.text(20), Tag::word);
  static final Value<Tag> TAG = Value.of(Tag.class, row -> new Tag(row.get(WORD)), WORD);
  static final Column<Charge, Integer> AMOUNT = Column.of("amount", Codec.int32(), Charge::amount);
  static final Value<Charge> CHARGE =
      Value.of(Charge.class, row -> new Charge(row.get(AMOUNT)), AMOUNT);

  static final Column<Order, Integer> ORDER_ID = Column.of("id", Codec.int32(), Order::id);
  static final Column<Order, String> CUSTOMER =
      Column.of("customer", Codec.text(20), Order::customer);
  static final ElementCollection<Order, Line, List<Line>> LINES =
      ElementCollection.list("order_line", LINE, Order::lines);
  static final ElementCollection<Order, Tag, Set<Tag>> TAGS =
      ElementCollection.set("order_tag", TAG, WORD, Order::tags);
  static final ElementCollection<Order, Charge, Map<String, Charge>> CHARGES =
      ElementCollection.map("order_charge", "name", Codec.text(20), CHARGE, Order::charges);
  static final Mapping<Order, Integer> ORDERS = Mapping.of(Order.class, "order", ORDER_ID)
      .with(CUSTOMER, LINES, TAGS, CHARGES)
      .construct(row -> new Order(
          row.get(ORDER_ID), row.get(CUSTOMER), row.get(LINES), row.get(TAGS), row.get(CHARGES)));

  static final Column<Node, Long> NODE_ID = Column.of("id", Codec.int64(), Node::id);
  static final Column<Node, Long> PARENT = Column.nullable("parent", Codec.int64(), Node::parent);
  static final Column<Node, String> LABEL = Column.nullable("label", Codec.text(20), Node::label);
  static final Mapping<Node, Long> NODES = nodes();

  static final Column<Place, String> HALL = Column.of("hall", Codec.text(10), Place::hall);
  static final Column<Place, Integer> SEAT = Column.of("seat", Codec.int32(), Place::seat);
  static final Value<Place> PLACE_VALUE =
      Value.of(Place.class, row -> new Place(row.get(HALL), row.get(SEAT)), HALL, SEAT);
  static final Embedded<Booking, Place> PLACE = Embedded.of("", PLACE_VALUE, Booking::place);
  static final Column<Booking, String> GUEST = Column.of("guest", Codec.text(20), Booking::guest);
  static final Column<Booking, Long> BOOKING_VERSION =
      Column.of("version", Codec.int64(), Booking::version);
  static final Mapping<Booking, Place> BOOKINGS = Mapping.of(Booking.class, "booking", PLACE)
      .with(GUEST)
      .version(BOOKING_VERSION)
      .construct(row -> new Booking(row.get(PLACE), row.get(GUEST), row.get(BOOKING_VERSION)));

  static final Column<Payment, Integer> PAYMENT_ID = Column.of("id", Codec.int32(), Payment::id);
  static final Column<Payment.Card, String> CARD_NUMBER =
      Column.of("number", Codec.text(16), Payment.Card::number);
  static final Column<Payment.Cash, Integer> COINS =
      Column.of("coins", Codec.int32(), Payment.Cash::coins);
  static final Variant<Payment, Payment.Card> CARD = Variant.of(
      "card",
      Payment.Card.class,
      row -> new Payment.Card(row.get(PAYMENT_ID), row.get(CARD_NUMBER)),
      CARD_NUMBER);
  static final Variant<Payment, Payment.Cash> CASH = Variant.of(
      "cash",
      Payment.Cash.class,
      row -> new Payment.Cash(row.get(PAYMENT_ID), row.get(COINS)),
      COINS);
  static final Variants<Payment> KIND = Variants.of("kind", CARD, CASH);
  static final Mapping<Payment, Integer> PAYMENTS =
      Mapping.of(Payment.class, "payment", PAYMENT_ID).with(KIND).construct(row -> row.get(KIND));

  static final Column<Meter, String> METER_ID = Column.of("id", Codec.text(12), Meter::id);
  static final Column<Meter, Integer> READING = Column.of("reading", Codec.int32(), Meter::value);
  static final Mapping<Meter, String> METERS = Mapping.of(Meter.class, "meter", METER_ID)
      .with(READING)
      .construct(row -> new Meter(row.get(METER_ID), row.get(READING)));

  static final Column<Report, Integer> REPORT_ID = Column.of("id", Codec.int32(), Report::id);
  static final Column<Report, String> SUBJECT =
      Column.of("subject", Codec.text(20), Report::subject);
  static final Mapping<Report, Integer> REPORTS = Mapping.of(Report.class, "report", REPORT_ID)
      .identity()
      .with(SUBJECT)
      .construct(row -> new Report(row.get(REPORT_ID), row.get(SUBJECT)));

  static final IdSequence NUMBERS = IdSequence.of("depot_number", 5);

  static final Model MODEL =
      Model.of(ACCOUNTS, ORDERS, NODES, BOOKINGS, PAYMENTS, METERS, REPORTS).withSequences(NUMBERS);

  private Depot() {}

  private static Mapping<Node, Long> nodes() {
    return Mapping.of(Node.class, "node", NODE_ID)
        .with(PARENT, LABEL)
        .unique("node_label_key", LABEL)
        .references(Reference.of("node_parent_fkey", PARENT, () -> Depot.NODES))
        .construct(row -> new Node(row.get(NODE_ID), row.getOrNull(PARENT), row.getOrNull(LABEL)));
  }
}
