package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.spi.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries by key, compared with a map of the JDK. */
final class EntryTableTest {

  private record Thing(long id) {}

  private static final Column<Thing, Long> ID = Column.of("id", Codec.int64(), Thing::id);
  private static final Mapping<Thing, Long> THINGS =
      Mapping.of(Thing.class, "thing", ID).construct(row -> new Thing(row.get(ID)));
  private static final Layout<Thing, Long> LAYOUT = Model.of(THINGS).layout(THINGS);

  private final EntryTable table = new EntryTable(LAYOUT);

  private static Entry<Thing> entry(Key key) {
    return new Entry<>(LAYOUT, key);
  }

  private Set<Entry<?>> entries() {
    Set<Entry<?>> entries = Collections.newSetFromMap(new IdentityHashMap<>());
    table.forEach(entry -> assertThat(entries.add(entry)).isTrue());
    return entries;
  }

  @Test
  void find_inAnEmptyTable_isNull() {
    assertThat(table.find(Key.of(1L))).isNull();
    table.remove(Key.of(1L));
    assertThat(entries()).isEmpty();
  }

  @Test
  void put_ofAnEqualKey_takesThePlace() {
    table.put(entry(Key.of(1L)));
    Entry<Thing> second = entry(Key.of(1L));
    table.put(second);
    assertThat(table.find(Key.of(1L))).isSameAs(second);
    assertThat(entries()).containsExactly(second);
  }

  /** Few different hashes make long runs that overlap and go round the end of the table. */
  @ParameterizedTest
  @ValueSource(ints = {3, 40, 3_000})
  void anyChanges_leaveWhatAMapWouldHave(int keys) {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Key> pool = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      // "Aa" and "BB" have one hash.
      pool.add(
          random.nextBoolean()
              ? Key.of((long) i << random.nextInt(40), i)
              : Key.of(
                  (random.nextBoolean() ? "Aa" : "BB") + (random.nextBoolean() ? "Aa" : "BB"),
                  i % 5));
    }
    Map<Key, Entry<?>> expected = new HashMap<>();
    for (int step = 0; step < 20 * keys; step++) {
      Key key = pool.get(random.nextInt(keys));
      if (random.nextInt(5) < 3) {
        Entry<Thing> entry = entry(key);
        table.put(entry);
        expected.put(key, entry);
      } else {
        table.remove(key);
        expected.remove(key);
      }
      assertThat(table.find(key)).as("seed %s, step %s", seed, step).isSameAs(expected.get(key));
    }
    for (Key key : pool) {
      assertThat(table.find(key)).as("seed %s", seed).isSameAs(expected.get(key));
    }
    Set<Entry<?>> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(expected.values());
    assertThat(entries()).as("seed %s", seed).isEqualTo(all);
  }
}
