package org.bilayer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.Test;

final class TableTest {

  private static Table versioned(StoredType version) {
    return new Table(
        "film",
        List.of(
            new StoredColumn("id", StoredType.of(Kind.INT64), false),
            new StoredColumn("version", version, false)),
        List.of(0),
        1,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  @Test
  void nextVersion_behindTheGreatestOfARange_isRefused() {
    Table table = versioned(StoredType.integer(Kind.INT32, 0, 255));
    assertThat(table.nextVersion(Key.of(1L), 254)).isEqualTo(255);
    assertThatThrownBy(() -> table.nextVersion(Key.of(1L), 255))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("greatest number");
  }
}
