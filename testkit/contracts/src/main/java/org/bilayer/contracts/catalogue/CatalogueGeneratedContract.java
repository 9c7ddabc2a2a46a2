package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.testkit.backend.NeedsConnections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chapter 7 of the catalogue: numbers that are handed out, versions, and how many rows a write has met. */
public abstract class CatalogueGeneratedContract extends CatalogueContract {

  /** An invoice. The number is null in one that was not given any. */
  private record Invoice(
      @Nullable Long number, String text, @Nullable String remark) {

    static Invoice of(long number, String text) {
      return new Invoice(number, text, null);
    }

    Invoice saying(String next) {
      return new Invoice(number, next, remark);
    }
  }

  @SuppressWarnings("NullAway") // an invoice without number is what one test needs
  private static Long numberOf(Invoice invoice) {
    return invoice.number();
  }

  private static final Column<Invoice, Long> NUMBER =
      Column.of("number", Codec.int64(), CatalogueGeneratedContract::numberOf);
  private static final Column<Invoice, String> TEXT =
      Column.of("text", Codec.text(20), Invoice::text);
  private static final Column<Invoice, String> REMARK =
      Column.nullable("remark", Codec.text(20), Invoice::remark);
  private static final Mapping<Invoice, Long> INVOICES = Mapping.of(
          Invoice.class, "invoice", NUMBER)
      .with(TEXT, REMARK)
      .construct(row -> new Invoice(row.get(NUMBER), row.get(TEXT), row.getOrNull(REMARK)));

  /** A letter, whose id the database generates. */
  private record Letter(long id, String text) {}

  private static final Column<Letter, Long> LETTER_ID = Column.of("id", Codec.int64(), Letter::id);
  private static final Column<Letter, String> LETTER_TEXT =
      Column.of("text", Codec.text(20), Letter::text);
  private static final Mapping<Letter, Long> LETTERS = Mapping.of(Letter.class, "letter", LETTER_ID)
      .with(LETTER_TEXT)
      .identity()
      .construct(row -> new Letter(row.get(LETTER_ID), row.get(LETTER_TEXT)));

  private static final IdSequence NUMBERS = IdSequence.of("invoice_numbers", 5);

  private static final Model MODEL = Model.of(INVOICES, LETTERS).withSequences(NUMBERS);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private void storeInvoices(int count) {
    data()
        .run(work -> IntStream.range(0, count)
            .forEach(number -> work.repository(INVOICES).add(Invoice.of(number, "new"))));
  }

  // --- 7.1 numbers of a sequence ---

  @Test
  @CatalogueEntry("7.1")
  void entry_7_1_numbers_growAndAreNeverHandedOutAgain() {
    var seen = new ArrayList<Long>();
    for (int unit = 0; unit < 8; unit++) {
      boolean isCommitted = unit % 2 == 0;
      try (UnitOfWork work = data().begin()) {
        for (int i = 0; i < 3; i++) {
          seen.add(work.nextValue(NUMBERS));
        }
        if (isCommitted) {
          work.commit();
        }
      }
    }

    assertThat(seen).isSorted().doesNotHaveDuplicates();
    assertThat(seen.get(0)).isPositive();
  }

  @Test
  @CatalogueEntry("7.1")
  void entry_7_1_numberOfAFailedAdd_isLost() {
    storeInvoices(1);
    var lost = new HashSet<Long>();

    refused(UniqueViolationException.class, work -> {
      long number = work.nextValue(NUMBERS);
      lost.add(number);
      work.repository(INVOICES).add(Invoice.of(number, "lost"));
      work.repository(INVOICES).add(Invoice.of(0, "taken"));
    });

    data().run(work -> {
      for (int i = 0; i < 20; i++) {
        assertThat(lost).doesNotContain(work.nextValue(NUMBERS));
      }
    });
  }

  @Test
  @CatalogueEntry("7.1")
  void entry_7_1_idGeneratedInAUnitThatIsRolledBack_isNotHandedOutAgain() {
    var rolledBack = new ArrayList<Long>();
    uncommitted(work -> rolledBack.add(
        work.repository(LETTERS).addGenerated(id -> new Letter(id, "lost")).id()));

    long next = data()
        .<Long>execute(work ->
            work.repository(LETTERS).addGenerated(id -> new Letter(id, "kept")).id());

    assertThat(next).isGreaterThan(rolledBack.get(0));
  }

  // --- 7.2 numbers chosen by hand ---

  @Test
  @CatalogueEntry(value = "7.2", answer = CatalogueEntry.Answer.REFUSED)
  void entry_7_2_numberChosenByHandThatTheSequenceReachesLater_collidesAndIsNotSkipped() {
    // The second number of a block is the first one and one more.
    long first = data().<Long>execute(work -> work.nextValue(NUMBERS));
    stored(INVOICES, Invoice.of(first + 1, "by hand"));

    UniqueViolationException failure = refused(UniqueViolationException.class, work -> {
      long number = work.nextValue(NUMBERS);
      assertThat(number).isEqualTo(first + 1);
      work.repository(INVOICES).add(Invoice.of(number, "by the sequence"));
    });

    assertThat(failure.constraint()).isEqualTo("invoice_pkey");
  }

