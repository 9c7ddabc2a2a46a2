package org.bilayer.docs.chinook;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.bilayer.docs.chinook.Facts.Agent;
import org.bilayer.docs.chinook.Facts.Media;
import org.bilayer.docs.chinook.Facts.Spending;
import org.bilayer.docs.chinook.Facts.Turnover;

/** What {@link SalesQuestions} must answer, from the file. */
final class SalesAnswers {

  private final ChinookFile file;

  SalesAnswers(ChinookFile file) {
    this.file = file;
  }

  Map<Integer, Map<String, BigDecimal>> revenueByYearAndCountry() {
    return file.rows("Invoice").stream()
        .collect(groupingBy(
            row -> row.time("InvoiceDate").getYear(),
            groupingBy(
                row -> row.text("BillingCountry"),
                reducing(BigDecimal.ZERO, row -> row.money("Total"), BigDecimal::add))));
  }

  List<Spending> bestCustomers(int count) {
    record Customer(int id, Spending spending) {}
    return file.rows("Customer").stream()
        .map(row -> {
          int id = row.number("CustomerId");
          List<BigDecimal> totals = file.rows("Invoice").stream()
              .filter(invoice -> invoice.number("CustomerId") == id)
              .map(invoice -> invoice.money("Total"))
              .toList();
          return new Customer(
              id,
              new Spending(
                  row.text("FirstName") + " " + row.text("LastName"),
                  totals.size(),
                  sum(totals),
                  totals.stream().max(naturalOrder()).orElseThrow()));
        })
        .sorted(comparing((Customer customer) -> customer.spending().spent(), reverseOrder())
            .thenComparing(Customer::id))
        .limit(count)
        .map(Customer::spending)
        .toList();
  }

  Map<String, Media> media() {
    var media = new HashMap<String, Media>();
    for (Row type : file.rows("MediaType")) {
      List<Row> tracks = file.rows("Track").stream()
          .filter(row -> row.number("MediaTypeId") == type.number("MediaTypeId"))
          .toList();
      List<String> composers = tracks.stream()
          .map(row -> row.textOrNull("Composer"))
          .filter(Objects::nonNull)
          .toList();
      List<Integer> lengths =
          tracks.stream().map(row -> row.number("Milliseconds")).toList();
      List<String> names = tracks.stream()
          .map(row -> row.text("Name"))
          .sorted(ListAnswers.BY_CODE_POINT)
          .toList();
      media.put(
          type.text("Name"),
          new Media(
              tracks.size(),
              composers.size(),
              composers.stream().distinct().count(),
              BigDecimal.valueOf(
                  tracks.stream().mapToLong(row -> row.number("Bytes")).sum()),
              average(lengths.stream().map(BigDecimal::valueOf).toList()).orElseThrow(),
              Duration.ofMillis(lengths.stream().min(naturalOrder()).orElseThrow()),
              Duration.ofMillis(lengths.stream().max(naturalOrder()).orElseThrow()),
              names.get(0),
              names.get(names.size() - 1)));
    }
    return media;
  }

  Map<Optional<String>, Long> tracksByComposer() {
    return file.rows("Track").stream()
        .collect(groupingBy(row -> Optional.ofNullable(row.textOrNull("Composer")), counting()));
  }

  Turnover turnover(LocalDateTime from, LocalDateTime to) {
    List<Row> invoices = file.rows("Invoice").stream()
        .filter(row -> !row.time("InvoiceDate").isBefore(from))
        .filter(row -> row.time("InvoiceDate").isBefore(to))
        .toList();
    List<BigDecimal> totals = invoices.stream().map(row -> row.money("Total")).toList();
    List<LocalDateTime> dates =
        invoices.stream().map(row -> row.time("InvoiceDate")).toList();
    return new Turnover(
        invoices.size(),
        totals.isEmpty() ? Optional.empty() : Optional.of(sum(totals)),
        average(totals),
        totals.stream().min(naturalOrder()),
        totals.stream().max(naturalOrder()),
        dates.stream().min(naturalOrder()),
        dates.stream().max(naturalOrder()));
  }

  Map<Integer, Agent> revenueByAgent() {
    Map<Integer, List<Row>> customers =
        file.rows("Customer").stream().collect(groupingBy(row -> row.number("SupportRepId")));
    var answer = new HashMap<Integer, Agent>();
    for (Row agent : file.rows("Employee")) {
      List<Row> helped = customers.get(agent.number("EmployeeId"));
      if (helped != null) {
        List<Integer> ids = helped.stream().map(row -> row.number("CustomerId")).toList();
        answer.put(
            agent.number("EmployeeId"),
            new Agent(
                agent.text("FirstName") + " " + agent.text("LastName"),
                helped.size(),
                sum(file.rows("Invoice").stream()
                    .filter(row -> ids.contains(row.number("CustomerId")))
                    .map(row -> row.money("Total"))
                    .toList())));
      }
    }
    return answer;
  }

  Map<String, BigDecimal> revenueByGenre() {
    Map<Integer, Row> tracks = file.byNumber("Track", "TrackId");
    Map<Integer, Row> genres = file.byNumber("Genre", "GenreId");
    Function<Row, String> genreOf =
        line -> genres.get(tracks.get(line.number("TrackId")).number("GenreId")).text("Name");
    return file.rows("InvoiceLine").stream()
        .collect(groupingBy(
            genreOf,
            reducing(
                BigDecimal.ZERO,
                line ->
                    line.money("UnitPrice").multiply(BigDecimal.valueOf(line.number("Quantity"))),
                BigDecimal::add)));
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Optional<BigDecimal> average(List<BigDecimal> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(sum(values)
            .divide(
                BigDecimal.valueOf(values.size()),
                values.get(0).scale() + 6,
                RoundingMode.HALF_EVEN));
  }
}
