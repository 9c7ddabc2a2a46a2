package org.bilayer.contracts.sample;

import java.util.Set;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Embedded;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Variant;
import org.bilayer.model.Variants;

/** Payments: a sealed type, sets of enum constants, JSON documents, a sequence, and ids that the database generates. */
public final class Till {

  /** Numbers for receipts. */
  public static final IdSequence RECEIPTS = IdSequence.of("receipt_seq", 5);

  public static final Column<Payment, Long> RECEIPT =
      Column.of("receipt", Codec.int64(), Payment::receipt);
  public static final Column<Payment, Set<Payment.Purpose>> PURPOSES =
      Column.of("purposes", Codec.enumSet(Payment.Purpose.class), Payment::purposes);

  public static final Column<Payment.Card, String> CARD_NUMBER =
      Column.of("card_number", Codec.text(16), Payment.Card::number);
  public static final Column<Payment.Card, String> HOLDER =
      Column.optional("holder", Codec.text(40), Payment.Card::holder);
  public static final Variant<Payment, Payment.Card> CARD = Variant.of(
      "card",
      Payment.Card.class,
      row -> new Payment.Card(
          row.get(RECEIPT), row.get(PURPOSES), row.get(CARD_NUMBER), row.find(HOLDER)),
      CARD_NUMBER,
      HOLDER);

  public static final Column<Payment.Cash, Integer> COINS =
      Column.of("coins", Codec.int32(), Payment.Cash::coins);
  public static final Embedded<Payment.Cash, Money> CHANGE =
      Embedded.of("change_", Bank.MONEY, Payment.Cash::change);
  public static final Variant<Payment, Payment.Cash> CASH = Variant.of(
      "cash",
      Payment.Cash.class,
      row -> new Payment.Cash(row.get(RECEIPT), row.get(PURPOSES), row.get(COINS), row.get(CHANGE)),
      COINS,
      CHANGE);

  public static final Column<Payment.Voucher, String> TERMS =
      Column.nullable("terms", Codec.document(), Payment.Voucher::terms);
  public static final Variant<Payment, Payment.Voucher> VOUCHER = Variant.of(
      "voucher",
      Payment.Voucher.class,
      row -> new Payment.Voucher(row.get(RECEIPT), row.get(PURPOSES), row.getOrNull(TERMS)),
      TERMS);

  public static final Variants<Payment> KIND = Variants.of("kind", CARD, CASH, VOUCHER);

  public static final Mapping<Payment, Long> PAYMENTS = Mapping.of(
          Payment.class, "payment", RECEIPT)
      .with(PURPOSES, KIND)
      .unique("payment_card_number_key", CARD.at(CARD_NUMBER))
      .construct(row -> row.get(KIND));

  public static final Column<Complaint, Integer> COMPLAINT_ID =
      Column.of("id", Codec.int32(), Complaint::id);
  public static final Column<Complaint, String> SUBJECT =
      Column.of("subject", Codec.text(40), Complaint::subject);

  /** A table whose ids the database generates. */
  public static final Mapping<Complaint, Integer> COMPLAINTS = Mapping.of(
          Complaint.class, "complaint", COMPLAINT_ID)
      .identity()
      .with(SUBJECT)
      .unique("complaint_subject_key", SUBJECT)
      .construct(row -> new Complaint(row.get(COMPLAINT_ID), row.get(SUBJECT)));

  public static final Model MODEL = Model.of(PAYMENTS, COMPLAINTS).withSequences(RECEIPTS);

  private Till() {}
}
