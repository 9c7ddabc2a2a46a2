package org.bilayer.contracts.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of every stored type, required and then optional. Two specimens are compared attribute by attribute, by
 * {@link Specimens#differences}.
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes are one of the types to be shown
public record Specimen(
    int id,
    String code,
    String story,
    short small,
    int number,
    long big,
    BigDecimal price,
    BigDecimal exact,
    boolean flag,
    double ratio,
    Mood mood,
    UUID token,
    Instant second,
    Instant milli,
    Instant micro,
    LocalDateTime meeting,
    LocalDate day,
    LocalTime clock,
    byte[] blob,
    @Nullable String maybeCode,
    @Nullable String maybeStory,
    @Nullable Short maybeSmall,
    @Nullable Integer maybeNumber,
    @Nullable Long maybeBig,
    @Nullable BigDecimal maybePrice,
    @Nullable BigDecimal maybeExact,
    @Nullable Boolean maybeFlag,
    @Nullable Double maybeRatio,
    @Nullable Mood maybeMood,
    @Nullable UUID maybeToken,
    @Nullable Instant maybeSecond,
    @Nullable Instant maybeMilli,
    @Nullable Instant maybeMicro,
    @Nullable LocalDateTime maybeMeeting,
    @Nullable LocalDate maybeDay,
    @Nullable LocalTime maybeClock,
    byte @Nullable [] maybeBlob) {

  /** Constants of different lengths, not in alphabetical order. */
  public enum Mood {
    /** The longest name. */
    MELANCHOLIC,
    /** The shortest name. */
    CALM,
    /** A name with a digit and an underscore. */
    GRADE_1
  }
}
