package org.bilayer.docs.bank.domain;

import java.util.regex.Pattern;

/** What identifies an account: a capital letter, a hyphen and six digits, such as {@code A-000017}. Immutable. */
public record AccountNumber(String value) {

  private static final Pattern SHAPE = Pattern.compile("[A-Z]-[0-9]{6}");

  /** Refuses every other shape with an {@link IllegalArgumentException}. */
  public AccountNumber {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an account number looks like A-000017, not like \"" + value + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
