package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Till.CARD;
import static org.bilayer.contracts.sample.Till.CARD_NUMBER;
import static org.bilayer.contracts.sample.Till.CASH;
import static org.bilayer.contracts.sample.Till.CHANGE;
import static org.bilayer.contracts.sample.Till.COINS;
import static org.bilayer.contracts.sample.Till.COMPLAINTS;
import static org.bilayer.contracts.sample.Till.HOLDER;
import static org.bilayer.contracts.sample.Till.KIND;
import static org.bilayer.contracts.sample.Till.PAYMENTS;
import static org.bilayer.contracts.sample.Till.PURPOSES;
import static org.bilayer.contracts.sample.Till.RECEIPTS;
import static org.bilayer.contracts.sample.Till.SUBJECT;
import static org.bilayer.contracts.sample.Till.TERMS;
import static org.bilayer.contracts.sample.Till.VOUCHER;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Complaint;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Payment;
import org.bilayer.contracts.sample.Till;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend promises about sealed types, enum sets, documents, sequences and generated ids. */
public abstract class ModelLanguageContract extends Contract {

  private static final Set<Payment.Purpose> TIP = Set.of(Payment.Purpose.TIP);
  private static final Payment ADA_BY_CARD = new Payment.Card(
      1, Set.of(Payment.Purpose.TIP, Payment.Purpose.GOODS), "4711", Optional.of("Ada"));
  private static final Payment BY_CASH = new Payment.Cash(2, Set.of(), 3, Money.euro("0.20"));
  private static final Payment BY_VOUCHER = new Payment.Voucher(3, TIP, "{\"a\":[1,2]}");

  @Override
  protected final Model model() {
    return Till.MODEL;
  }

  // --- sealed types ---

  @Test
  void add_everyVariant_comesBackAsItself() {
    stored(PAYMENTS, ADA_BY_CARD, BY_CASH, BY_VOUCHER);
    assertThat(all(PAYMENTS)).containsExactlyInAnyOrder(ADA_BY_CARD, BY_CASH, BY_VOUCHER);
  }

  @Test
  void find_byVariantAndItsAttributes() {
    stored(PAYMENTS, ADA_BY_CARD, BY_CASH, BY_VOUCHER);
    data().run(work -> {
      var payments = work.repository(PAYMENTS);
      assertThat(payments.find(KIND.is(CASH))).containsExactly(BY_CASH);
      assertThat(payments.find(CARD.at(HOLDER).eq("Ada"))).containsExactly(ADA_BY_CARD);
      assertThat(payments.find(CARD.at(HOLDER).isNull()))
          .containsExactlyInAnyOrder(BY_CASH, BY_VOUCHER);
      assertThat(payments.find(
              CASH.at(CHANGE).at(Bank.CURRENCY).eq("EUR").or(CASH.at(COINS).gt(5))))
          .containsExactly(BY_CASH);
      assertThat(payments.count(VOUCHER.at(TERMS).isNotNull())).isEqualTo(1);
    });
  }

  @Test
  void update_toAnotherVariant_changesTheTagAndClearsTheRest() {
    stored(PAYMENTS, ADA_BY_CARD);
    data()
        .run(work ->
            work.repository(PAYMENTS).change(1L, card -> new Payment.Voucher(1, TIP, null)));

    assertThat(read(PAYMENTS, 1L)).isEqualTo(new Payment.Voucher(1, TIP, null));
    data()
        .run(work -> assertThat(
                work.repository(PAYMENTS).count(CARD.at(CARD_NUMBER).isNull()))
            .isEqualTo(1));
  }

  @Test
  void add_variantWithoutARequiredMember_isRefused() {
    @SuppressWarnings("NullAway")
    var nameless = new Payment.Card(1, TIP, null, Optional.empty());
    assertThat(refused(
                NotNullViolationException.class,
                work -> work.repository(PAYMENTS).add(nameless))
            .constraint())
        .isEqualTo("payment_card_number_not_null");
  }

