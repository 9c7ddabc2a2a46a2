package org.bilayer.contracts.sample;

import java.util.List;
import java.util.Optional;
import org.bilayer.contracts.sample.Guest.FullName;
import org.bilayer.contracts.sample.Guest.Grade;
import org.bilayer.contracts.sample.Guest.Stay;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Member;
import org.bilayer.model.Model;
import org.bilayer.model.Phase;
import org.bilayer.model.Row;
import org.bilayer.model.Value;

/**
 * Guests whose attributes move between columns: a renamed column, another form of a constant, a wider number, a name that is split, and
 * a renamed column of owned rows.
 */
public final class Hotel {

  public static final Column<Guest, Integer> ID = Column.of("id", Codec.int32(), Guest::id);
  public static final Column<Guest, Integer> VISITS =
      Column.of("visits", Codec.int32(), Guest::visits);

  public static final Column<FullName, String> FIRST =
      Column.of("first", Codec.text(20), FullName::first);
  public static final Column<FullName, String> LAST =
      Column.of("last", Codec.text(40), FullName::last);

  private static final Value<FullName> PARTS =
      Value.of(FullName.class, row -> new FullName(row.get(FIRST), row.get(LAST)), FIRST, LAST);

  private static final Codec<Grade, Integer> NUMBERED = Codec.int32().as(Grade::of, Grade::number);
  private static final Codec<Integer, Long> WIDE =
      Codec.int64().as(Math::toIntExact, Integer::longValue);

  public final Column<Guest, String> badge;
  public final Column<Guest, Grade> grade;
  public final Column<Guest, Integer> nights;

  /** In {@link Phase#READ_OLD} only: the name as one text. */
  public final Column<Guest, FullName> fullName;

  /** From {@link Phase#READ_NEW} on: the name in two parts. */
  public final Embedded<Guest, FullName> name;

  public final ElementCollection<Guest, Stay, List<Stay>> stays;
  public final Mapping<Guest, Integer> guests;
  public final Model model;

  /** A hotel all of whose moves have come so far. */
  public Hotel(Phase phase) {
    this(Optional.of(phase));
  }

  /** The hotel before any move. */
  public static Hotel beforeTheMove() {
    return new Hotel(Optional.empty());
  }

  private static <O, V> Column<O, V> moving(
      Optional<Phase> phase, Column<O, V> from, Column<O, V> to) {
    return phase.map(begun -> Column.moving(begun, from, to)).orElse(from);
  }

  private Hotel(Optional<Phase> phase) {
    badge = moving(
        phase,
        Column.of("badge", Codec.text(12), Guest::badge),
        Column.of("badge_code", Codec.text(16), Guest::badge));
    grade = moving(
        phase,
        Column.of("grade", Codec.enumByName(Grade.class), Guest::grade),
        Column.of("grade_no", NUMBERED, Guest::grade));
    nights = moving(
        phase,
        Column.nullable("nights", Codec.int32(), Guest::nights),
        Column.nullable("nights_total", WIDE, Guest::nights));
    Codec<FullName, String> oneText = Codec.text(60).as(FullName::of, FullName::text);
    Column<Guest, FullName> whole = Column.of("full_name", oneText, Guest::name);
    fullName = phase.isEmpty()
        ? whole
        : whole.alsoWriting(
            Column.of("name_first", Codec.text(20), guest -> guest.name().first()),
            Column.of("name_last", Codec.text(40), guest -> guest.name().last()));
    Embedded<Guest, FullName> split = Embedded.of("name_", PARTS, Guest::name);
    name = phase.equals(Optional.of(Phase.NEW_ONLY)) ? split : split.alsoWriting(whole);
    Column<Stay, Integer> number = Column.of("number", Codec.int32(), Stay::number);
    Column<Stay, String> room = moving(
        phase,
        Column.of("room", Codec.text(10), Stay::room),
        Column.of("room_name", Codec.text(10), Stay::room));
    stays = ElementCollection.list(
        "stay",
        Value.of(Stay.class, row -> new Stay(row.get(number), row.get(room)), number, room),
        Guest::stays);
    boolean isWhole = phase.map(begun -> begun == Phase.READ_OLD).orElse(true);
    Member<Guest, FullName> named = isWhole ? fullName : name;
    guests = Mapping.of(Guest.class, "guest", ID)
        .with(badge, grade, nights, named, VISITS, stays)
        .unique("guest_badge_key", badge)
        .construct(row -> guest(row, isWhole ? row.get(fullName) : row.get(name)));
    model = Model.of(guests);
  }

  private Guest guest(Row<Guest> row, FullName fullName) {
    return new Guest(
        row.get(ID),
        row.get(badge),
        row.get(grade),
        row.getOrNull(nights),
        fullName,
        row.get(VISITS),
        row.get(stays));
  }
}
