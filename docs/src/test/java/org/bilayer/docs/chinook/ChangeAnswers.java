package org.bilayer.docs.chinook;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.bilayer.docs.chinook.Facts.Undone;

/** What {@link ChangeQuestions} must answer, from the file. */
final class ChangeAnswers {

  private final ChinookFile file;

  ChangeAnswers(ChinookFile file) {
    this.file = file;
  }

  Undone<BigDecimal> priceRise(int genre, BigDecimal more) {
    List<BigDecimal> prices = file.rows("Track").stream()
        .filter(row -> row.number("GenreId") == genre)
        .map(row -> row.money("UnitPrice"))
        .toList();
    BigDecimal before = sum(prices.stream());
    return undone(before, prices.size(), sum(prices.stream().map(more::add)));
  }

  Undone<Long> composersForgotten(int genre) {
    List<Row> composed = file.rows("Track").stream()
        .filter(row -> row.textOrNull("Composer") != null)
        .toList();
    long changed =
        composed.stream().filter(row -> row.number("GenreId") == genre).count();
    return undone((long) composed.size(), changed, composed.size() - changed);
  }

  Undone<Long> invoicesRemovedBefore(LocalDateTime time) {
    long all = file.rows("Invoice").size();
    long changed = file.rows("Invoice").stream()
        .filter(row -> row.time("InvoiceDate").isBefore(time))
        .count();
    return undone(all, changed, all - changed);
  }

  Undone<BigDecimal> lastLinesRemoved(int customer) {
    var before = new ArrayList<BigDecimal>();
    var during = new ArrayList<BigDecimal>();
    for (Row invoice : file.rows("Invoice")) {
      if (invoice.number("CustomerId") == customer) {
        List<BigDecimal> prices = file.rows("InvoiceLine").stream()
            .filter(line -> line.number("InvoiceId") == invoice.number("InvoiceId"))
            .map(line ->
                line.money("UnitPrice").multiply(BigDecimal.valueOf(line.number("Quantity"))))
            .toList();
        before.add(sum(prices.stream()));
        during.add(sum(prices.subList(0, prices.size() - 1).stream()));
      }
    }
    return undone(sum(before.stream()), before.size(), sum(during.stream()));
  }

  Undone<List<String>> tracksNamedFrom(String from, List<String> names) {
    List<String> known =
        file.rows("Track").stream().map(row -> row.text("Name")).toList();
    return undone(
        sortedFrom(from, known.stream()),
        names.size(),
        sortedFrom(from, Stream.concat(known.stream(), names.stream())));
  }

  private static List<String> sortedFrom(String from, Stream<String> names) {
    return names
        .filter(name -> ListAnswers.BY_CODE_POINT.compare(name, from) >= 0)
        .sorted(ListAnswers.BY_CODE_POINT)
        .toList();
  }

  private static BigDecimal sum(Stream<BigDecimal> values) {
    return values.reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static <V> Undone<V> undone(V before, long changed, V during) {
    return new Undone<>(before, changed, during, before);
  }
}
