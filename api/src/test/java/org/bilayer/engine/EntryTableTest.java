package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bilayer.layout.Layout;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.value.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries by key, compared with a map of the JDK. */
final class EntryTableTest {

  private record Thing(long id) {}

  private static final Column<Thing, Long> ID = Column.of("id", Codec.int64(), Thing::id);
  private static final Mapping<Thing, Long> THINGS =
      Mapping.of(Thing.class, "thing", ID).construct(row -> new Thing(row.get(ID)));
  private static final Layout<Thing, Long> LAYOUT = ModelInternals.layout(Model.of(THINGS), THINGS);

  private final EntryTable<Thing> table = new EntryTable<>(LAYOUT, null);

  private static Entry<Thing> entry(Key key) {
    return new Entry<>(LAYOUT, key);
  }

  @Test
  void find_inAnEmptyTable_isNull() {
    assertThat(table.find(Key.of(1L))).isNull();
    assertThat(table.all()).isEmpty();
  }

  @Test
  void put_ofAnEqualKey_takesThePlace() {
    table.put(entry(Key.of(1L)));
    Entry<Thing> second = entry(Key.of(1L));
    table.put(second);
    table.put(second);
    assertThat(table.find(Key.of(1L))).isSameAs(second);
    assertThat(table.all()).containsExactly(second);
  }

  @Test
  void remove_ofAnyEntries_leavesTheOthers() {
    List<Entry<Thing>> all = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      all.add(entry(Key.of(id)));
      table.put(all.get(all.size() - 1));
    }
    Collections.shuffle(all, new Random(7));
    for (Entry<Thing> removed : List.copyOf(all.subList(0, 60))) {
      table.remove(removed);
      table.remove(removed);
      assertThat(table.find(removed.key)).isNull();
    }
    assertThat(table.all()).containsExactlyInAnyOrderElementsOf(all.subList(60, 100));
    table.put(all.get(0));
    assertThat(table.find(all.get(0).key)).isSameAs(all.get(0));
  }

  /** Few different hashes make long chains. */
  @ParameterizedTest
  @ValueSource(ints = {3, 40, 3_000})
  void put_ofAnyKeys_leavesWhatAMapWouldHave(int keys) {
    long seed =
        Long.getLong("bilayer.seed", Long.getLong("bilayer.seed.default", System.nanoTime()));
    var random = new Random(seed);
    List<Key> pool = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      // "Aa" and "BB" have one hash.
      pool.add(
          random.nextBoolean()
              ? Key.of((long) i << random.nextInt(40), i)
              : Key.of((random.nextBoolean() ? "Aa" : "BB") + "BB", i % 5));
    }
    Map<Key, Entry<Thing>> expected = new HashMap<>();
    for (int step = 0; step < 5 * keys; step++) {
      Entry<Thing> entry = entry(pool.get(random.nextInt(keys)));
      table.put(entry);
      expected.put(entry.key, entry);
      Key key = pool.get(random.nextInt(keys));
      assertThat(table.find(key)).as("seed %s, step %s", seed, step).isSameAs(expected.get(key));
    }
    assertThat(table.all())
        .as("seed %s", seed)
        .containsExactlyInAnyOrderElementsOf(expected.values());
  }
}
