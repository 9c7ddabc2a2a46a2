package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bilayer.spi.Key;
import org.bilayer.spi.StoredColumn;
import org.bilayer.spi.StoredType;
import org.bilayer.spi.StoredType.Kind;
import org.bilayer.spi.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows taken by key, whatever the order, compared with a map of the JDK. */
final class StoredRowsTest {

  private static final Table LINE = new Table(
      "line",
      List.of(column("owner", Kind.INT64), column("no", Kind.INT32), column("count", Kind.INT32)),
      List.of(0, 1),
      -1,
      List.of(),
      List.of(),
      List.of(),
      Optional.empty());

  private static StoredColumn column(String name, Kind kind) {
    return new StoredColumn(name, StoredType.of(kind), false);
  }

  private static Object[] line(int no) {
    return new Object[] {7L, no, 0};
  }

  private static List<Object[]> lines(int... numbers) {
    var lines = new ArrayList<Object[]>();
    for (int no : numbers) {
      lines.add(line(no));
    }
    return lines;
  }

  @Test
  void take_inTheOrderOfTheRowsWithOneRemovedAndOneAdded_leavesTheRemoved() {
    List<Object[]> stored = lines(1, 2, 3);
    var rows = new StoredRows(LINE, stored);
    assertThat(rows.take(line(1))).isSameAs(stored.get(0));
    assertThat(rows.take(line(3))).isSameAs(stored.get(2));
    assertThat(rows.take(line(4))).isNull();
    assertThat(rows.left()).containsExactly(stored.get(1));
  }

  @Test
  void take_ofARowThatWasPassed_findsIt() {
    List<Object[]> stored = lines(1, 2, 3);
    var rows = new StoredRows(LINE, stored);
    assertThat(rows.take(line(2))).isSameAs(stored.get(1));
    assertThat(rows.take(line(1))).isSameAs(stored.get(0));
    assertThat(rows.take(line(1))).isNull();
    assertThat(rows.left()).containsExactly(stored.get(2));
  }

  @Test
  void take_ofNoRows_isNull() {
    var rows = new StoredRows(LINE, List.of());
    assertThat(rows.take(line(1))).isNull();
    assertThat(rows.left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void take_inAnyOrder_isThatOfAMap(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      var stored = new ArrayList<Object[]>();
      Map<Key, Object[]> expected = new HashMap<>();
      for (int no : random.ints(random.nextInt(8), 0, 10).distinct().toArray()) {
        stored.add(line(no));
        expected.put(Key.of(7L, no), stored.get(stored.size() - 1));
      }
      var rows = new StoredRows(LINE, stored);
      // Mostly in the order of the rows, as collections are.
      for (int i = 0; i < 10; i++) {
        int no = i < stored.size() && random.nextInt(3) > 0
            ? (Integer) stored.get(i)[1]
            : random.nextInt(10);
        assertThat(rows.take(line(no))).isSameAs(expected.remove(Key.of(7L, no)));
      }
      assertThat(rows.left()).containsExactlyInAnyOrderElementsOf(expected.values());
    }
  }
}
