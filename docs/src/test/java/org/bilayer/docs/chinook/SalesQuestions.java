package org.bilayer.docs.chinook;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.toMap;
import static org.bilayer.docs.chinook.Chinook.BILLING;
import static org.bilayer.docs.chinook.Chinook.COUNTRY;
import static org.bilayer.docs.chinook.Chinook.CUSTOMERS;
import static org.bilayer.docs.chinook.Chinook.CUSTOMER_ID;
import static org.bilayer.docs.chinook.Chinook.EMPLOYEES;
import static org.bilayer.docs.chinook.Chinook.GENRES;
import static org.bilayer.docs.chinook.Chinook.INVOICES;
import static org.bilayer.docs.chinook.Chinook.INVOICE_CUSTOMER;
import static org.bilayer.docs.chinook.Chinook.INVOICE_DATE;
import static org.bilayer.docs.chinook.Chinook.MEDIA_TYPES;
import static org.bilayer.docs.chinook.Chinook.SUPPORT_AGENT;
import static org.bilayer.docs.chinook.Chinook.TOTAL;
import static org.bilayer.docs.chinook.Chinook.TRACKS;
import static org.bilayer.docs.chinook.Chinook.TRACK_BYTES;
import static org.bilayer.docs.chinook.Chinook.TRACK_COMPOSER;
import static org.bilayer.docs.chinook.Chinook.TRACK_GENRE;
import static org.bilayer.docs.chinook.Chinook.TRACK_ID;
import static org.bilayer.docs.chinook.Chinook.TRACK_LENGTH;
import static org.bilayer.docs.chinook.Chinook.TRACK_MEDIA_TYPE;
import static org.bilayer.docs.chinook.Chinook.TRACK_NAME;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.docs.chinook.Facts.Agent;
import org.bilayer.docs.chinook.Facts.Media;
import org.bilayer.docs.chinook.Facts.Spending;
import org.bilayer.docs.chinook.Facts.Turnover;
import org.bilayer.docs.chinook.domain.Customer;
import org.bilayer.docs.chinook.domain.Employee;
import org.bilayer.docs.chinook.domain.Genre;
import org.bilayer.docs.chinook.domain.Invoice;
import org.bilayer.docs.chinook.domain.MediaType;
import org.bilayer.docs.chinook.domain.Track;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** Questions about what was sold: sums, averages, least and greatest, in groups. */
final class SalesQuestions {

  private final DataLayer shop;

  SalesQuestions(DataLayer shop) {
    this.shop = shop;
  }

  /** What was sold per year and billing country. */
  Map<Integer, Map<String, BigDecimal>> revenueByYearAndCountry() {
    AggregateFunction<Invoice, LocalDateTime> first = INVOICE_DATE.min();
    AggregateFunction<Invoice, LocalDateTime> last = INVOICE_DATE.max();
    AggregateFunction<Invoice, BigDecimal> revenue = TOTAL.sum();
    return shop.execute(work -> {
      Repository<Invoice, Integer> invoices = work.repository(INVOICES);
      var years = invoices
          .select(
              Specification.all(),
              Projection.of(
                  row -> List.of(row.get(first).getYear(), row.get(last).getYear()), first, last))
          .get(0);
      var byYear = new HashMap<Integer, Map<String, BigDecimal>>();
      for (int year = years.get(0); year <= years.get(1); year++) {
        LocalDateTime start = LocalDateTime.of(year, 1, 1, 0, 0);
        byYear.put(
            year,
            map(invoices.select(
                INVOICE_DATE.fromUntil(start, start.plusYears(1)),
                Projection.of(
                    row -> Map.entry(row.get(BILLING.at(COUNTRY)), row.get(revenue)),
                    BILLING.at(COUNTRY),
                    revenue))));
      }
      return byYear;
    });
  }

  /** The customers who spent most, the most first; of equal ones the first customer first. */
  List<Spending> bestCustomers(int count) {
    AggregateFunction<Invoice, Long> invoices = AggregateFunction.count();
    AggregateFunction<Invoice, BigDecimal> spent = TOTAL.sum();
    AggregateFunction<Invoice, BigDecimal> greatest = TOTAL.max();
    record Group(int customer, long invoices, BigDecimal spent, BigDecimal greatest) {}
    return shop.execute(work -> {
      // Groups come in no order and take no limit.
      var groups = new ArrayList<>(work.repository(INVOICES)
          .select(
              Specification.all(),
              Projection.of(
                  row -> new Group(
                      row.get(INVOICE_CUSTOMER),
                      row.get(invoices),
                      row.get(spent),
                      row.get(greatest)),
                  INVOICE_CUSTOMER,
                  invoices,
                  spent,
                  greatest)));
      groups.sort(comparing(Group::spent, reverseOrder()).thenComparing(Group::customer));
      List<Group> best = groups.subList(0, count);
      List<Customer> customers = work.repository(CUSTOMERS)
          .findAllById(best.stream().map(Group::customer).toList());
      var answer = new ArrayList<Spending>();
      for (int i = 0; i < count; i++) {
        Group group = best.get(i);
        answer.add(new Spending(
            customers.get(i).name(), group.invoices(), group.spent(), group.greatest()));
      }
      return answer;
    });
  }

