package org.bilayer.mybatis.internal.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bilayer.store.UnreadableValue;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowSpoolTest {

  @TempDir
  Path folder;

  private static Object value(Kind kind) {
    return switch (kind) {
      case TEXT, LONG_TEXT -> "text with \uD83D\uDE00 and \u0000";
      case ENUM -> "CONSTANT";
      case DOCUMENT -> "{\"a\":[1,2]}";
      case DECIMAL -> new BigDecimal("-12345678901234567890.0100");
      case INT16 -> (short) -7;
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> Long.MAX_VALUE;
      case BOOLEAN -> true;
      case DOUBLE -> -0.0;
      case INSTANT -> Instant.parse("0001-01-01T00:00:00.000001Z");
      case LOCAL_DATE_TIME -> LocalDateTime.parse("9999-12-31T23:59:59.999999");
      case LOCAL_DATE -> LocalDate.parse("1582-10-10");
      case LOCAL_TIME -> LocalTime.parse("23:59:59.999999");
      case UUID -> new UUID(-1, 1);
      case BYTES, LONG_BYTES -> new byte[] {0, -1, 1};
    };
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  /** What the driver has thrown is left behind: it may hold anything. */
  @Test
  void next_markOfAnUnreadableValue_keepsItsRule() throws IOException {
    try (var spool = new RowSpool(folder)) {
      spool.add(new Object[] {1, new UnreadableValue("a date must be whole", new IOException())});
      assertThat(spool.next())
          .containsExactly(1, new UnreadableValue("a date must be whole", null));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30_000})
  void next_rowsOfEveryKind_areThoseThatWereAdded(int rows) throws IOException {
    try (var spool = new RowSpool(folder)) {
      for (int i = 0; i < rows; i++) {
        var row = new ArrayList<Object>(List.of(i));
        for (Kind kind : Kind.values()) {
          row.add(i % 3 == 0 ? null : value(kind));
        }
        spool.add(row.toArray());
      }
      assertThat(files()).hasSize(rows > 1 ? 1 : 0);
      for (int i = 0; i < rows; i++) {
        Object[] row = spool.next();
        assertThat(row).hasSize(1 + Kind.values().length);
        assertThat(row[0]).isEqualTo(i);
        int column = 1;
        for (Kind kind : Kind.values()) {
          assertThat(row[column++]).isEqualTo(i % 3 == 0 ? null : value(kind));
        }
      }
      assertThat(spool.next()).isNull();
      assertThat(spool.next()).isNull();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void add_moreThanTheHeapKeeps_writesWhatNobodyElseCanRead() throws IOException {
    try (var spool = new RowSpool(folder)) {
      for (int i = 0; i < 20_000; i++) {
        spool.add(new Object[] {"a secret of many customers that is written again and again"});
      }
      List<Path> own = files();
      assertThat(own).hasSize(1);
      assertThat(Files.size(own.get(0))).isGreaterThan(1 << 20);
      assertThat(Files.readString(own.get(0), StandardCharsets.ISO_8859_1))
          .doesNotContain("secret");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void add_whereNoFileCanBeMade_fails_andKeepsWhatCameBefore() throws IOException {
    try (var spool = new RowSpool(folder.resolve("missing"))) {
      assertThatThrownBy(() -> {
            for (long i = 0; i < 200_000; i++) {
              spool.add(new Object[] {i});
            }
          })
          .isInstanceOf(IOException.class);
      assertThat(spool.next()).containsExactly(0L);
      assertThat(spool.next()).containsExactly(1L);
    }
  }

  @Test
  void close_beforeEverythingIsRead_removesTheFile() throws IOException {
    try (var spool = new RowSpool(folder)) {
      for (int i = 0; i < 200_000; i++) {
        spool.add(new Object[] {(long) i});
      }
      assertThat(spool.next()).containsExactly(0L);
    }
    assertThat(files()).isEmpty();
  }
}
