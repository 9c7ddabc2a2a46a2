package org.bilayer.docs.chinook.domain;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be heard or seen, and for how much. */
public record Recording(
    String name,
    @Nullable String composer,
    int genreId,
    int mediaTypeId,
    Duration length,
    int bytes,
    BigDecimal price) {

  /** The same under another name. */
  public Recording named(String next) {
    return new Recording(next, composer, genreId, mediaTypeId, length, bytes, price);
  }
}
