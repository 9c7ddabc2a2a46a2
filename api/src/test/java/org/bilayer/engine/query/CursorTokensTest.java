package org.bilayer.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bilayer.query.Cursor;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
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
  private final List<SortColumn> order = order();
  private final byte[] query = Fingerprint.of(table, new Condition.Always(true), order);

  private static Table table() {
    var columns = new ArrayList<StoredColumn>();
    for (StoredType type : TYPES) {
      columns.add(new StoredColumn("c" + columns.size(), type, true));
    }
    return new Table(
        "t", columns, List.of(0), -1, List.of(), List.of(), List.of(), Optional.empty());
  }

  private static List<SortColumn> order() {
    var order = new ArrayList<SortColumn>();
    for (int i = 0; i < TYPES.size(); i++) {
      order.add(new SortColumn(i, i % 2 == 0, i % 3 == 0));
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
    for (int i = 0; i < token.length(); i++) {
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

  // --- tokens that were made by somebody who knows the library

  @Test
  void read_anyTruncation_isRefused() {
    String token = tokens("s").write(query, table, order, false, ROW).token();
    for (int length = 0; length < token.length(); length++) {
      assertRefused(query, tokens("s"), new Cursor(token.substring(0, length)));
    }
    for (byte[] part : truncations(content(ROW))) {
      assertRefused(query, tokens(""), signed(part));
    }
  }

  private static List<byte[]> truncations(byte[] content) {
    var parts = new ArrayList<byte[]>();
    for (int length = 0; length < content.length; length++) {
      parts.add(Arrays.copyOf(content, length));
    }
    parts.add(Arrays.copyOf(content, content.length + 1));
    return parts;
  }

  @Test
  void read_lengthBeyondTheToken_isRefusedWithoutMemoryForIt() {
    for (int column : List.of(0, 1, 2, 13)) {
      for (int length : List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1_000_000)) {
        List<SortColumn> sort = List.of(new SortColumn(column, false, false));
        byte[] fingerprint = Fingerprint.of(table, new Condition.Always(true), sort);
        byte[] content =
            ByteBuffer.allocate(8).put((byte) 0).put((byte) 1).putInt(length).array();

        assertThatThrownBy(
                () -> tokens("").read(fingerprint, table, sort, signed(fingerprint, content)))
            .as("a length of %s in column %s", length, column)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("The cursor belongs to another query, or was changed.");
      }
    }
  }

  @Test
  void read_anyFlippedBit_isRefusedOrAValueThatEveryTypeAccepts() {
    byte[] content = content(ROW);
    for (int bit = 0; bit < content.length * 8; bit++) {
      byte[] forged = content.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertReadOrRefused(forged);
    }
  }

  @Test
  void read_randomBytes_isRefusedOrAValueThatEveryTypeAccepts() {
    var random = new Random(4711);
    for (int i = 0; i < 50_000; i++) {
      byte[] forged = content(ROW);
      int from = random.nextInt(forged.length);
      byte[] noise = new byte[random.nextInt(12)];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, forged, from, Math.min(noise.length, forged.length - from));
      assertReadOrRefused(forged);
    }
  }

  private void assertReadOrRefused(byte[] content) {
    CursorTokens.Position position;
    try {
      position = tokens("").read(query, table, order, signed(content));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("The cursor belongs to another query");
      return;
    }
    for (int column = 0; column < TYPES.size(); column++) {
      Object value = position.values().get(column);
      Kind kind = TYPES.get(column).kind();
      if (value instanceof String text) {
        StoredType.text(10_000).normalise(text);
      } else if (value != null && kind != Kind.DECIMAL && kind != Kind.BYTES) {
        TYPES.get(column).normalise(value);
      }
    }
  }

  @Test
  void read_absentValueOfARequiredColumn_isRefused() {
    var required = new Table(
        "t",
        List.of(new StoredColumn("id", StoredType.of(Kind.INT32), false)),
        List.of(0),
        -1,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
    List<SortColumn> byId = List.of(new SortColumn(0, false, false));
    byte[] fingerprint = Fingerprint.of(required, new Condition.Always(true), byId);

    assertThatThrownBy(() ->
            tokens("").read(fingerprint, required, byId, signed(fingerprint, new byte[] {0, 0})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What a token holds before its code. */
  private byte[] content(@Nullable Object[] row) {
    byte[] bytes = Base64.getUrlDecoder()
        .decode(tokens("").write(query, table, order, false, row).token());
    return Arrays.copyOf(bytes, bytes.length - 16);
  }

  private Cursor signed(byte[] content) {
    return signed(query, content);
  }

  /** The token that anybody can make who has read the source, where the application gave no secret. */
  private static Cursor signed(byte[] fingerprint, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[] {0}, "HmacSHA256"));
      mac.update(ByteBuffer.allocate(4).putInt(fingerprint.length).array());
      mac.update(fingerprint);
      byte[] code = Arrays.copyOf(mac.doFinal(content), 16);
      byte[] token = Arrays.copyOf(content, content.length + 16);
      System.arraycopy(code, 0, token, content.length, 16);
      return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  // --- the same query in every process

  @Test
  void fingerprint_valuesAndPartsInAnotherOrder_isTheSame() {
    var random = new Random(7);
    for (int column = 0; column < TYPES.size(); column++) {
      if (TYPES.get(column).hasEquality()) {
        List<Object> values = values(TYPES.get(column));
        byte[] expected = fingerprint(new Condition.In(column, values));
        for (int i = 0; i < 5; i++) {
          var shuffled = new ArrayList<>(values);
          Collections.shuffle(shuffled, random);
          assertThat(fingerprint(new Condition.In(column, shuffled)))
              .as("a list of %s", TYPES.get(column))
              .isEqualTo(expected);
        }
        assertThat(fingerprint(new Condition.In(column, values.subList(1, values.size()))))
            .isNotEqualTo(expected);
      }
    }
  }

  private static List<Object> values(StoredType type) {
    return switch (type.kind()) {
      case TEXT, ENUM -> List.of("a", "b", "\uD83D\uDE00", "\uFFFD", "");
      case DECIMAL -> List.of(new BigDecimal("1.0000"), new BigDecimal("-2.0000"));
      case INT16 -> List.of((short) 1, (short) -1, (short) 3);
      case INT32 -> List.of(1, -1, 3);
      case INT64 -> List.of(1L, -1L, 3L);
      case BOOLEAN -> List.of(true, false);
      case INSTANT -> List.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
      case LOCAL_DATE_TIME ->
        List.of(LocalDateTime.of(2000, 1, 1, 0, 0), LocalDateTime.of(1999, 1, 1, 0, 0));
      case LOCAL_DATE -> List.of(LocalDate.of(2000, 1, 1), LocalDate.of(1999, 1, 1));
      case LOCAL_TIME -> List.of(LocalTime.NOON, LocalTime.MIDNIGHT);
      case UUID -> List.of(new UUID(1, 1), new UUID(-1, 1), new UUID(0, 2));
      case BYTES -> List.of(new byte[] {1}, new byte[] {-1}, new byte[] {0, 0});
      case DOUBLE, DOCUMENT, LONG_TEXT, LONG_BYTES ->
        throw new IllegalArgumentException("no lists of " + type);
    };
  }

  @Test
  void fingerprint_partsInAnotherOrder_isTheSame() {
    Condition one = new Condition.Compare(4, Operator.GT, 7);
    Condition two = new Condition.IsNull(5);
    Condition three = new Condition.Matches(0, Condition.Match.INFIX, "x");

    assertThat(fingerprint(new Condition.And(List.of(one, two, three))))
        .isEqualTo(fingerprint(new Condition.And(List.of(three, one, two))))
        .isNotEqualTo(fingerprint(new Condition.Or(List.of(one, two, three))))
        .isNotEqualTo(fingerprint(new Condition.And(List.of(one, two, two))));
    assertThat(fingerprint(new Condition.Or(List.of(two, new Condition.Not(three)))))
        .isEqualTo(fingerprint(new Condition.Or(List.of(new Condition.Not(three), two))))
        .isNotEqualTo(fingerprint(new Condition.Or(List.of(three, new Condition.Not(two)))));
  }

  private byte[] fingerprint(Condition where) {
    return Fingerprint.of(table, where, order);
  }

  private void assertRefused(byte[] fingerprint, CursorTokens tokens, Cursor cursor) {
    assertThatThrownBy(() -> tokens.read(fingerprint, table, order, cursor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The cursor belongs to another query, or was changed.");
  }
}
