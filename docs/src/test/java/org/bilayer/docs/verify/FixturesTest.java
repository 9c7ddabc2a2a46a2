package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Complaint;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Harbour;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Node;
import org.bilayer.contracts.sample.Payment;
import org.bilayer.contracts.sample.Till;
import org.bilayer.contracts.sample.Transfer;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.Reference;
import org.bilayer.query.Query;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.verify.Fixtures;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Objects that are drawn for ordinary tests. */
final class FixturesTest {

  private static final int COUNT = 1_000;

  /** Refers to a complaint, whose id the database generates. */
  private record Answer(int id, int complaint) {}

  private static final Column<Answer, Integer> ANSWER_ID =
      Column.of("id", Codec.int32(), Answer::id);
  private static final Column<Answer, Integer> ANSWERED =
      Column.of("complaint", Codec.int32(), Answer::complaint);
  private static final Mapping<Answer, Integer> ANSWERS = Mapping.of(
          Answer.class, "answer", ANSWER_ID)
      .with(ANSWERED)
      .references(Reference.of("answer_complaint_fkey", ANSWERED, Till.COMPLAINTS))
      .construct(row -> new Answer(row.get(ANSWER_ID), row.get(ANSWERED)));

  /** One of two that need each other. */
  private record Half(int id, int other) {}

  private static final Column<Half, Integer> LEFT_ID = Column.of("id", Codec.int32(), Half::id);
  private static final Column<Half, Integer> LEFT_OTHER =
      Column.of("other", Codec.int32(), Half::other);
  private static final Mapping<Half, Integer> LEFT = half("left_half", () -> Holder.RIGHT);

  private static final class Holder {
    private static final Mapping<Half, Integer> RIGHT = half("right_half", () -> LEFT);
  }

  private static Mapping<Half, Integer> half(String table, Supplier<Mapping<Half, Integer>> other) {
    return Mapping.of(Half.class, table, LEFT_ID)
        .with(LEFT_OTHER)
        .references(Reference.of(table + "_fkey", LEFT_OTHER, other))
        .construct(row -> new Half(row.get(LEFT_ID), row.get(LEFT_OTHER)));
  }

  /** Has a domain type that takes next to nothing. */
  private record Coin(String code, boolean side) {}

  private static final Column<Coin, String> CODE = Column.of(
      "code",
      Codec.text(8)
          .as(
              text -> {
                if (!text.matches("C-[0-9]{4}")) {
                  throw new IllegalArgumentException("no code");
                }
                return text;
              },
              text -> text),
      Coin::code);
  private static final Column<Coin, Boolean> SIDE = Column.of("side", Codec.bool(), Coin::side);
  private static final Mapping<Coin, String> COINS = Mapping.of(Coin.class, "coin", CODE)
      .with(SIDE)
      .unique("coin_side_key", SIDE)
      .construct(row -> new Coin(row.get(CODE), row.get(SIDE)));

  private static Stream<DynamicTest> onEach(java.util.function.Consumer<Backend> test) {
    return Stream.of(Backends.memory(), Backends.h2(), Backends.postgresql(), Backends.mariadb())
        .map(backend -> DynamicTest.dynamicTest(backend.name(), () -> test.accept(backend)));
  }

  private static DataLayer open(Backend backend, Model model) {
    return backend.open(model, LayerOptions.defaults(), 1);
  }

  @TestFactory
  Stream<DynamicTest> severalStored_thousandOfEachMapping_areTakenByEveryBackend() {
    return onEach(backend -> {
      try (DataLayer data = open(backend, Everything.MODEL)) {
        Fixtures fixtures = Fixtures.of(Everything.MODEL);
        System.out.println("Fixtures on " + backend.name() + ": " + fixtures);
        for (Mapping<?, ?> mapping : Everything.MODEL.mappings()) {
          assertThat(stored(data, fixtures, mapping)).isGreaterThanOrEqualTo(COUNT);
        }
      }
    });
  }

  private static <T, I> long stored(DataLayer data, Fixtures fixtures, Mapping<T, I> mapping) {
    List<T> objects = fixtures.severalStored(data, COUNT, mapping);
    assertThat(objects).hasSize(COUNT);
    List<T> found = data.execute(work ->
        work.repository(mapping).findAllById(objects.stream().map(mapping::idOf).toList()));
    assertThat(found).as("%s %s", mapping, fixtures).hasSize(COUNT);
    return data.execute(
        work -> (long) work.repository(mapping).find(Query.all()).size());
  }

  @Test
  void several_ofOneSeed_areTheSameAgain() {
    for (Mapping<?, ?> mapping : Everything.MODEL.mappings()) {
      assertThat(shown(Fixtures.of(Everything.MODEL).seed(7), mapping))
          .isEqualTo(shown(Fixtures.of(Everything.MODEL).seed(7), mapping));
    }
    assertThat(shown(Fixtures.of(Bank.MODEL).seed(7), Bank.ACCOUNTS))
        .isNotEqualTo(shown(Fixtures.of(Bank.MODEL).seed(8), Bank.ACCOUNTS));
  }

