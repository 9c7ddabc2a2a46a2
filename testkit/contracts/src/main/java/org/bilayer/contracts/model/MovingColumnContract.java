package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Hotel.VISITS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.DataLayer;
import org.bilayer.DirtyChecking;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Guest;
import org.bilayer.contracts.sample.Guest.FullName;
import org.bilayer.contracts.sample.Guest.Grade;
import org.bilayer.contracts.sample.Guest.Stay;
import org.bilayer.contracts.sample.Hotel;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.Phase;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every backend promises about attributes that move from one column to another. */
public abstract class MovingColumnContract extends Contract {

  private static final Guest ADA = guest(1, "A-1", Grade.GOLD, 7, "Ada Lovelace");
  private static final Guest BOB = guest(2, "B-2", Grade.PLAIN, null, "Bob Ross");

  private Hotel hotel = new Hotel(Phase.READ_OLD);
  private @Nullable DataLayer layer;

  @Override
  protected Model model() {
    return hotel.model;
  }

  private static Guest guest(
      int id, String badge, Grade grade, @Nullable Integer nights, String name) {
    return new Guest(
        id, badge, grade, nights, FullName.of(name), 0, List.of(new Stay(1, "room " + id)));
  }

  private DataLayer hotelIn(Phase phase) {
    hotel = new Hotel(phase);
    layer = open(LayerOptions.defaults());
    return layer;
  }

  private DataLayer hotelWithGuests(Phase phase) {
    DataLayer opened = hotelIn(phase);
    opened.run(work -> work.repository(hotel.guests).addAll(List.of(ADA, BOB)));
    return opened;
  }

  private Table table() {
    return ModelInternals.layout(hotel.model, hotel.guests).root();
  }

  private Table stays() {
    return ModelInternals.layout(hotel.model, hotel.guests).owned().get(0);
  }

