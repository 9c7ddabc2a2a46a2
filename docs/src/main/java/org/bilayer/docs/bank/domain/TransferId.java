package org.bilayer.docs.bank.domain;

import java.util.regex.Pattern;

/** What identifies a transfer, chosen by whoever orders it: {@code T-} and eight digits. Immutable. */
public record TransferId(String value) {

  private static final Pattern SHAPE = Pattern.compile("T-[0-9]{8}");

  /** Refuses every other shape with an {@link IllegalArgumentException}. */
  public TransferId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a transfer id looks like T-00000017, not like \"" + value + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
