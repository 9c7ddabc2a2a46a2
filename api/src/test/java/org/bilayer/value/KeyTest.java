package org.bilayer.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys of one column and of several. */
final class KeyTest {

  private static final List<StoredType> TYPES =
      List.of(StoredType.of(StoredType.Kind.INT64), StoredType.text(5));

  @Test
  void key_ofOneColumn_isThatValue() {
    Key key = Key.of(7L);
    assertThat(key.size()).isEqualTo(1);
    assertThat(key.value(0)).isEqualTo(7L);
    assertThat(key).hasToString("7").isEqualTo(Key.of(7L)).hasSameHashCodeAs(Key.of(7L));
    assertThat(key).isNotEqualTo(Key.of(8L)).isNotEqualTo(Key.of(7L, "a"));
    assertThat(key.prefix(1)).isSameAs(key);
  }

  @Test
  void key_ofSeveralColumns_hasThemInOrder() {
    Key key = Key.of(7L, "b", new byte[] {1, (byte) 0xFE});
    assertThat(key.size()).isEqualTo(3);
    assertThat(key.value(1)).isEqualTo("b");
    assertThat(key).hasToString("(7, b, 0x01fe)");
    assertThat(key).isEqualTo(Key.of(7L, "b", new byte[] {1, (byte) 0xFE}));
    assertThat(key).hasSameHashCodeAs(Key.of(7L, "b", new byte[] {1, (byte) 0xFE}));
    assertThat(key).isNotEqualTo(Key.of(7L, "b", new byte[] {1, 2}));
    assertThat(key.prefix(2)).isEqualTo(Key.of(7L, "b"));
    assertThat(key.prefix(1)).isEqualTo(Key.of(7L)).hasSameHashCodeAs(Key.of(7L));
  }

  @Test
  void from_aRow_takesTheColumnsInTheirOrder() {
    @Nullable Object[] row = {"a", 7L, null};
    assertThat(Key.from(row, List.of(1))).isEqualTo(Key.of(7L));
    assertThat(Key.from(row, List.of(1, 0))).isEqualTo(Key.of(7L, "a"));
    assertThat(Key.from(row, List.of(2))).isNull();
    assertThat(Key.from(row, List.of(0, 2))).isNull();
  }

  @Test
  void compareTo_goesColumnByColumn() {
    assertThat(Key.of(7L, "a").compareTo(Key.of(7L, "b"), TYPES)).isNegative();
    assertThat(Key.of(8L, "a").compareTo(Key.of(7L, "b"), TYPES)).isPositive();
    assertThat(Key.of(7L, "a").compareTo(Key.of(7L, "a"), TYPES)).isZero();
  }

  @Test
  void of_noColumn_isRefused() {
    assertThatThrownBy(Key::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A key has at least one column.");
  }
}
