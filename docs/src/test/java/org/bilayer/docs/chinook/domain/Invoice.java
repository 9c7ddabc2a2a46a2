package org.bilayer.docs.chinook.domain;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A purchase.
 *
 * @param total as billed; the sum of the lines
 * @param lines what was bought, as listed on the invoice
 */
public record Invoice(
    int id,
    int customerId,
    LocalDateTime date,
    Address billing,
    BigDecimal total,
    List<Line> lines) {

  /** Copies the list. */
  public Invoice {
    lines = List.copyOf(lines);
  }

  /** One bought track. */
  public record Line(int id, int trackId, BigDecimal unitPrice, int quantity) {

    /** What it costs. */
    public BigDecimal amount() {
      return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
  }

  /** What the lines cost together. */
  public BigDecimal sumOfLines() {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The same with another line, and that much dearer. */
  public Invoice with(Line line) {
    var next = new ArrayList<>(lines);
    next.add(line);
    return new Invoice(id, customerId, date, billing, total.add(line.amount()), next);
  }

  /** The same without the last line, and that much cheaper. */
  public Invoice withoutLastLine() {
    Line last = lines.get(lines.size() - 1);
    return new Invoice(
        id,
        customerId,
        date,
        billing,
        total.subtract(last.amount()),
        lines.subList(0, lines.size() - 1));
  }
}
