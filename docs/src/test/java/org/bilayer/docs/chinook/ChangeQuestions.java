package org.bilayer.docs.chinook;

import static org.bilayer.docs.chinook.Chinook.INVOICES;
import static org.bilayer.docs.chinook.Chinook.INVOICE_CUSTOMER;
import static org.bilayer.docs.chinook.Chinook.INVOICE_DATE;
import static org.bilayer.docs.chinook.Chinook.LINES;
import static org.bilayer.docs.chinook.Chinook.TOTAL;
import static org.bilayer.docs.chinook.Chinook.TRACKS;
import static org.bilayer.docs.chinook.Chinook.TRACK_COMPOSER;
import static org.bilayer.docs.chinook.Chinook.TRACK_GENRE;
import static org.bilayer.docs.chinook.Chinook.TRACK_NAME;
import static org.bilayer.docs.chinook.Chinook.TRACK_PRICE;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.docs.chinook.Facts.Undone;
import org.bilayer.docs.chinook.domain.Invoice;
import org.bilayer.docs.chinook.domain.Track;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** Changes that are looked at and taken back. */
final class ChangeQuestions {

  private final DataLayer shop;

  ChangeQuestions(DataLayer shop) {
    this.shop = shop;
  }

  /** What all tracks of a genre cost together, before, while and after it costs more. */
  Undone<BigDecimal> priceRise(int genre, BigDecimal more) {
    return undone(
        work -> work.repository(TRACKS)
            .where(TRACK_GENRE.eq(genre))
            .increase(TRACK_PRICE, more)
            .update(),
        work -> pricesOf(work, genre));
  }

  private static BigDecimal pricesOf(UnitOfWork work, int genre) {
    AggregateFunction<Track, BigDecimal> sum = TRACK_PRICE.sum();
    return work.repository(TRACKS)
        .select(TRACK_GENRE.eq(genre), Projection.of(row -> row.get(sum), sum))
        .get(0);
  }

  /** How many tracks have a known composer, before, while and after those of a genre lose theirs. */
  Undone<Long> composersForgotten(int genre) {
    return undone(
        work -> work.repository(TRACKS)
            .where(TRACK_GENRE.eq(genre).and(TRACK_COMPOSER.isNotNull()))
            .setNull(TRACK_COMPOSER)
            .update(),
        work -> work.repository(TRACKS).count(TRACK_COMPOSER.isNotNull()));
  }

  /** How many invoices there are, before, while and after those before a point in time are removed. */
  Undone<Long> invoicesRemovedBefore(LocalDateTime time) {
    return undone(
        work -> work.repository(INVOICES).where(INVOICE_DATE.lt(time)).remove(),
        work -> work.repository(INVOICES).count(Specification.all()));
  }

  /**
   * What the invoices of a customer that have lines cost together, before, while and after each loses its last line.
   */
  Undone<BigDecimal> lastLinesRemoved(int customer) {
    AggregateFunction<Invoice, BigDecimal> sum = TOTAL.sum();
    return undone(
        work -> {
          Repository<Invoice, Integer> invoices = work.repository(INVOICES);
          List<Invoice> found = invoices.find(INVOICE_CUSTOMER.eq(customer));
          found.forEach(invoice -> invoices.change(invoice.id(), Invoice::withoutLastLine));
          return found.size();
        },
        work -> work.repository(INVOICES)
            .select(
                INVOICE_CUSTOMER.eq(customer).and(LINES.any(Specification.all())),
                Projection.of(row -> row.get(sum), sum))
            .get(0));
  }

  /**
   * Names of tracks in the order of the database, from the first that begins like this, before, while and after copies
   * of the first track under these names are there too.
   */
  Undone<List<String>> tracksNamedFrom(String from, List<String> names) {
    return undone(
        work -> {
          Repository<Track, Integer> tracks = work.repository(TRACKS);
          Track first = tracks.get(1);
          int id = 1_000_000;
          for (String name : names) {
            tracks.add(new Track(id++, first.albumId(), first.recording().named(name)));
          }
          return names.size();
        },
        work -> work
            .repository(TRACKS)
            .find(Query.where(TRACK_NAME.ge(from)).orderBy(TRACK_NAME.asc()))
            .stream()
            .map(track -> track.recording().name())
            .toList());
  }

  private <V> Undone<V> undone(ToLongFunction<UnitOfWork> change, Function<UnitOfWork, V> look) {
    V before;
    V during;
    long changed;
    try (UnitOfWork work = shop.begin()) {
      before = look.apply(work);
      changed = change.applyAsLong(work);
      during = look.apply(work);
    }
    V after = shop.execute(UnitOptions.defaults().readOnly(), look::apply);
    return new Undone<>(before, changed, during, after);
  }
}
