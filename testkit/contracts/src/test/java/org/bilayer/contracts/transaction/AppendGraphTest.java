package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.contracts.transaction.AppendGraph.Unit;
import org.junit.jupiter.api.Test;

/** Each anomaly by the smallest history that has it. The unit n appends the entries n1, n2 and so on. */
final class AppendGraphTest {

  private static final int X = 1;
  private static final int Y = 2;

  private final List<Unit> units = new ArrayList<>();

  private AppendGraphTest unit(Map<Integer, List<Long>> reads, Map<Integer, List<Long>> appends) {
    units.add(new Unit(reads, appends));
    return this;
  }

  private Map<String, Integer> anomalies(List<Long> x, List<Long> y) {
    var found = new HashMap<String, Integer>();
    AppendGraph.anomalies(units, Map.of(X, x, Y, y))
        .forEachEntry((anomaly, count) -> found.put(anomaly, count));
    return found;
  }

  @Test
  void units_oneAfterAnother_haveNone() {
    unit(Map.of(X, List.of()), Map.of(X, List.of(11L)));
    unit(Map.of(X, List.of(11L)), Map.of(X, List.of(21L), Y, List.of(22L)));
    assertThat(anomalies(List.of(11L, 21L), List.of(22L))).isEmpty();
  }

  @Test
  void units_manyInARow_haveNone() {
    var last = new ArrayList<Long>();
    for (long i = 0; i < 20_000; i++) {
      unit(Map.of(), Map.of(X, List.of(i)));
      last.add(i);
    }
    assertThat(anomalies(last, List.of())).isEmpty();
  }

  @Test
  void writes_inOppositeOrders_areADirtyWrite() {
    unit(Map.of(), Map.of(X, List.of(11L), Y, List.of(12L)));
    unit(Map.of(), Map.of(X, List.of(21L), Y, List.of(22L)));
    assertThat(anomalies(List.of(11L, 21L), List.of(22L, 12L))).containsExactly(entry("G0", 1));
  }

  @Test
  void units_thatSawEachOther_areACircularFlow() {
    unit(Map.of(Y, List.of(21L)), Map.of(X, List.of(11L)));
    unit(Map.of(X, List.of(11L)), Map.of(Y, List.of(21L)));
    assertThat(anomalies(List.of(11L), List.of(21L))).containsExactly(entry("G1c", 1));
  }

  @Test
  void reader_ofAHalfOfAUnit_isASingleAntiDependency() {
    unit(Map.of(), Map.of(X, List.of(11L), Y, List.of(12L)));
    unit(Map.of(X, List.of(11L), Y, List.of()), Map.of());
    assertThat(anomalies(List.of(11L), List.of(12L))).containsExactly(entry("G-single", 1));
  }

  @Test
  void writers_thatMissedEachOther_areAWriteSkew() {
    unit(Map.of(Y, List.of()), Map.of(X, List.of(11L)));
    unit(Map.of(X, List.of()), Map.of(Y, List.of(21L)));
    assertThat(anomalies(List.of(11L), List.of(21L))).containsExactly(entry("G2", 1));
  }

  @Test
  void entries_ofNobody_areAborted() {
    unit(Map.of(X, List.of(99L)), Map.of());
    assertThat(anomalies(List.of(), List.of())).containsExactly(entry("G1a aborted read", 1));
    assertThat(anomalies(List.of(99L, 98L), List.of()))
        .containsExactly(entry("G1a aborted entry", 2));
  }

  @Test
  void read_ofAVersionThatAUnitWentOver_isIntermediate() {
    unit(Map.of(), Map.of(X, List.of(11L, 12L)));
    unit(Map.of(X, List.of(11L)), Map.of());
    assertThat(anomalies(List.of(11L, 12L), List.of())).containsEntry("G1b intermediate read", 1);
  }

  @Test
  void entry_thatIsNotThereAtTheEnd_isALostUpdate() {
    unit(Map.of(), Map.of(X, List.of(11L)));
    assertThat(anomalies(List.of(), List.of())).containsExactly(entry("lost update", 1));
  }
}
