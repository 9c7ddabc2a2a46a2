package org.bilayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bilayer.value.StoredType;
import org.junit.jupiter.api.Test;

/** Ids that sort by time. */
final class TimeOrderedUuidsTest {

  private static final StoredType TYPE = StoredType.of(StoredType.Kind.UUID);

  @Test
  void next_isVersion7OfTheClock() {
    var clock = Instant.parse("2024-02-29T12:00:00.123Z");
    UUID uuid = TimeOrderedUuids.of(() -> clock, new Random(1)).next();

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(clock.toEpochMilli());
  }

  @Test
  void next_whenTheClockStandsOrGoesBack_stillGrows() {
    var clock = new AtomicReference<>(Instant.parse("2024-02-29T12:00:00Z"));
    TimeOrderedUuids source = TimeOrderedUuids.of(clock::get, new Random(1));
    UUID last = source.next();
    for (int i = 0; i < 10_000; i++) {
      clock.set(clock.get().plusMillis(i % 3 - 1));
      UUID next = source.next();
      assertThat(TYPE.compare(last, next)).isNegative();
      last = next;
    }
  }

  @Test
  void next_fromManyThreads_neverRepeats() {
    TimeOrderedUuids source = TimeOrderedUuids.create();
    var seen = ConcurrentHashMap.<UUID>newKeySet();
    IntStream.range(0, 20_000).parallel().forEach(i -> seen.add(source.next()));
    assertThat(seen).hasSize(20_000);
  }
}
