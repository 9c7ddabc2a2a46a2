package org.bilayer.inmemory.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.bilayer.contracts.TestSeed;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.Test;

/** Prefixes never contradict the order of keys, and ranges of them never leave out a key. */
final class KeyPrefixTest {

  private static final StoredType INT64 = StoredType.of(Kind.INT64);
  private static final StoredType INT32 = StoredType.of(Kind.INT32);
  private static final StoredType UUIDS = StoredType.of(Kind.UUID);
  private static final StoredType TEXT = StoredType.text(20);

  /** Few different values, so that keys have columns in common, and those at which bits run out. */
  private static Object number(Random random) {
    long[] numbers = {
      0,
      1,
      2,
      65_534,
      65_535,
      65_536,
      (1L << 31) - 1,
      1L << 32,
      (1L << 47) - 1,
      1L << 47,
      Long.MAX_VALUE
    };
    long number = numbers[random.nextInt(numbers.length)];
    return random.nextBoolean() ? number : -number - random.nextInt(2);
  }

  private static Object whole(Random random) {
    int[] numbers = {0, 1, 2, 65_535, 65_536, Integer.MAX_VALUE};
    int number = numbers[random.nextInt(numbers.length)];
    return random.nextBoolean() ? number : -number - random.nextInt(2);
  }

  private static Object uuid(Random random) {
    return new UUID(random.nextLong() << random.nextInt(64), random.nextInt(3));
  }

  private static Object text(Random random) {
    String[] texts = {
      "", "a", "ab", "b", "\u00e9", "\uffff", "\ud83d\ude00", "abcdefgh", "abcdefghi"
    };
    return texts[random.nextInt(texts.length)];
  }

  private static void check(List<StoredType> types, List<Function<Random, Object>> values) {
    long seed = TestSeed.next().value();
    var random = new Random(seed);
    var order = new KeyOrder(types);
    var keys = new ArrayList<Key>();
    for (int i = 0; i < 300; i++) {
      keys.add(Key.of(values.stream().map(value -> value.apply(random)).toArray()));
    }
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(i);
    }
    for (Key left : keys) {
      assertThat(order.prefixes().of(values(left, types.size()), columns))
          .isEqualTo(order.prefix(left));
      for (Key right : keys) {
        int compared = order.compare(left, right);
        int prefixes = Long.compare(order.prefix(left), order.prefix(right));
        boolean agrees = prefixes == 0
            ? compared == 0 || !order.isExact()
            : Integer.signum(compared) == Integer.signum(prefixes);
        assertThat(agrees).as("seed %s: %s against %s", seed, left, right).isTrue();
        for (int size = 1; size <= types.size(); size++) {
          Object[] beginning = values(right, size);
          int to = order.compareBeginning(left, beginning);
          long prefix = order.prefix(left);
          assertThat(to >= 0 || prefix <= order.prefixes().greatestOf(beginning))
              .isTrue();
          assertThat(to <= 0 || prefix >= order.prefixes().leastOf(beginning)).isTrue();
          assertThat(to != 0
                  || (prefix >= order.prefixes().leastOf(beginning)
                      && prefix <= order.prefixes().greatestOf(beginning)))
              .as("seed %s: %s begins with the first %s of %s", seed, left, size, right)
              .isTrue();
        }
      }
    }
  }

  private static Object[] values(Key key, int size) {
    var values = new Object[size];
    for (int i = 0; i < size; i++) {
      values[i] = key.value(i);
    }
    return values;
  }

  @Test
  void oneColumn_isItsValue() {
    check(List.of(INT64), List.of(KeyPrefixTest::number));
    check(List.of(TEXT), List.of(KeyPrefixTest::text));
    assertThat(new KeyOrder(List.of(INT64)).isExact()).isTrue();
  }

  @Test
  void narrowColumnFirst_leavesHalfToTheSecond() {
    check(List.of(INT32, INT64), List.of(KeyPrefixTest::whole, KeyPrefixTest::number));
    check(List.of(INT32, UUIDS), List.of(KeyPrefixTest::whole, KeyPrefixTest::uuid));
    check(List.of(INT32, TEXT), List.of(KeyPrefixTest::whole, KeyPrefixTest::text));
    var order = new KeyOrder(List.of(INT32, INT64));
    assertThat(order.prefix(Key.of(7, 1L))).isLessThan(order.prefix(Key.of(7, 2L)));
    assertThat(order.isExact()).isFalse();
  }

  @Test
  void wideColumnFirst_leavesItsHighestBits() {
    check(List.of(INT64, INT32), List.of(KeyPrefixTest::number, KeyPrefixTest::whole));
    check(List.of(INT64, INT64), List.of(KeyPrefixTest::number, KeyPrefixTest::number));
    check(
        List.of(INT64, UUIDS, INT32),
        List.of(KeyPrefixTest::number, KeyPrefixTest::uuid, KeyPrefixTest::whole));
    var order = new KeyOrder(List.of(INT64, INT32));
    assertThat(order.prefix(Key.of(1L << 40, 1))).isLessThan(order.prefix(Key.of(1L << 40, 2)));
  }

  @Test
  void inexactColumnFirst_isAlone() {
    check(List.of(TEXT, INT64), List.of(KeyPrefixTest::text, KeyPrefixTest::number));
    check(List.of(UUIDS, INT32), List.of(KeyPrefixTest::uuid, KeyPrefixTest::whole));
  }
}
