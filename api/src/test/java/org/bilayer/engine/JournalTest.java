package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.layout.Layout;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.value.Key;
import org.junit.jupiter.api.Test;

/** What an attempt remembers: the entries it touches, whatever the unit has loaded. */
final class JournalTest {

  private record Thing(long id) {}

  private static final Column<Thing, Long> ID = Column.of("id", Codec.int64(), Thing::id);
  private static final Mapping<Thing, Long> THINGS =
      Mapping.of(Thing.class, "thing", ID).construct(row -> new Thing(row.get(ID)));
  private static final Layout<Thing, Long> LAYOUT = ModelInternals.layout(Model.of(THINGS), THINGS);

  private final IdentityMap map = new IdentityMap();
  private final EntryTable<Thing> table = map.of(LAYOUT);

  private Entry<Thing> loaded(long id) {
    var entry = new Entry<>(LAYOUT, Key.of(id));
    entry.object = new Thing(id);
    entry.version = 1;
    map.putNew(table, entry);
    return entry;
  }

  private List<Entry<Thing>> manyLoaded(int count) {
    var entries = new ArrayList<Entry<Thing>>();
    for (int id = 0; id < count; id++) {
      entries.add(loaded(id));
    }
    return entries;
  }

  private void update(Entry<Thing> entry, long version) {
    map.move(entry, Entry.State.UPDATED);
    map.move(entry, Entry.State.CLEAN);
    entry.version = version;
  }

  @Test
  void absence_readBeforeAHandWrittenChange_isNoLongerKnown() {
    table.noteAbsent(Key.of(1L));
    table.noteAbsent(Key.of(2L));
    map.changed(table, false);
    assertThat(table.takeAbsent(Key.of(1L)))
        .as("a set-based change adds no row")
        .isTrue();
    map.changed(table, true);
    assertThat(table.takeAbsent(Key.of(2L))).isFalse();
  }

  @Test
  void undo_keysLookedForInVain_areAsBefore() {
    map.noteAbsent(table, Key.of(1L));
    map.noteAbsent(table, Key.of(2L));
    map.beginAttempt(0);
    map.takeAbsent(table, Key.of(1L));
    map.noteAbsent(table, Key.of(3L));
    map.beginAttempt(0);
    map.changed(table, true);
    map.noteAbsent(table, Key.of(4L));
    map.endAttempt();

    map.undoAttempt();
    assertThat(table.absent()).containsExactlyInAnyOrder(Key.of(1L), Key.of(2L));
  }

  @Test
  void attempt_besideManyEntries_remembersThoseItTouches() {
    List<Entry<Thing>> entries = manyLoaded(1_000);
    assertThat(map.touched()).as("outside of attempts").isZero();
    for (int i = 0; i < 100; i++) {
      map.beginAttempt(0);
      update(entries.get(i), 2);
      update(entries.get(i), 3);
      map.forget(table, entries.get(i + 500));
      loaded(10_000 + i);
      assertThat(map.touched()).isEqualTo(3);
      if (i % 2 == 0) {
        map.endAttempt();
      } else {
        map.undoAttempt();
      }
      assertThat(map.touched()).isZero();
    }
    assertThat(table.all()).hasSize(1_000);
  }

  @Test
  void attemptInsideOfAnother_handsOnWhatItTouched() {
    List<Entry<Thing>> entries = manyLoaded(1_000);
    map.beginAttempt(0);
    update(entries.get(0), 2);
    for (int i = 0; i < 100; i++) {
      map.beginAttempt(0);
      assertThat(map.touched()).isZero();
      update(entries.get(i), 3);
      map.endAttempt();
      assertThat(map.touched()).isEqualTo(i + 1);
    }
    map.undoAttempt();
    assertThat(entries).allSatisfy(entry -> assertThat(entry.version).isEqualTo(1));
  }

  @Test
  void undo_entriesChangedBroughtAndForgotten_areAsBefore() {
    List<Entry<Thing>> entries = manyLoaded(4);
    Entry<Thing> changed = entries.get(0);
    Thing before = changed.object;
    map.beginAttempt(7);
    map.beforeChange(changed);
    changed.object = new Thing(0);
    map.move(changed, Entry.State.UPDATED);
    map.forget(table, entries.get(1));
    Entry<Thing> again = loaded(1);
    Entry<Thing> brought = loaded(9);
    map.move(brought, Entry.State.ADDED);
    map.forget(table, again);

    assertThat(map.undoAttempt()).as("guards before it").isEqualTo(7);
    assertThat(changed.object).isSameAs(before);
    assertThat(changed.state).isEqualTo(Entry.State.CLEAN);
    assertThat(map.hasPending()).isFalse();
    assertThat(map.pending()).isEmpty();
    assertThat(table.find(Key.of(1L))).isSameAs(entries.get(1));
    assertThat(table.find(Key.of(9L))).isNull();
    assertThat(table.all()).containsExactlyInAnyOrderElementsOf(entries);
  }

  @Test
  void undo_ofAnEntryReadAgainInTheAttempt_putsItInDoubtAgain() {
    List<Entry<Thing>> entries = manyLoaded(2);
    map.changed(table, false);
    map.beginAttempt(0);
    map.checked(table, entries.get(0));
    assertThat(table.isInDoubt(entries.get(0))).isFalse();

    map.undoAttempt();
    assertThat(entries).allMatch(table::isInDoubt);
  }

  @Test
  void undo_ofAnObjectReplacedInTheAttempt_makesItAnOrdinaryOneAgain() {
    Entry<Thing> entry = manyLoaded(1).get(0);
    Thing first = new Thing(0);
    entry.object = first;
    map.changed(table, false);
    map.beginAttempt(0);
    map.move(entry, Entry.State.CLEAN);
    table.outdate(entry);
    entry.object = new Thing(0);
    assertThat(table.isOutdated(first, entry)).isTrue();

    map.undoAttempt();
    entry.object = new Thing(0);
    assertThat(table.isOutdated(first, entry)).as("after an update").isFalse();
    assertThat(table.outdated()).isEmpty();
  }
}
