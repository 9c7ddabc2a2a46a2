package org.bilayer.contracts.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.jspecify.annotations.Nullable;

/** What only MariaDB has: a zero date that stands for no date or for the first one, and sets of labels. */
public record Voyage(
    int id,
    LocalDate booked,
    @Nullable LocalDate due,
    LocalDateTime left,
    @Nullable LocalDateTime arrived,
    @Nullable Instant paid,
    Set<String> cargo) {

  public static final Column<Voyage, Integer> ID = Column.of("id", Codec.int32(), Voyage::id);
  // tag::zero[]
  public static final Column<Voyage, LocalDate> BOOKED =
      Column.of("booked", Codec.localDate().zeroDateAsFirst(), Voyage::booked);
  public static final Column<Voyage, LocalDate> DUE =
      Column.nullable("due", Codec.localDate().zeroDateAsAbsent(), Voyage::due);
  // end::zero[]
  public static final Column<Voyage, LocalDateTime> LEFT =
      Column.of("left", Codec.localDateTime(3).zeroDateAsFirst(), Voyage::left);
  public static final Column<Voyage, LocalDateTime> ARRIVED =
      Column.nullable("arrived", Codec.localDateTime(6).zeroDateAsAbsent(), Voyage::arrived);
  public static final Column<Voyage, Instant> PAID =
      Column.nullable("paid", Codec.timestamp(6).zeroDateAsAbsent(), Voyage::paid);

  // tag::set[]
  public static final Column<Voyage, Set<String>> CARGO = Column.of(
      "cargo", Codec.labelSet(List.of("corn", "it's", "Corn", "a\\b", "\u00e9")), Voyage::cargo);
  // end::set[]

  public static final Mapping<Voyage, Integer> VOYAGES = Mapping.of(Voyage.class, "voyage", ID)
      .with(BOOKED, DUE, LEFT, ARRIVED, PAID, CARGO)
      // tag::index[]
      .index("voyage_due_idx", DUE.desc(), BOOKED.asc())
      .index("voyage_cargo_idx", CARGO.ne(Set.of()), CARGO.asc(), LEFT.asc())
      // end::index[]
      .check("voyage_due_check", DUE.isNull().or(DUE.gt(LocalDate.of(2, 1, 1))))
      .construct(row -> new Voyage(
          row.get(ID),
          row.get(BOOKED),
          row.getOrNull(DUE),
          row.get(LEFT),
          row.getOrNull(ARRIVED),
          row.getOrNull(PAID),
          row.get(CARGO)));

  public static final Model MODEL = Model.of(VOYAGES);

  /** The first date. */
  public static final LocalDate FIRST = LocalDate.of(1, 1, 1);
}