  private static <T> String shown(Fixtures fixtures, Mapping<T, ?> mapping) {
    var layout = Everything.MODEL.mappings().contains(mapping)
        ? ModelInternals.layout(Everything.MODEL, mapping)
        : ModelInternals.layout(Bank.MODEL, mapping);
    var text = new StringBuilder();
    for (T object : fixtures.several(40, mapping)) {
      var rows = layout.extract(object, 1);
      text.append(java.util.Arrays.deepToString(rows.root()));
      rows.owned()
          .forEach(owned -> owned.forEach(row -> text.append(java.util.Arrays.deepToString(row))));
    }
    return text.toString();
  }

  @Test
  void aStored_oneThatRefersToOthers_storesThemFirst() {
    onEachNow(Bank.MODEL, data -> {
      Fixtures fixtures = Fixtures.of(Bank.MODEL);

      Transfer transfer = fixtures.aStored(data, Bank.TRANSFERS);

      List<Account> accounts =
          data.execute(work -> work.repository(Bank.ACCOUNTS).find(Query.all()));
      assertThat(accounts)
          .as(fixtures.toString())
          .extracting(Account::number)
          .contains(transfer.from(), transfer.to());
    });
  }

  @Test
  void aStored_inAUnitOfWork_isCommittedOrUndoneWithIt() {
    onEachNow(Bank.MODEL, data -> {
      Fixtures fixtures = Fixtures.of(Bank.MODEL);
      Account kept;
      try (var work = data.begin()) {
        kept = fixtures.aStored(work, Bank.ACCOUNTS);
        work.commit();
      }
      try (var work = data.begin()) {
        fixtures.aStored(work, Bank.ACCOUNTS);
      }
      // Either account may be the one that the next refers to; the one that was undone is stored
      // again.
      for (int i = 0; i < 10; i++) {
        fixtures.aStored(data, Bank.TRANSFERS);
      }

      assertThat(data.<Boolean>execute(
              work -> work.repository(Bank.ACCOUNTS).find(kept.number()).isPresent()))
          .isTrue();
    });
  }

  @Test
  void aValid_isStoredByTheFirstThatRefersToIt() {
    onEachNow(Forest.MODEL, data -> {
      Fixtures fixtures = Fixtures.of(Forest.MODEL);
      List<Node> drawn = fixtures.several(5, Forest.NODES);
      Node parent = drawn.get(0);

      fixtures.draft(Forest.NODES).with(Forest.PARENT, parent.id()).aStored(data);

      assertThat(data.<Boolean>execute(
              work -> work.repository(Forest.NODES).find(parent.id()).isPresent()))
          .as(fixtures.toString())
          .isTrue();
    });
  }

  @Test
  void with_columnsOfEachKind_areKept() {
    onEachNow(Everything.MODEL, data -> {
      Fixtures fixtures = Fixtures.of(Everything.MODEL);

      Account account = fixtures
          .draft(Bank.ACCOUNTS)
          .with(Bank.OWNER, "Ada")
          .with(Bank.BALANCE, Money.euro("5.00"))
          .with(Bank.LIMIT, null)
          .aStored(data);
      List<Payment> coins =
          fixtures.draft(Till.PAYMENTS).with(Till.CASH.at(Till.COINS), 3).severalStored(data, 5);
      Transfer transfer =
          fixtures.draft(Bank.TRANSFERS).with(Bank.FROM, account.number()).aStored(data);

      assertThat(account.owner()).isEqualTo("Ada");
      assertThat(account.balance()).isEqualTo(Money.euro("5.00"));
      assertThat(account.limit()).isNull();
      assertThat(coins)
          .allSatisfy(coin -> assertThat(coin)
              .isInstanceOfSatisfying(
                  Payment.Cash.class, cash -> assertThat(cash.coins()).isEqualTo(3)));
      assertThat(transfer.from()).isEqualTo(account.number());
      Account read = data.execute(work -> work.repository(Bank.ACCOUNTS).get(account.number()));
      assertThat(read).isEqualTo(account);
    });
  }