  @Test
  @CatalogueEntry(value = "7.2", answer = CatalogueEntry.Answer.REFUSED)
  void entry_7_2_idChosenByHandWhereTheDatabaseGeneratesThem_isRefused() {
    MisuseException byHand = refused(
        MisuseException.class, work -> work.repository(LETTERS).add(new Letter(7, "by hand")));
    MisuseException generated = refused(
        MisuseException.class,
        work -> work.repository(INVOICES).addGenerated(number -> Invoice.of(number, "generated")));

    assertThat(byHand)
        .hasMessageContainingAll(
            "The ids of Letter are generated by the database", "Call addGenerated");
    assertThat(generated).hasMessageContaining("Invoice");
  }

  @Test
  @CatalogueEntry(value = "7.2", answer = CatalogueEntry.Answer.REFUSED)
  void entry_7_2_aggregateWithoutAnId_isRefused() {
    data()
        .run(work -> assertSenseless(
            () -> work.repository(INVOICES).add(new Invoice(null, "no number", null)),
            "The id of the Invoice is null. Assign one before adding it."));
  }

  // --- 7.3 when the id is known ---

  @Test
  @CatalogueEntry("7.3")
  void entry_7_3_id_isKnownBeforeAnythingIsWritten() {
    data().run(work -> {
      Repository<Invoice, Long> invoices = work.repository(INVOICES);
      long number = work.nextValue(NUMBERS);
      Invoice added = Invoice.of(number, "new");
      invoices.add(added);
      assertThat(invoices.get(number)).isSameAs(added);
      invoices.update(added.saying("changed unwritten"));
    });

    assertThat(all(INVOICES)).extracting(Invoice::text).containsExactly("changed unwritten");
  }

  @Test
  @CatalogueEntry("7.3")
  void entry_7_3_idThatTheDatabaseGenerates_isKnownAtOnceAndForEver() {
    Letter[] added = new Letter[2];
    data().run(work -> {
      Repository<Letter, Long> letters = work.repository(LETTERS);
      for (int i = 0; i < 2; i++) {
        added[i] = letters.addGenerated(id -> new Letter(id, "dear"));
        assertThat(letters.get(added[i].id())).isSameAs(added[i]);
      }
    });

    assertThat(added[1].id()).isNotEqualTo(added[0].id());
    assertThat(all(LETTERS)).containsExactlyInAnyOrder(added);
  }

  // --- 7.4 values that nobody gave ---

  @Test
  @CatalogueEntry("7.4")
  void entry_7_4_whatIsStored_isWhatTheObjectSaysAndNothingElse() {
    Invoice given = Invoice.of(1, "text");
    data().run(work -> {
      work.repository(INVOICES).add(given);
      work.flush();
      assertThat(work.repository(INVOICES).get(1L)).isSameAs(given);
    });

    assertThat(read(INVOICES, 1L)).isEqualTo(given);
    assertThat(read(INVOICES, 1L).remark()).isNull();
  }

  @Test
  @CatalogueEntry(value = "7.4", answer = CatalogueEntry.Answer.CANNOT_BE_SAID)
  void entry_7_4_valueThatTheDatabaseFillsIn_isNoPropertyOfAColumn() {
    for (Class<?> type : List.of(Column.class, Codec.class, Mapping.Builder.class)) {
      assertThat(methodsOf(type))
          .noneMatch(name -> name.contains("default")
              || name.contains("computed")
              || name.contains("trigger")
              || name.contains("expression"));
    }
  }

  // --- 7.5 and 7.6 counts ---

  @Test
  @CatalogueEntry("7.5")
  void entry_7_5_bulkChangeToTheValuesThatAreThere_countsTheRowsItMet() {
    storeInvoices(3);

    data()
        .run(work -> assertThat(
                work.repository(INVOICES).where(TEXT.eq("new")).set(TEXT, "new").update())
            .isEqualTo(3));
  }

  @Test
  @CatalogueEntry("7.5")
  void entry_7_5_updateWithoutADifference_writesNothingAndIsNotStale() {
    storeInvoices(1);
    long version = versionOf(INVOICES, 0L);

    data().run(work -> {
      work.repository(INVOICES).get(0L);
      work.repository(INVOICES).update(Invoice.of(0, "new"));
      work.flush();
      work.repository(INVOICES).update(Invoice.of(0, "new"));
    });

    assertThat(versionOf(INVOICES, 0L)).isEqualTo(version);
  }

  @Test
  @CatalogueEntry("7.5")
  void entry_7_5_upsertOfTheSameTwice_neverReadsAsAStaleVersion() {
    for (int i = 0; i < 3; i++) {
      data().run(work -> work.repository(INVOICES).upsert(Invoice.of(1, "same")));
    }

    assertThat(all(INVOICES)).containsExactly(Invoice.of(1, "same"));
  }