  /** About the tracks of each media type, by its name. */
  Map<String, Media> media() {
    AggregateFunction<Track, Long> tracks = AggregateFunction.count();
    AggregateFunction<Track, Long> composed = TRACK_COMPOSER.count();
    AggregateFunction<Track, Long> composers = TRACK_COMPOSER.countDistinct();
    AggregateFunction<Track, BigDecimal> bytes = TRACK_BYTES.sum();
    AggregateFunction<Track, BigDecimal> average = TRACK_LENGTH.average();
    AggregateFunction<Track, Duration> shortest = TRACK_LENGTH.min();
    AggregateFunction<Track, Duration> longest = TRACK_LENGTH.max();
    AggregateFunction<Track, String> firstName = TRACK_NAME.min();
    AggregateFunction<Track, String> lastName = TRACK_NAME.max();
    return shop.execute(work -> {
      Map<Integer, String> names = work.repository(MEDIA_TYPES).find(Query.all()).stream()
          .collect(toMap(MediaType::id, MediaType::name));
      return map(work.repository(TRACKS)
          .select(
              Query.all(),
              Projection.of(
                  row -> Map.entry(
                      names.get(row.get(TRACK_MEDIA_TYPE)),
                      new Media(
                          row.get(tracks),
                          row.get(composed),
                          row.get(composers),
                          row.get(bytes),
                          row.get(average),
                          row.get(shortest),
                          row.get(longest),
                          row.get(firstName),
                          row.get(lastName))),
                  TRACK_MEDIA_TYPE,
                  tracks,
                  composed,
                  composers,
                  bytes,
                  average,
                  shortest,
                  longest,
                  firstName,
                  lastName)));
    });
  }

  /** How many tracks each composer has; those without one are a group of their own. */
  Map<Optional<String>, Long> tracksByComposer() {
    AggregateFunction<Track, Long> tracks = AggregateFunction.count();
    return shop.execute(work -> map(work.repository(TRACKS)
        .select(
            Specification.all(),
            Projection.of(
                row -> Map.entry(row.find(TRACK_COMPOSER), row.get(tracks)),
                TRACK_COMPOSER,
                tracks))));
  }

  /** About the invoices of a span of time, from inclusive to exclusive. */
  Turnover turnover(LocalDateTime from, LocalDateTime to) {
    AggregateFunction<Invoice, Long> invoices = AggregateFunction.count();
    AggregateFunction<Invoice, BigDecimal> sum = TOTAL.sum();
    AggregateFunction<Invoice, BigDecimal> average = TOTAL.average();
    AggregateFunction<Invoice, BigDecimal> least = TOTAL.min();
    AggregateFunction<Invoice, BigDecimal> greatest = TOTAL.max();
    AggregateFunction<Invoice, LocalDateTime> first = INVOICE_DATE.min();
    AggregateFunction<Invoice, LocalDateTime> last = INVOICE_DATE.max();
    return shop.execute(work -> work.repository(INVOICES)
        .select(
            INVOICE_DATE.fromUntil(from, to),
            Projection.of(
                row -> new Turnover(
                    row.get(invoices),
                    row.find(sum),
                    row.find(average),
                    row.find(least),
                    row.find(greatest),
                    row.find(first),
                    row.find(last)),
                invoices,
                sum,
                average,
                least,
                greatest,
                first,
                last))
        .get(0));
  }

  /** What each support agent's customers spent, by the agent's id. */
  Map<Integer, Agent> revenueByAgent() {
    AggregateFunction<Customer, Long> customers = AggregateFunction.count();
    AggregateFunction<Invoice, BigDecimal> spent = TOTAL.sum();
    return shop.execute(work -> {
      Map<Integer, Long> customersByAgent = map(work.repository(CUSTOMERS)
          .select(
              Specification.all(),
              Projection.of(
                  row -> Map.entry(row.get(SUPPORT_AGENT), row.get(customers)),
                  SUPPORT_AGENT,
                  customers)));
      var agentOf = map(work.repository(CUSTOMERS)
          .select(
              Specification.all(),
              Projection.of(
                  row -> Map.entry(row.get(CUSTOMER_ID), row.get(SUPPORT_AGENT)),
                  CUSTOMER_ID,
                  SUPPORT_AGENT)));
      var revenue = new HashMap<Integer, BigDecimal>();
      work.repository(INVOICES)
          .select(
              Specification.all(),
              Projection.of(
                  row -> Map.entry(row.get(INVOICE_CUSTOMER), row.get(spent)),
                  INVOICE_CUSTOMER,
                  spent))
          .forEach(customer ->
              revenue.merge(agentOf.get(customer.getKey()), customer.getValue(), BigDecimal::add));
      var answer = new HashMap<Integer, Agent>();
      for (Employee agent : work.repository(EMPLOYEES).findAllById(customersByAgent.keySet())) {
        answer.put(
            agent.id(),
            new Agent(agent.name(), customersByAgent.get(agent.id()), revenue.get(agent.id())));
      }
      return answer;
    });
  }

  /** What was earned with each genre, from the lines of all invoices. */
  Map<String, BigDecimal> revenueByGenre() {
    return shop.execute(work -> {
      Map<Integer, String> names =
          work.repository(GENRES).find(Query.all()).stream().collect(toMap(Genre::id, Genre::name));
      Map<Integer, Integer> genres = map(work.repository(TRACKS)
          .select(
              Query.all(),
              Projection.of(
                  row -> Map.entry(row.get(TRACK_ID), row.get(TRACK_GENRE)),
                  TRACK_ID,
                  TRACK_GENRE)));
      var revenue = new HashMap<String, BigDecimal>();
      work.repository(INVOICES)
          .forEach(
              Query.all(),
              invoice -> invoice
                  .lines()
                  .forEach(line -> revenue.merge(
                      names.get(genres.get(line.trackId())), line.amount(), BigDecimal::add)));
      return revenue;
    });
  }

  private static <K, V> Map<K, V> map(List<Map.Entry<K, V>> entries) {
    return entries.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
