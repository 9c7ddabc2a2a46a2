package org.bilayer.benchmarks;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.jspecify.annotations.Nullable;

/** What {@link Growth} has many of. */
final class GrowthModel {

  private GrowthModel() {}

  /** Part of something; cannot change. */
  record Part(int id, String code, @Nullable Integer parent, int amount) {

    static Part numbered(int id) {
      return new Part(id, "code " + id, null, id);
    }

    Part coded(String next) {
      return new Part(id, next, parent, amount);
    }

    Part under(int next) {
      return new Part(id, code, next, amount);
    }

    Part counted(int next) {
      return new Part(id, code, parent, next);
    }
  }

  /** Something whose id the database generates. */
  record Ticket(int id, String title) {}

  /** Something that can change in place. */
  static final class Bin {

    private final int id;
    private final String label;
    private int amount;

    Bin(int id, String label, int amount) {
      this.id = id;
      this.label = label;
      this.amount = amount;
    }

    int id() {
      return id;
    }

    String label() {
      return label;
    }

    int amount() {
      return amount;
    }

    void fill() {
      amount++;
    }
  }

  static final Column<Part, Integer> ID = Column.of("id", Codec.int32(), Part::id);
  static final Column<Part, String> CODE = Column.nullable("code", Codec.text(20), Part::code);
  static final Column<Part, Integer> PARENT =
      Column.nullable("parent", Codec.int32(), Part::parent);
  static final Column<Part, Integer> AMOUNT = Column.of("amount", Codec.int32(), Part::amount);
  static final Mapping<Part, Integer> PARTS = parts();

  private static Mapping<Part, Integer> parts() {
    return Mapping.of(Part.class, "growth_part", ID)
        .with(CODE, PARENT, AMOUNT)
        .unique("growth_part_code_key", CODE)
        .references(Reference.of("growth_part_parent_fkey", PARENT, () -> GrowthModel.PARTS))
        .construct(row -> new Part(
            row.get(ID),
            String.valueOf(row.getOrNull(CODE)),
            row.getOrNull(PARENT),
            row.get(AMOUNT)));
  }

  static final Column<Bin, Integer> BIN_ID = Column.of("id", Codec.int32(), Bin::id);
  static final Column<Bin, String> LABEL = Column.of("label", Codec.text(20), Bin::label);
  static final Column<Bin, Integer> CONTENT = Column.of("amount", Codec.int32(), Bin::amount);
  static final Mapping<Bin, Integer> BINS = Mapping.of(Bin.class, "growth_bin", BIN_ID)
      .with(LABEL, CONTENT)
      .construct(row -> new Bin(row.get(BIN_ID), row.get(LABEL), row.get(CONTENT)));

  static final Column<Ticket, Integer> TICKET_ID = Column.of("id", Codec.int32(), Ticket::id);
  static final Column<Ticket, String> TITLE = Column.of("title", Codec.text(20), Ticket::title);
  static final Mapping<Ticket, Integer> TICKETS = Mapping.of(
          Ticket.class, "growth_ticket", TICKET_ID)
      .identity()
      .with(TITLE)
      .construct(row -> new Ticket(row.get(TICKET_ID), row.get(TITLE)));

  static final Model MODEL = Model.of(PARTS, BINS, TICKETS);
}
