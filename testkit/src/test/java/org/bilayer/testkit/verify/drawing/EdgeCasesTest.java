package org.bilayer.testkit.verify.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.bilayer.value.StoredType;
import org.junit.jupiter.api.Test;

final class EdgeCasesTest {

  private static final List<StoredType> TYPES = List.of(
      StoredType.text(1),
      StoredType.text(12),
      StoredType.decimal(5, 2),
      StoredType.decimal(3, 3),
      StoredType.bytes(1),
      StoredType.bytes(9),
      StoredType.of(StoredType.Kind.INT16),
      StoredType.of(StoredType.Kind.INT32),
      StoredType.of(StoredType.Kind.INT64),
      StoredType.of(StoredType.Kind.BOOLEAN),
      StoredType.of(StoredType.Kind.DOUBLE),
      StoredType.of(StoredType.Kind.LOCAL_DATE),
      StoredType.of(StoredType.Kind.UUID),
      StoredType.of(StoredType.Kind.DOCUMENT),
      StoredType.temporal(StoredType.Kind.INSTANT, 6),
      StoredType.temporal(StoredType.Kind.LOCAL_DATE_TIME, 0),
      StoredType.temporal(StoredType.Kind.LOCAL_TIME, 3));

  @Test
  void eachCase_isShownByItsOwnSample() {
    for (StoredType type : TYPES) {
      assertThat(EdgeCases.of(type)).as(type.toString()).isNotEmpty();
      EdgeCases.of(type)
          .forEach(each -> assertThat(each.isShownBy(each.value()))
              .as(type + " " + each.name())
              .isTrue());
      EdgeCases.refusedBy(type)
          .forEach(each -> assertThat(each.isShownBy(each.value()))
              .as(type + " " + each.name())
              .isTrue());
    }
  }

  @Test
  void names_ofOneType_areDifferent() {
    for (StoredType type : TYPES) {
      List<String> names =
          EdgeCases.of(type).stream().map(EdgeCases.EdgeCase::name).toList();
      assertThat(names).as(type.toString()).doesNotHaveDuplicates();
    }
  }

  @Test
  void text_showsTheTraitsItHas() {
    assertThat(shownBy(StoredType.text(4), "_e\u0301 "))
        .containsExactlyInAnyOrder(
            "lower case", "trailing blank", "combining mark", "underscore", "longest");
    assertThat(shownBy(StoredType.text(4), "")).containsExactly("empty");
    assertThat(shownBy(StoredType.text(2), "\ud83d\ude00\ud83d\ude01"))
        .containsExactlyInAnyOrder("emoji", "longest", "longest of emoji");
  }

  @Test
  void next_ofTurns_givesAllBeforeOneComesAgain() {
    var turns = new ShuffledRounds<>(List.of(1, 2, 3, 4));
    var random = new Random(7);

    for (int round = 0; round < 3; round++) {
      var seen = new TreeSet<Integer>();
      for (int i = 0; i < 4; i++) {
        seen.add(turns.next(random));
      }
      assertThat(seen).containsExactly(1, 2, 3, 4);
    }
  }

  private static List<String> shownBy(StoredType type, String text) {
    return EdgeCases.of(type).stream()
        .filter(each -> each.isShownBy(text))
        .map(EdgeCases.EdgeCase::name)
        .toList();
  }
}