  @Test
  void add_uniqueMemberOfAVariant_isUniqueAmongThem() {
    stored(PAYMENTS, ADA_BY_CARD, BY_CASH, BY_VOUCHER);
    assertThat(refused(
                UniqueViolationException.class,
                work -> work.repository(PAYMENTS)
                    .add(new Payment.Card(9, TIP, "4711", Optional.empty())))
            .constraint())
        .isEqualTo("payment_card_number_key");
  }

  // --- enum sets ---

  @Test
  void find_byEnumSet_comparesTheWholeSet() {
    stored(PAYMENTS, ADA_BY_CARD, BY_CASH, BY_VOUCHER);
    data().run(work -> {
      var payments = work.repository(PAYMENTS);
      assertThat(payments.find(PURPOSES.eq(TIP))).containsExactly(BY_VOUCHER);
      assertThat(payments.find(PURPOSES.eq(Set.of()))).containsExactly(BY_CASH);
      assertThat(payments.find(
              PURPOSES.in(List.of(Set.of(Payment.Purpose.GOODS, Payment.Purpose.TIP)))))
          .containsExactly(ADA_BY_CARD);
    });
  }

  // --- documents ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ \"b\" : 1.50, \"a\" : [ true, null, \"x\" ] } | {\"a\":[true,null,\"x\"],\"b\":1.5}",
        "[1e2, 100, 1.0E+2, -0, 0.10]                 | [100,100,100,0,0.1]",
        "\"\\u00e9 \\ud83d\\ude00 \\/ \\n\"            | \"\u00e9 \ud83d\ude00 / \\u000a\"",
        "{\"bb\":{},\"a\":[],\"c\":\"\"}              | {\"a\":[],\"bb\":{},\"c\":\"\"}",
        "12345678901234567890.123456789              | 12345678901234567890.123456789",
        "null                                        | null",
        "true                                        | true",
        "1                                           | 1",
        "[]                                          | []",
        "{}                                          | {}",
        "\"{}\"                                        | \"{}\"",
        "[1.7976931348623157E308, -1.7976931348623157e+308] | [1.7976931348623157E+308,-1.7976931348623157E+308]",
        "[4.9E-324, -4.9e-324, 2.2250738585072014E-308]     | [4.9E-324,-4.9E-324,2.2250738585072014E-308]",
        "[-0.0, -0, 0e99, 0E-400, 1e300, 1e308]             | [0,0,0,0,1E+300,1E+308]",
        "[9223372036854775807, -9223372036854775808]        | [9223372036854775807,-9223372036854775808]",
        "123456789012345678901234567890123456789            | 123456789012345678901234567890123456789",
      })
  @CatalogueEntry("5.9")
  void document_comesBackAsTheCanonicalTextOfTheSameValue(String given, String canonical) {
    stored(PAYMENTS, new Payment.Voucher(1, TIP, given));
    assertThat(read(PAYMENTS, 1L)).isEqualTo(new Payment.Voucher(1, TIP, canonical));
    data().run(work -> {
      work.repository(PAYMENTS).change(1L, voucher -> new Payment.Voucher(1, TIP, given));
    });
    assertThat(versionOf(PAYMENTS, 1L)).as("the same value is no change").isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1,\"a\":2} | two members have one name",
        "{\"a\":1}}        | something follows the value",
        "\"\\u0000\"       | U+0000",
        "[01]              | expected , or ]",
        "1e999             | a number is out of range",
        "1e400             | a number is out of range",
        "-1E400            | a number is out of range",
        "1e-324            | a number is out of range",
        "1e-99999999999    | a number is out of range",
        "\"\\u\uFF11\uFF12\uFF11\uFF12\" | an escape needs four hexadecimal digits",
        "\"\\u\u0661\u0662\u0663\u0664\" | an escape needs four hexadecimal digits",
        "\uFF11            | a digit is missing",
        "tru               | unknown word",
        "NaN               | a digit is missing",
        "{                 | it ends too early",
        "{'a':1}           | a member name is missing",
      })
  @CatalogueEntry(value = "5.9", answer = CatalogueEntry.Answer.REFUSED)
  void document_thatDatabasesDoNotAgreeOn_isRefused(String given, String why) {
    InvalidValueException failure = refused(
        InvalidValueException.class,
        work -> work.repository(PAYMENTS).add(new Payment.Voucher(1, TIP, given)));
    assertThat(failure).hasMessageContaining("column=terms").hasMessageContaining(why);
  }

  static Stream<BigDecimal> doubles() {
    return Stream.of(
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Math.nextDown(Double.MIN_NORMAL),
            0.1,
            1.0 / 3)
        .map(BigDecimal::new);
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void document_everyDoubleWrittenInFull_comesBackWithEachDigit(BigDecimal number) {
    for (String given : List.of(number.toPlainString(), number.toString())) {
      stored(PAYMENTS, new Payment.Voucher(1, TIP, given));
      Payment found = read(PAYMENTS, 1L);
      assertThat(new BigDecimal(((Payment.Voucher) found).terms())).isEqualByComparingTo(number);
      data()
          .run(
              work -> work.repository(PAYMENTS).remove(work.repository(PAYMENTS).get(1L)));
    }
  }

  @Test
  @CatalogueEntry(value = "5.9", answer = CatalogueEntry.Answer.REFUSED)
  void document_inAComparison_isRefused() {
    assertThat(thrown(IllegalArgumentException.class, () -> TERMS.eq("{}")))
        .hasMessageContaining("Cannot compare terms for equality");
    assertThat(thrown(IllegalArgumentException.class, () -> TERMS.contains("a")))
        .hasMessageContaining("Cannot search in terms");
    assertThat(thrown(IllegalArgumentException.class, () -> TERMS.asc()))
        .hasMessageContaining("Cannot sort by terms");
  }

  // --- sequences ---

  @Test
  @CatalogueEntry("7.1")
  void next_acrossBlocks_growsAndNeverRepeats() {
    var numbers = new HashSet<Long>();
    data().run(work -> {
      long last = 0;
      for (int i = 0; i < 23; i++) {
        long next = work.nextValue(RECEIPTS);
        assertThat(next).isGreaterThan(last);
        last = next;
        numbers.add(next);
      }
    });
    assertThat(numbers).hasSize(23);
  }

  @Test
  @CatalogueEntry("7.1")
  void next_afterARollback_isNotHandedOutAgain() {
    long lost;
    try (var unit = data().begin()) {
      lost = unit.nextValue(RECEIPTS);
    }
    data().run(work -> assertThat(work.nextValue(RECEIPTS)).isGreaterThan(lost));
  }

  @Test
  @CatalogueEntry("7.1")
  void next_inUnitsThatCommitFailAndRollBack_growsAndNeverRepeats() {
    var numbers = new ArrayList<Long>();
    Consumer<UnitOfWork> three = work -> {
      for (int i = 0; i < 3; i++) {
        numbers.add(work.nextValue(RECEIPTS));
      }
    };
    for (int round = 0; round < 4; round++) {
      data().run(three);
      uncommitted(three);
      refused(NotFoundException.class, work -> {
        three.accept(work);
        work.repository(PAYMENTS).get(-1L);
      });
    }

    assertThat(numbers).hasSize(36).isSorted().doesNotHaveDuplicates();
    assertThat(numbers.get(0)).isPositive();
  }

  /** The second number of a block is the first one and one more. */
  @Test
  @CatalogueEntry(value = "7.2", answer = CatalogueEntry.Answer.REFUSED)
  void next_numberThatTheApplicationHasUsedByHand_collidesAndIsNotSkipped() {
    long first = data().<Long>execute(work -> work.nextValue(RECEIPTS));
    stored(PAYMENTS, new Payment.Voucher(first + 1, TIP, null));

    UniqueViolationException failure = refused(UniqueViolationException.class, work -> {
      long next = work.nextValue(RECEIPTS);
      assertThat(next).isEqualTo(first + 1);
      work.repository(PAYMENTS).add(new Payment.Voucher(next, TIP, null));
    });

    assertThat(failure.constraint()).isEqualTo("payment_pkey");
  }

  @Test
  void next_sequenceOfAnotherModel_isRefused_andTheUnitGoesOn() {
    data().run(work -> {
      assertThat(thrown(
              IllegalArgumentException.class, () -> work.nextValue(IdSequence.of("other_seq", 10))))
          .hasMessageContaining("The sequence other_seq is not in the model");
      assertThat(work.nextValue(RECEIPTS)).isPositive();
    });
  }

  // --- generated ids ---

  @Test
  @CatalogueEntry("7.3")
  void addGenerated_givesTheObjectItsId_andItCanBeUpdated() {
    Complaint cold = data().execute(work -> {
      var complaints = work.repository(COMPLAINTS);
      Complaint added = complaints.addGenerated(id -> new Complaint(id, "cold"));
      assertThat(complaints.get(added.id())).isSameAs(added);
      complaints.update(new Complaint(added.id(), "too cold"));
      return added;
    });

    assertThat(read(COMPLAINTS, cold.id())).isEqualTo(new Complaint(cold.id(), "too cold"));
    assertThat(versionOf(COMPLAINTS, cold.id())).isEqualTo(2);
  }

  @Test
  @CatalogueEntry("7.3")
  void addGenerated_manyTimes_neverRepeatsAnId() {
    data().run(work -> {
      for (int i = 0; i < 10; i++) {
        String subject = "subject " + i;
        work.repository(COMPLAINTS).addGenerated(id -> new Complaint(id, subject));
      }
    });
    assertThat(all(COMPLAINTS))
        .extracting(Complaint::id)
        .doesNotHaveDuplicates()
        .hasSize(10);
  }

  @Test
  @CatalogueEntry("7.1")
  void addGenerated_afterARollback_neverRepeatsTheId() {
    var lost = new ArrayList<Integer>();
    uncommitted(work -> lost.add(work.repository(COMPLAINTS)
        .addGenerated(id -> new Complaint(id, "lost"))
        .id()));

    int kept = data()
        .<Integer>execute(work -> work.repository(COMPLAINTS)
            .addGenerated(id -> new Complaint(id, "kept"))
            .id());

    assertThat(kept).isGreaterThan(lost.get(0));
  }

  @Test
  void addGenerated_breakingARule_isRefused() {
    data().run(work -> work.repository(COMPLAINTS).addGenerated(id -> new Complaint(id, "cold")));
    assertThat(refused(
                UniqueViolationException.class,
                work -> work.repository(COMPLAINTS).addGenerated(id -> new Complaint(id, "cold")))
            .constraint())
        .isEqualTo("complaint_subject_key");
  }

  @Test
  @CatalogueEntry(value = "7.2", answer = CatalogueEntry.Answer.REFUSED)
  void add_assignedId_whereTheDatabaseGeneratesThem_isRefused() {
    assertThat(refused(
            MisuseException.class, work -> work.repository(COMPLAINTS).add(new Complaint(7, "x"))))
        .hasMessageContaining("are generated by the database");
    assertThat(refused(
            MisuseException.class,
            work ->
                work.repository(PAYMENTS).addGenerated(id -> new Payment.Voucher(id, TIP, null))))
        .hasMessageContaining("are assigned by the application");
    assertThat(data().<Long>execute(work -> work.repository(COMPLAINTS).count(SUBJECT.isNotNull())))
        .isZero();
  }
}
