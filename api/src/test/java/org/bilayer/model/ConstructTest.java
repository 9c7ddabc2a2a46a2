package org.bilayer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.bilayer.layout.Layout;
import org.bilayer.store.StoredColumn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Constructors whose arguments are members, in order. */
class ConstructTest {

  private record Money(long cents, String currency) {}

  private record Line(String product, int pieces) {}

  private record Order(
      long id,
      String customer,
      @Nullable String note,
      Optional<Integer> discount,
      Money total,
      Optional<Money> paid,
      List<Line> lines) {}

  private static final Column<Money, Long> CENTS = Column.of("cents", Codec.int64(), Money::cents);
  private static final Column<Money, String> CURRENCY =
      Column.of("currency", Codec.text(3), Money::currency);
  private static final Value<Money> MONEY = Value.of(Money.class, CENTS, CURRENCY, Money::new);
  private static final Column<Line, String> PRODUCT =
      Column.of("product", Codec.text(9), Line::product);
  private static final Column<Line, Integer> PIECES =
      Column.of("pieces", Codec.int32(), Line::pieces);

  private static final Column<Order, Long> ID = Column.of("id", Codec.int64(), Order::id);
  private static final Column<Order, String> CUSTOMER =
      Column.of("customer", Codec.text(9), Order::customer);
  private static final Column<Order, String> NOTE =
      Column.nullable("note", Codec.text(9), Order::note);
  private static final Column<Order, Integer> DISCOUNT =
      Column.optional("discount", Codec.int32(), Order::discount);
  private static final Embedded<Order, Money> TOTAL = Embedded.of("total_", MONEY, Order::total);
  private static final Embedded<Order, Money> PAID =
      Embedded.nullable("paid_", MONEY, order -> order.paid().orElse(null));
  private static final ElementCollection<Order, Line, List<Line>> LINES = ElementCollection.list(
      "order_line", Value.of(Line.class, PRODUCT, PIECES, Line::new), PRODUCT, Order::lines);

  private static final Mapping<Order, Long> ORDERS = Mapping.of(Order.class, "orders", ID)
      .construct(
          ID, CUSTOMER, NOTE, DISCOUNT.asOptional(), TOTAL, PAID.asOptional(), LINES, Order::new);

  @Test
  void construct_members_needNoWith() {
    Layout<Order, Long> layout = ModelInternals.layout(Model.of(ORDERS), ORDERS);

    assertThat(layout.root().columns())
        .extracting(StoredColumn::name)
        .containsExactly(
            "id",
            "version",
            "customer",
            "note",
            "discount",
            "total_cents",
            "total_currency",
            "paid_cents",
            "paid_currency");
    assertThat(layout.owned()).hasSize(1);
  }

  @Test
  void construct_everyKindOfMember_givesTheObjectBack() {
    Layout<Order, Long> layout = ModelInternals.layout(Model.of(ORDERS), ORDERS);
    var full = new Order(
        1,
        "Ada",
        "fragile",
        Optional.of(5),
        new Money(700, "EUR"),
        Optional.of(new Money(7, "EUR")),
        List.of(new Line("pen", 2), new Line("ink", 1)));
    var sparse = new Order(
        2, "Bo", null, Optional.empty(), new Money(1, "EUR"), Optional.empty(), List.of());

    assertThat(layout.assemble(layout.extract(full, 1))).isEqualTo(full);
    assertThat(layout.assemble(layout.extract(sparse, 1))).isEqualTo(sparse);
  }

  @Test
  void construct_memberOfWithThatIsMissing_isAFaultBesideOthers() {
    Mapping<Money, Long> monies = Mapping.of(Money.class, "Money", CENTS)
        .with(CURRENCY)
        .construct(CENTS, cents -> new Money(cents, "EUR"));

    assertThat(faults(monies))
        .anyMatch(fault -> fault.contains("\"Money\" is not an identifier"))
        .contains(
            "Money: the constructing function ignores currency; the stored value would be lost");
  }

  @Test
  void construct_idThatIsMissing_isAFaultEvenIfTheConstructorRefusesAllSamples() {
    Mapping<Money, Long> monies = Mapping.of(Money.class, "money", CENTS)
        .construct(CURRENCY, currency -> {
          throw new IllegalArgumentException("no currency");
        });

    assertThat(faults(monies))
        .containsExactly(
            "money: the constructing function ignores cents; the stored value would be lost");
  }

  @Test
  void construct_nullableMemberThatIsUnboxed_isAFault() {
    Column<Line, Integer> pieces = Column.nullable("pieces", Codec.int32(), Line::pieces);
    Mapping<Line, String> lines =
        Mapping.of(Line.class, "line", PRODUCT).construct(PRODUCT, pieces, Line::new);

    assertThat(faults(lines))
        .singleElement()
        .asString()
        .contains("fails where pieces has no value");
  }

  private static List<String> faults(Mapping<?, ?> mapping) {
    return catchThrowableOfType(InvalidModelException.class, () -> Model.of(mapping))
        .faults();
  }

  // --- sealed types ---

  private sealed interface Payment permits Card, Cash {
    long id();
  }

  private record Card(long id, String number) implements Payment {}

  private record Cash(long id) implements Payment {}

  private static final Column<Payment, Long> PAYMENT_ID =
      Column.of("id", Codec.int64(), Payment::id);
  private static final Column<Card, String> NUMBER =
      Column.of("number", Codec.text(16), Card::number);

  @Test
  void construct_variantsOfCommonAndOwnMembers_giveTheirObjectsBack() {
    Variants<Payment> kind = Variants.of(
        "kind",
        Variant.of("card", Card.class, PAYMENT_ID, NUMBER, Card::new),
        Variant.of("cash", Cash.class, PAYMENT_ID, Cash::new));
    Mapping<Payment, Long> payments =
        Mapping.of(Payment.class, "payment", PAYMENT_ID).with(kind).construct(row -> row.get(kind));
    Layout<Payment, Long> layout = ModelInternals.layout(Model.of(payments), payments);

    assertThat(layout.root().columns())
        .extracting(StoredColumn::name)
        .containsExactly("id", "version", "kind", "number");
    assertThat(ModelInternals.attributes(payments))
        .extracting(Column::name)
        .containsExactly("id", "kind", "number");
    for (Payment payment : List.of(new Card(1, "4711"), new Cash(2))) {
      assertThat(layout.assemble(layout.extract(payment, 1))).isEqualTo(payment);
    }
  }

  @Test
  void asOptional_requiredMember_isRefused() {
    assertThatThrownBy(CUSTOMER::asOptional)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The attribute customer is required; pass it without asOptional().");
    assertThatThrownBy(TOTAL::asOptional)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The value object total_ is required; pass it without asOptional().");
  }
}