  @Test
  @CatalogueEntry("7.6")
  @NeedsConnections(2)
  void entry_7_6_oneStaleRowAmongMany_failsTheWholeFlush() {
    int count = 60;
    storeInvoices(count);

    for (var options : List.of(READ_COMMITTED, SNAPSHOT)) {
      Contents[] afterTheOther = new Contents[1];
      try (UnitOfWork work = data().begin(options)) {
        Repository<Invoice, Long> invoices = work.repository(INVOICES);
        invoices.find(Query.all());
        meanwhile(other -> other
            .repository(INVOICES)
            .change(30L, invoice -> invoice.saying(options.level() + "")));
        afterTheOther[0] = Contents.of(data());
        for (long number = 0; number < count; number++) {
          invoices.change(number, invoice -> invoice.saying("mine"));
        }
        thrown(ConflictException.class, work::commit);
      }
      assertThat(Contents.of(data())).isEqualTo(afterTheOther[0]);
    }
  }

  @Test
  @CatalogueEntry("7.6")
  @NeedsConnections(2)
  void entry_7_6_oneMissingRowAmongMany_failsTheWholeFlush() {
    int count = 60;
    storeInvoices(count);

    try (UnitOfWork work = data().begin(READ_COMMITTED)) {
      Repository<Invoice, Long> invoices = work.repository(INVOICES);
      List<Invoice> found = invoices.find(Query.all());
      meanwhile(
          other -> other.repository(INVOICES).remove(other.repository(INVOICES).get(30L)));
      found.forEach(invoices::remove);
      thrown(ConflictException.class, work::commit);
    }

    assertThat(all(INVOICES)).hasSize(count - 1);
  }

  // --- 7.7 versions ---

  @Test
  @CatalogueEntry("7.7")
  @NeedsConnections(2)
  void entry_7_7_updateAndRemovalOfARowThatChanged_areStale() {
    storeInvoices(2);
    for (long number : List.of(0L, 1L)) {
      try (UnitOfWork work = data().begin(READ_COMMITTED)) {
        Repository<Invoice, Long> invoices = work.repository(INVOICES);
        Invoice invoice = invoices.get(number);
        meanwhile(other -> other.repository(INVOICES).change(number, i -> i.saying("other")));
        if (number == 0) {
          invoices.update(invoice.saying("mine"));
        } else {
          invoices.remove(invoice);
        }
        StaleVersionException failure = thrown(StaleVersionException.class, work::commit);
        assertThat(failure.type()).isEqualTo("invoice");
        assertThat(failure.id()).isEqualTo(String.valueOf(number));
        assertThat(failure.isRetryable()).isTrue();
      }
    }

    assertThat(all(INVOICES)).extracting(Invoice::text).containsExactly("other", "other");
  }

  @Test
  @CatalogueEntry("7.7")
  @NeedsConnections(2)
  void entry_7_7_updateOfARowThatIsGone_isStaleAndDoesNotInsert() {
    storeInvoices(1);
    try (UnitOfWork work = data().begin(READ_COMMITTED)) {
      Repository<Invoice, Long> invoices = work.repository(INVOICES);
      invoices.change(0L, invoice -> invoice.saying("mine"));
      meanwhile(other -> other.repository(INVOICES).where(Specification.all()).remove());
      thrown(StaleVersionException.class, work::commit);
    }

    assertThat(all(INVOICES)).isEmpty();
  }

  @Test
  @CatalogueEntry("7.7")
  void entry_7_7_rowWrittenSeveralTimesInOneUnit_isNotStaleForItself() {
    storeInvoices(1);

    data().run(work -> {
      for (String text : List.of("first", "second", "third")) {
        work.repository(INVOICES).change(0L, invoice -> invoice.saying(text));
        work.flush();
      }
      work.repository(INVOICES).remove(work.repository(INVOICES).get(0L));
    });

    assertThat(all(INVOICES)).isEmpty();
  }

  @Test
  @CatalogueEntry("7.7")
  void entry_7_7_editMadeOutsideOfTheUnit_isCheckedAgainstTheVersionItWasReadAt() {
    storeInvoices(1);
    long version = versionOf(INVOICES, 0L);
    data().run(work -> work.repository(INVOICES).update(Invoice.of(0, "first"), version));

    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(INVOICES).update(Invoice.of(0, "second"), version));
    refused(StaleVersionException.class, work -> work.repository(INVOICES).removeById(0L, version));
    refused(
        StaleVersionException.class,
        work -> work.repository(INVOICES).update(Invoice.of(9, "gone"), version));

    assertThat(failure.expectedVersion()).isEqualTo(version);
    assertThat(failure.foundVersion()).hasValue(version + 1);
  }

  @Test
  @CatalogueEntry("7.7")
  void entry_7_7_bulkChange_makesLoadedObjectsOutOfDate() {
    storeInvoices(1);

    refused(MisuseException.class, work -> {
      Invoice invoice = work.repository(INVOICES).get(0L);
      work.repository(INVOICES).where(Specification.all()).set(TEXT, "bulk").update();
      work.repository(INVOICES).update(invoice.saying("mine"));
      work.flush();
    });
  }
}