  @Test
  void with_valuesThatDoNotFit_areRefusedByName() {
    Fixtures fixtures = Fixtures.of(Everything.MODEL);

    assertThatThrownBy(() -> fixtures.draft(Bank.ACCOUNTS).with(Bank.OWNER, "x".repeat(41)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> fixtures.draft(Till.COMPLAINTS).with(Till.COMPLAINT_ID, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The column id of Complaint gets its values from the library or the database;"
            + " leave it out.");
    assertThatThrownBy(() -> fixtures
            .draft(Bank.ACCOUNTS)
            .with(Bank.BALANCE.at(Bank.AMOUNT), new BigDecimal("-1000001.00"))
            .aValid())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot draw a valid Account: 100 were tried [with=[balance_amount]], the last one"
                + " was refused: the check account_balance_check does not hold. Tell the kit which"
                + " values there are, by Fixtures.values(COLUMN, random -> ...), or give others by"
                + " with(...).");
    assertThatThrownBy(() -> fixtures.aValid(COINS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "The mapping of Coin is not in the model of these fixtures, which has [");
  }

  @Test
  void with_referenceToWhatIsNotThere_isLeftToTheStore_andNothingIsStored() {
    onEachNow(Bank.MODEL, data -> {
      Fixtures fixtures = Fixtures.of(Bank.MODEL);

      assertThatThrownBy(() -> fixtures
              .draft(Bank.TRANSFERS)
              .with(Bank.FROM, new AccountNumber("nowhere"))
              .aStored(data))
          .isInstanceOf(ForeignKeyViolationException.class)
          .hasMessageContaining("transfer_from_fkey");

      assertThat(count(data, Bank.ACCOUNTS)).isZero();
      assertThat(count(data, Bank.TRANSFERS)).isZero();
    });
  }

  @Test
  void with_keyThatIsTakenBySomebodyElse_isRefusedInTheEnd_andNothingIsStored() {
    onEachNow(Forest.MODEL, data -> {
      var id = new UUID(1, 2);
      data.run(work -> work.repository(Forest.NODES).add(new Node(id, null, null)));
      Fixtures fixtures = Fixtures.of(Forest.MODEL);

      assertThatThrownBy(() -> fixtures.draft(Forest.NODES).with(Forest.ID, id).aStored(data))
          .isInstanceOf(UniqueViolationException.class);

      assertThat(count(data, Forest.NODES)).isEqualTo(1);
    });
  }

  @Test
  void aStored_keysOfOtherFixtures_areDrawnAgain() {
    onEachNow(Harbour.MODEL, data -> {
      Fixtures.of(Harbour.MODEL).seed(5).severalStored(data, 100, Harbour.SHIPS);

      assertThat(Fixtures.of(Harbour.MODEL).seed(5).severalStored(data, 100, Harbour.SHIPS))
          .hasSize(100);
    });
  }

  @Test
  void aStored_referenceToAGeneratedId_hasTheRealOne() {
    var model = Model.of(Till.COMPLAINTS, ANSWERS);
    onEachNow(model, data -> {
      Fixtures fixtures = Fixtures.of(model);

      List<Answer> answers = fixtures.severalStored(data, 20, ANSWERS);

      var ids = new HashSet<Integer>();
      List<Complaint> complaints =
          data.execute(work -> work.repository(Till.COMPLAINTS).find(Query.all()));
      complaints.forEach(complaint -> ids.add(complaint.id()));
      assertThat(answers).extracting(Answer::complaint).isSubsetOf(ids);
      int known = complaints.get(0).id();
      assertThat(fixtures.draft(ANSWERS).with(ANSWERED, known).aStored(data).complaint())
          .isEqualTo(known);
    });
  }

  @Test
  void aValid_referenceToAGeneratedId_needsOneThatIsStored() {
    var model = Model.of(Till.COMPLAINTS, ANSWERS);
    Fixtures fixtures = Fixtures.of(model);

    assertThatThrownBy(() -> fixtures.aValid(ANSWERS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot draw a valid Answer: the reference answer_complaint_fkey needs the id of a"
                + " row of complaint, which the database generates. Ask for a stored one, or store one"
                + " of complaint first.");

    try (DataLayer data = open(Backends.memory(), model)) {
      Complaint complaint = fixtures.aStored(data, Till.COMPLAINTS);
      assertThat(fixtures.aValid(ANSWERS).complaint()).isEqualTo(complaint.id());
    }
  }

  @Test
  void aValid_twoThatNeedEachOther_isRefusedByName() {
    var model = Model.of(LEFT, Holder.RIGHT);

    assertThatThrownBy(() -> Fixtures.of(model).aValid(LEFT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot draw a valid Half: the reference right_half_fkey of right_half needs a row of"
                + " left_half, and that one a row of right_half before it. No order of storing them"
                + " keeps both; make a column of one of the references nullable.");
  }

  @Test
  void aValid_domainThatRefusesEverything_asksForValues() {
    Fixtures unaided = Fixtures.of(Model.of(COINS));

    assertThatThrownBy(() -> unaided.aValid(COINS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The domain types of these columns refuse every value that was tried, edge cases and 300"
                + " random ones:\n  coin.code, a text(8)\nTell the kit which values there are, by"
                + " Fixtures.values(COLUMN, random -> ...) or Fixtures.values(CODEC, random -> ...).");

    Fixtures aided = unaided.values(CODE, random -> "C-" + random.nextInt(1_000, 10_000));
    assertThat(aided.aValid(COINS).code()).startsWith("C-");
    aided.aValid(COINS);
    assertThatThrownBy(() -> aided.aValid(COINS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "the last one was refused: every value that was tried for the key coin_side_key is taken");
  }

  private static <T, I> long count(DataLayer data, Mapping<T, I> mapping) {
    return data.execute(
        work -> (long) work.repository(mapping).find(Query.all()).size());
  }

  private static void onEachNow(Model model, java.util.function.Consumer<DataLayer> test) {
    for (Backend backend :
        List.of(Backends.memory(), Backends.h2(), Backends.postgresql(), Backends.mariadb())) {
      try (DataLayer data = open(backend, model)) {
        test.accept(data);
      }
    }
  }
}
