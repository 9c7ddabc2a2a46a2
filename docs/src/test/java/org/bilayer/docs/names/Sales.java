package org.bilayer.docs.names;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;

/** Persons and invoices in tables of somebody else's design. */
final class Sales {

  /** A person; in the database the two texts have each other's name. */
  record Person(long id, String name, String nick) {}

  /** An amount with its currency. */
  record Price(BigDecimal amount, String currency) {}

  /** A line of an invoice. */
  record Line(String sku, int pieces) {}

  /** A text in a language. */
  record Note(String text) {}

  /** An invoice. */
  record Invoice(
      long number,
      long seller,
      long checker,
      Price total,
      List<Line> lines,
      Map<String, Note> notes) {}

  // tag::table[]
  static final Column<Person, Long> ID =
      Column.of("id", Codec.int64(), Person::id).inColumn("PersonID");
  static final Column<Person, String> NAME =
      Column.of("name", Codec.text(40), Person::name).inColumn("nick");
  static final Column<Person, String> NICK =
      Column.of("nick", Codec.text(40), Person::nick).inColumn("name");

  static final Mapping<Person, Long> PERSONS = Mapping.of(Person.class, "person", ID)
      .inTable("sales", "tblPerson")
      .inVersionColumn("Row Version")
      .primaryKey("PK_Person")
      .unique("UQ_Person.Name", NAME)
      .construct(ID, NAME, NICK, Person::new);
  // end::table[]

  static final Mapping<Person, Long> FORMER = Mapping.of(Person.class, "former_person", ID)
      .inTable("archive", "tblPerson")
      .primaryKey("PK_Former Person")
      .construct(ID, NAME, NICK, Person::new);

  // tag::value[]
  static final Column<Price, BigDecimal> AMOUNT =
      Column.of("amount", Codec.decimal(10, 2), Price::amount).inColumn("Amount");
  static final Column<Price, String> CURRENCY =
      Column.of("currency", Codec.text(3), Price::currency);
  static final Value<Price> PRICE = Value.of(Price.class, AMOUNT, CURRENCY, Price::new);

  static final Embedded<Invoice, Price> TOTAL =
      Embedded.of("total_", PRICE, Invoice::total).inColumns("Total").inColumn(CURRENCY, "Cur");
  // end::value[]

  static final Column<Line, String> SKU =
      Column.of("sku", Codec.text(20), Line::sku).inColumn("S.K.U.");
  static final Column<Line, Integer> PIECES =
      Column.of("pieces", Codec.int32(), Line::pieces).inColumn("count");
  static final Value<Line> LINE = Value.of(Line.class, SKU, PIECES, Line::new);

  // tag::lines[]
  static final ElementCollection<Invoice, Line, List<Line>> LINES = ElementCollection.list(
          "invoice_line", LINE, Invoice::lines)
      .inTable("sales", "Invoice Lines")
      .inOwnerColumns("InvoiceNo")
      .inPlaceColumn("LineNo")
      .primaryKey("PK_InvoiceLines")
      .ownerReference("FK_Lines:Invoice")
      .check("CK_Lines 'count'", PIECES.gt(0));
  // end::lines[]

  static final Column<Note, String> TEXT = Column.of("text", Codec.text(40), Note::text);
  static final ElementCollection<Invoice, Note, Map<String, Note>> NOTES = ElementCollection.map(
          "invoice_note",
          "language",
          Codec.text(5),
          Value.of(Note.class, TEXT, Note::new),
          Invoice::notes)
      .inTable("tblInvoice")
      .inOwnerColumns("number")
      .inPlaceColumn("Select")
      .primaryKey("PK_Notes");

  static final Column<Invoice, Long> NUMBER =
      Column.of("number", Codec.int64(), Invoice::number).inColumn("No.");
  static final Column<Invoice, Long> SELLER =
      Column.of("seller", Codec.int64(), Invoice::seller).inColumn("SellerID");
  static final Column<Invoice, Long> CHECKER =
      Column.of("checker", Codec.int64(), Invoice::checker).inColumn("CheckerID");

  // tag::references[]
  static final Reference<Invoice, Person> SOLD_BY =
      Reference.of("FK_Invoice_Person", SELLER, PERSONS);
  static final Reference<Invoice, Person> CHECKED_BY =
      Reference.of("invoice_checked_by", CHECKER, PERSONS).notEnforced();

  static final Mapping<Invoice, Long> INVOICES = Mapping.of(Invoice.class, "invoice", NUMBER)
      .inTable("sales", "tblInvoice")
      .references(SOLD_BY)
      .references(CHECKED_BY)
      .construct(NUMBER, SELLER, CHECKER, TOTAL, LINES, NOTES, Invoice::new);
  // end::references[]

  static final IdSequence NUMBERS =
      IdSequence.of("invoice_number", 50).inSequence("sales", "seqInvoice");

  static final Model MODEL = Model.of(PERSONS, FORMER, INVOICES).withSequences(NUMBERS);

  private Sales() {}
}