  /** The first row of a table by name of column. */
  private Map<String, @Nullable Object> first(Table table) {
    @Nullable Object[] row = rows(layer(), table).get(0);
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int column = 0; column < row.length; column++) {
      values.put(table.columns().get(column).name(), row[column]);
    }
    return values;
  }

  private DataLayer layer() {
    return Objects.requireNonNull(layer);
  }

  /** Older code, which knows of one of the columns only, changes the row of Ada. */
  private void changedByOlderCode(String column, @Nullable Object value) {
    Table table = table();
    @Nullable Object[] row = rows(layer(), table).get(0);
    int position = position(table, column);
    row[position] = value;
    storedByOthers(
        layer(),
        List.of(new Write.Update(table, Key.of(1), row, new int[] {position}, Write.UNCHECKED)));
  }

  private static int position(Table table, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return i;
      }
    }
    throw new AssertionError(column);
  }

  private Guest ada() {
    return layer().execute(work -> work.repository(hotel.guests).get(1));
  }

  // --- writing and reading

  @ParameterizedTest
  @EnumSource(Phase.class)
  void add_storesBothForms_untilTheMoveEnds(Phase phase) {
    hotelWithGuests(phase);

    boolean old = phase != Phase.NEW_ONLY;
    boolean next = true;
    Map<String, @Nullable Object> row = first(table());
    assertForms(row, "badge", old, "A-1");
    assertForms(row, "badge_code", next, "A-1");
    assertForms(row, "grade", old, "GOLD");
    assertForms(row, "grade_no", next, 3);
    assertForms(row, "nights", old, 7);
    assertForms(row, "nights_total", next, 7L);
    assertForms(row, "full_name", old, "Ada Lovelace");
    assertForms(row, "name_first", next, "Ada");
    assertForms(row, "name_last", next, "Lovelace");
    Map<String, @Nullable Object> stay = first(stays());
    assertForms(stay, "room", old, "room 1");
    assertForms(stay, "room_name", next, "room 1");
    assertThat(ada()).isEqualTo(ADA);
  }

  private static void assertForms(
      Map<String, @Nullable Object> row, String column, boolean exists, Object value) {
    if (exists) {
      assertThat(row).containsEntry(column, value);
    } else {
      assertThat(row).doesNotContainKey(column);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "NEW_ONLY", mode = Mode.EXCLUDE)
  void update_ofAnotherAttribute_writesEachOtherFormAgain(Phase phase) {
    hotelWithGuests(phase);
    String copy = phase == Phase.READ_OLD ? "badge_code" : "badge";
    String partOfName = phase == Phase.READ_OLD ? "name_last" : "full_name";
    changedByOlderCode(copy, null);
    changedByOlderCode(partOfName, "stale");

    layer().run(work -> work.repository(hotel.guests).change(1, Guest::visiting));

    assertThat(first(table()))
        .containsEntry(copy, "A-1")
        .containsEntry(partOfName, phase == Phase.READ_OLD ? "Lovelace" : "Ada Lovelace")
        .containsEntry("visits", 1);
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "NEW_ONLY", mode = Mode.EXCLUDE)
  void update_ofAnElementOnly_writesTheOtherFormsOfTheRootAndOfTheElement(Phase phase) {
    hotelWithGuests(phase);
    String copy = phase == Phase.READ_OLD ? "badge_code" : "badge";
    changedByOlderCode(copy, "stale");

    layer()
        .run(work -> work.repository(hotel.guests)
            .change(1, guest -> guest.withStays(List.of(new Stay(1, "attic")))));

    assertThat(first(table())).containsEntry(copy, "A-1");
    assertThat(first(stays())).containsEntry("room", "attic").containsEntry("room_name", "attic");
  }

  @Test
  void update_afterOlderCodeHasChangedTheOldColumn_takesThatChangeOver() {
    hotelWithGuests(Phase.READ_OLD);
    changedByOlderCode("badge", "A-9");
    assertThat(ada().badge()).isEqualTo("A-9");

    layer().run(work -> work.repository(hotel.guests).change(1, Guest::visiting));

    assertThat(first(table())).containsEntry("badge", "A-9").containsEntry("badge_code", "A-9");
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "NEW_ONLY", mode = Mode.EXCLUDE)
  void read_whileTheOtherFormIsMissingOrStale_givesTheObject_andChangesNothing(Phase phase) {
    hotelWithGuests(phase);
    String copy = phase == Phase.READ_OLD ? "badge_code" : "badge";
    changedByOlderCode(copy, "other");
    changedByOlderCode(phase == Phase.READ_OLD ? "grade_no" : "grade", null);
    @Nullable Object[] before = rows(layer(), table()).get(0);

    layer()
        .run(
            UnitOptions.defaults().dirtyChecking(DirtyChecking.FAIL),
            work -> assertThat(work.repository(hotel.guests).find(Query.all()))
                .containsExactlyInAnyOrder(ADA, BOB));

    assertThat(rows(layer(), table()).get(0)).containsExactly(before);
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "NEW_ONLY", mode = Mode.EXCLUDE)
  void update_toTheSameObject_writesNothing_whateverTheOtherFormHolds(Phase phase) {
    hotelWithGuests(phase);
    changedByOlderCode(phase == Phase.READ_OLD ? "badge_code" : "badge", "other");
    @Nullable Object[] before = rows(layer(), table()).get(0);

    layer().run(work -> {
      Repository<Guest, Integer> guests = work.repository(hotel.guests);
      guests.update(guests.get(1).withBadge("A-1"));
    });

    assertThat(rows(layer(), table()).get(0)).containsExactly(before);
  }

  @Test
  void add_withAValueThatTheOtherFormCannotHold_isRefused_byTheNameOfTheColumn() {
    DataLayer opened = hotelIn(Phase.READ_NEW);
    Guest long16 = ADA.withBadge("A-34567890123456");

    InvalidValueException failure = refused(
        opened,
        UnitOptions.defaults(),
        InvalidValueException.class,
        work -> work.repository(hotel.guests).add(long16));

    assertThat(failure).hasMessageContaining("column=badge").hasMessageContaining("guest");
    assertThat(rows(opened, table())).isEmpty();
  }

  @Test
  void attempt_undone_leavesBothForms() {
    hotelWithGuests(Phase.READ_OLD);
    @Nullable Object[] before = rows(layer(), table()).get(0);

    layer().run(work -> {
      thrown(
          UniqueViolationException.class,
          () -> work.attempt(part -> {
            part.repository(hotel.guests).change(1, guest -> guest.withName(BOB.name()));
            part.flush();
            part.repository(hotel.guests).change(2, guest -> guest.withBadge("A-1"));
            part.flush();
          }));
      work.repository(hotel.guests).change(2, Guest::visiting);
    });

    assertThat(rows(layer(), table()).get(0)).containsExactly(before);
  }

  // --- questions

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "NEW_ONLY", mode = Mode.EXCLUDE)
  void questions_useTheColumnThatThePhaseReads(Phase phase) {
    hotelWithGuests(phase);
    boolean old = phase == Phase.READ_OLD;
    changedByOlderCode(old ? "badge_code" : "badge", "Z-0");
    changedByOlderCode(old ? "nights_total" : "nights", null);

    layer().run(work -> {
      Repository<Guest, Integer> guests = work.repository(hotel.guests);
      assertThat(guests.find(hotel.badge.eq("A-1"))).containsExactly(ADA);
      assertThat(guests.find(hotel.badge.eq("Z-0"))).isEmpty();
      assertThat(guests.find(hotel.nights.isNotNull())).containsExactly(ADA);
      assertThat(guests.count(hotel.grade.eq(Grade.GOLD))).isEqualTo(1);
      assertThat(guests.find(Query.<Guest>all().orderBy(hotel.badge.desc())))
          .containsExactly(BOB, ADA);
      assertThat(guests.select(
              Query.<Guest>all().orderBy(hotel.badge.asc()),
              Projection.<Guest, String>of(tuple -> tuple.get(hotel.badge), hotel.badge)))
          .containsExactly("A-1", "B-2");
      Query<Guest> byBadge = Query.<Guest>all().orderBy(hotel.badge.asc());
      Page<Guest> firstPage = guests.page(byBadge, 1);
      assertThat(firstPage.items()).containsExactly(ADA);
      assertThat(guests.page(byBadge, 1, firstPage.next().orElseThrow()).items())
          .containsExactly(BOB);
    });
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void add_ofATakenValue_breaksTheKey_onTheColumnThatThePhaseReads(Phase phase) {
    DataLayer opened = hotelWithGuests(phase);

    UniqueViolationException failure = refused(
        opened,
        UnitOptions.defaults(),
        UniqueViolationException.class,
        work -> work.repository(hotel.guests).add(guest(3, "A-1", Grade.GOLD, 1, "Cy Twombly")));

    assertThat(failure.constraint()).isEqualTo("guest_badge_key");
  }

  // --- set-based changes

  @ParameterizedTest
  @EnumSource(Phase.class)
  void setBasedChange_ofAMovingAttribute_writesBothForms(Phase phase) {
    hotelWithGuests(phase);

    long changed = layer()
        .execute(work -> work.repository(hotel.guests)
            .where(hotel.badge.eq("A-1"))
            .set(hotel.grade, Grade.SILVER)
            .setNull(hotel.nights)
            .update());

    assertThat(changed).isEqualTo(1);
    Map<String, @Nullable Object> row = first(table());
    assertForms(row, "grade", phase != Phase.NEW_ONLY, "SILVER");
    assertForms(row, "grade_no", true, 2);
    assertThat(row.get("nights")).isNull();
    assertThat(row.get("nights_total")).isNull();
    assertThat(ada().grade()).isEqualTo(Grade.SILVER);
  }

  @Test
  void setBasedChange_thatTheOtherFormCannotHold_isRefused() {
    DataLayer opened = hotelWithGuests(Phase.READ_NEW);

    InvalidValueException failure = refused(
        opened,
        UnitOptions.defaults(),
        InvalidValueException.class,
        work -> work.repository(hotel.guests)
            .where(hotel.badge.eq("A-1"))
            .set(hotel.badge, "A-34567890123456")
            .update());

    assertThat(failure).hasMessageContaining("badge");
  }

  @Test
  void setBasedChange_ofAnAttributeComputedFromWholeObjects_isRefused() {
    DataLayer opened = hotelWithGuests(Phase.READ_OLD);

    IllegalArgumentException failure = refused(
        opened,
        UnitOptions.defaults(),
        IllegalArgumentException.class,
        work -> work.repository(hotel.guests)
            .where(hotel.badge.eq("A-1"))
            .set(hotel.fullName, FullName.of("Ada Byron")));

    assertThat(failure)
        .hasMessage(
            "The attribute full_name is also stored in the column name_first, whose value is"
                + " computed from whole objects, so a set-based change cannot set it [table=guest]. Load the"
                + " aggregates and update them.");
  }

  @Test
  void setBasedChange_ofAPartOfAMovingValueObject_isRefused() {
    DataLayer opened = hotelWithGuests(Phase.READ_NEW);

    IllegalArgumentException failure = refused(
        opened,
        UnitOptions.defaults(),
        IllegalArgumentException.class,
        work -> work.repository(hotel.guests)
            .where(hotel.badge.eq("A-1"))
            .set(hotel.name.at(Hotel.LAST), "Byron"));

    assertThat(failure).hasMessageContaining("is also stored in the column full_name");
  }

  @Test
  void setBasedIncrease_ofAMovingAttribute_isRefused_andOfAnotherOneIsNot() {
    DataLayer opened = hotelWithGuests(Phase.READ_OLD);

    IllegalArgumentException failure = refused(
        opened,
        UnitOptions.defaults(),
        IllegalArgumentException.class,
        work ->
            work.repository(hotel.guests).where(hotel.badge.eq("A-1")).increase(hotel.nights, 1));

    assertThat(failure)
        .hasMessage(
            "Cannot increase nights: it is also stored in a further column, whose value does"
                + " not follow from the amount alone. Load the aggregates and update them.");
    opened.run(work -> work.repository(hotel.guests)
        .where(hotel.badge.eq("A-1"))
        .increase(VISITS, 3)
        .update());
    assertThat(ada().visits()).isEqualTo(3);
  }
}
