package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bilayer.query.Cursor;
import org.bilayer.spi.Condition;
import org.bilayer.spi.Operator;
import org.bilayer.spi.Sort;
import org.bilayer.spi.StoredColumn;
import org.bilayer.spi.StoredType;
import org.bilayer.spi.StoredType.Kind;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cursors: what goes in comes out, and nothing else is accepted. */
final class CursorTokensTest {

  private static final List<StoredType> TYPES = List.of(
      StoredType.text(20),
      StoredType.enumeration(20),
      StoredType.decimal(19, 4),
      StoredType.of(Kind.INT16),
      StoredType.of(Kind.INT32),
      StoredType.of(Kind.INT64),
      StoredType.of(Kind.BOOLEAN),
      StoredType.of(Kind.DOUBLE),
      StoredType.temporal(Kind.INSTANT, 6),
      StoredType.temporal(Kind.LOCAL_DATE_TIME, 6),
      StoredType.of(Kind.LOCAL_DATE),
      StoredType.temporal(Kind.LOCAL_TIME, 6),
      StoredType.of(Kind.UUID),
      StoredType.bytes(4),
      StoredType.text(5));

  private static final @Nullable Object[] ROW = {
    "Zo\u00EB \uD83D\uDE00",
    "OPEN",
    new BigDecimal("-12.3400"),
    (short) -3,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    true,
    -0.5,
    Instant.parse("1969-12-31T23:59:59.999999Z"),
    LocalDateTime.parse("9999-12-31T23:59:59.999999"),
    LocalDate.parse("0001-01-01"),
    LocalTime.parse("23:59:59.999999"),
    new UUID(-1, 1),
    new byte[] {-1, 0},
    null
  };

  private final Table table = table();
  private final List<Sort> order = order();
  private final byte[] query = Fingerprint.of(table, new Condition.Always(true), order);

  private static Table table() {
    var columns = new ArrayList<StoredColumn>();
    for (StoredType type : TYPES) {
      columns.add(new StoredColumn("c" + columns.size(), type, true));
    }
    return new Table(
        "t", columns, List.of(0), -1, List.of(), List.of(), List.of(), Optional.empty());
  }

  private static List<Sort> order() {
    var order = new ArrayList<Sort>();
    for (int i = 0; i < TYPES.size(); i++) {
      order.add(new Sort(i, i % 2 == 0, i % 3 == 0));
    }
    return order;
  }

  private static CursorTokens tokens(String secret) {
    return new CursorTokens(secret.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void read_whatWasWritten_givesEveryTypeBack() {
    Cursor cursor = tokens("").write(query, table, order, true, ROW);
    CursorTokens.Position position = tokens("").read(query, table, order, cursor);

    assertThat(position.backwards()).isTrue();
    assertThat(position.values().toArray()).isEqualTo(ROW);
    assertThat(cursor.token()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void read_anyChangedCharacter_isRefused() {
    String token = tokens("").write(query, table, order, false, ROW).token();
    for (int i = 0; i < token.length() - 1; i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      var cursor = new Cursor(token.substring(0, i) + changed + token.substring(i + 1));
      assertRefused(query, tokens(""), cursor);
    }
    assertRefused(query, tokens(""), new Cursor(""));
    assertRefused(query, tokens(""), new Cursor("not base 64!"));
    assertRefused(query, tokens(""), new Cursor(token.substring(4)));
  }

  @Test
  void read_withAnotherQueryOrSecret_isRefused() {
    Cursor cursor = tokens("s").write(query, table, order, false, ROW);
    var other = new Condition.Compare(4, Operator.GT, 7);

    assertRefused(Fingerprint.of(table, other, order), tokens("s"), cursor);
    assertRefused(
        Fingerprint.of(table, new Condition.Always(true), order.subList(1, order.size())),
        tokens("s"),
        cursor);
    assertRefused(query, tokens(""), cursor);
    assertThat(tokens("s").read(query, table, order, cursor).backwards()).isFalse();
  }

  private void assertRefused(byte[] fingerprint, CursorTokens tokens, Cursor cursor) {
    assertThatThrownBy(() -> tokens.read(fingerprint, table, order, cursor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The cursor does not belong to this query, or was changed.");
  }
}
