package org.bilayer.docs.bank.ledger;

/**
 * A line of a ledger: comma-separated fields, the first of which says what to do.
 *
 * <pre>
 * register,Ada Lovelace,ada@example.org
 * email,Ada Lovelace,countess@example.org
 * open,A-000001,Ada Lovelace,EUR
 * lodge,A-000001,100.00,EUR
 * withdraw,A-000001,12.50,EUR
 * transfer,T-00000001,2026-03-02,A-000001,A-000002,20.00,EUR
 * close,A-000001
 * barrier
 * </pre>
 *
 * <p>Everything above a {@code barrier} is done before anything below it; between two barriers lines may be done in any
 * order. Empty lines and lines that begin with {@code #} say nothing.
 *
 * <p>Immutable.
 */
public sealed interface LedgerLine {

  /** Where it stands in the file, from 1. */
  int number();

  /** What the file says, without surrounding white space. */
  String text();

  /** A line that orders something. */
  record Order(int number, String text, Operation operation) implements LedgerLine {}

  /** A line that makes no sense. */
  record Malformed(int number, String text, String reason) implements LedgerLine {}

  /** A line to wait at. */
  record Barrier(int number, String text) implements LedgerLine {}

  /** A line that says nothing. */
  record Blank(int number, String text) implements LedgerLine {}

  /** Reads a line; there is none that it throws for. */
  static LedgerLine parse(int number, String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return new Blank(number, text);
    }
    if (text.equals("barrier")) {
      return new Barrier(number, text);
    }
    try {
      return new Order(number, text, new LineParser(text).operation());
    } catch (IllegalArgumentException e) {
      return new Malformed(number, text, String.valueOf(e.getMessage()));
    }
  }
}
