package org.bilayer.docs.chinook;

import static java.util.stream.Collectors.toMap;
import static org.bilayer.docs.chinook.Chinook.ALBUMS;
import static org.bilayer.docs.chinook.Chinook.ALBUM_ARTIST;
import static org.bilayer.docs.chinook.Chinook.ARTISTS;
import static org.bilayer.docs.chinook.Chinook.ARTIST_ID;
import static org.bilayer.docs.chinook.Chinook.CUSTOMERS;
import static org.bilayer.docs.chinook.Chinook.EMPLOYEES;
import static org.bilayer.docs.chinook.Chinook.ENTRIES;
import static org.bilayer.docs.chinook.Chinook.ENTRY;
import static org.bilayer.docs.chinook.Chinook.INVOICES;
import static org.bilayer.docs.chinook.Chinook.INVOICE_DATE;
import static org.bilayer.docs.chinook.Chinook.LINES;
import static org.bilayer.docs.chinook.Chinook.LINE_TRACK;
import static org.bilayer.docs.chinook.Chinook.PLAYLISTS;
import static org.bilayer.docs.chinook.Chinook.PLAYLIST_NAME;
import static org.bilayer.docs.chinook.Chinook.REPORTS_TO;
import static org.bilayer.docs.chinook.Chinook.TRACKS;
import static org.bilayer.docs.chinook.Chinook.TRACK_ID;
import static org.bilayer.docs.chinook.Chinook.UNIT_PRICE;
import static org.bilayer.docs.chinook.Facts.each;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.docs.chinook.domain.Artist;
import org.bilayer.docs.chinook.domain.Customer;
import org.bilayer.docs.chinook.domain.Employee;
import org.bilayer.docs.chinook.domain.Invoice;
import org.bilayer.docs.chinook.domain.Playlist;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** Questions along references and into owned collections. */
final class ReferenceQuestions {

  private final DataLayer shop;

  ReferenceQuestions(DataLayer shop) {
    this.shop = shop;
  }

  // tag::unsold[]
  /** The ids of the tracks that are on no invoice. */
  Set<Integer> unsoldTracks() {
    return shop.execute(work -> {
      var sold = new HashSet<Integer>();
      work.repository(INVOICES)
          .forEach(
              Query.all(), invoice -> invoice.lines().forEach(line -> sold.add(line.trackId())));
      return each(work.repository(TRACKS)
          .select(TRACK_ID.notIn(sold), Projection.of(row -> row.get(TRACK_ID), TRACK_ID)));
    });
  }
  // end::unsold[]

  /** Everybody under an employee, level by level. */
  List<Set<String>> employeesUnder(int manager) {
    return shop.execute(work -> {
      var levels = new ArrayList<Set<String>>();
      List<Employee> level = work.repository(EMPLOYEES).find(REPORTS_TO.in(List.of(manager)));
      while (!level.isEmpty()) {
        levels.add(each(level.stream().map(Employee::name).toList()));
        level = work.repository(EMPLOYEES)
            .find(REPORTS_TO.in(level.stream().map(Employee::id).toList()));
      }
      return levels;
    });
  }

  /** An employee and everybody above, from below. */
  List<String> chainOfCommand(int employee) {
    return shop.execute(work -> {
      var chain = new ArrayList<String>();
      for (Integer id = employee; id != null; ) {
        Employee found = work.repository(EMPLOYEES).get(id);
        chain.add(found.title());
        id = found.reportsTo();
      }
      return chain;
    });
  }

  /** The names of the playlists that hold a track, sorted; a name may come twice. */
  List<String> playlistsHolding(int track) {
    return shop.execute(work -> names(work.repository(PLAYLISTS)
        .find(Query.where(ENTRIES.any(ENTRY.eq(track))).orderBy(PLAYLIST_NAME.asc()))));
  }

  /** The names of the playlists that hold both of two tracks. */
  List<String> playlistsHoldingBoth(int one, int other) {
    Specification<Playlist> both = ENTRIES.any(ENTRY.eq(one)).and(ENTRIES.any(ENTRY.eq(other)));
    return shop.execute(work ->
        names(work.repository(PLAYLISTS).find(Query.where(both).orderBy(PLAYLIST_NAME.asc()))));
  }

  /** The names of the playlists that hold nothing, sorted. */
  List<String> emptyPlaylists() {
    return shop.execute(work -> names(work.repository(PLAYLISTS)
        .find(Query.where(ENTRIES.none(Specification.all())).orderBy(PLAYLIST_NAME.asc()))));
  }

  private static List<String> names(List<Playlist> playlists) {
    return playlists.stream().map(Playlist::name).toList();
  }

  /** The invoices that have a line of at least this price and none below it. */
  Set<Integer> invoicesOnlyFrom(BigDecimal price) {
    return shop.execute(work -> each(work
        .repository(INVOICES)
        .find(LINES.any(UNIT_PRICE.ge(price)).and(LINES.none(UNIT_PRICE.lt(price))))
        .stream()
        .map(Invoice::id)
        .toList()));
  }

  /** The customers who bought one of these tracks, the first purchase first, each once. */
  List<String> buyersOf(Collection<Integer> tracks) {
    return shop.execute(work -> {
      var customers = work
          .repository(INVOICES)
          .find(Query.where(LINES.any(LINE_TRACK.in(tracks))).orderBy(INVOICE_DATE.asc()))
          .stream()
          .map(Invoice::customerId)
          .toList();
      return work.repository(CUSTOMERS).findAllById(customers).stream()
          .map(Customer::name)
          .toList();
    });
  }

  /** What the lines of each invoice cost together, by the invoice's id. */
  Map<Integer, BigDecimal> sumsOfLines() {
    return shop.execute(work -> work.repository(INVOICES).stream(
        Query.all(), all -> all.collect(toMap(Invoice::id, Invoice::sumOfLines))));
  }

  /** The names of the artists without album, sorted. */
  List<String> artistsWithoutAlbum() {
    return shop.execute(work -> {
      Set<Integer> withAlbum = Set.copyOf(work.repository(ALBUMS)
          .select(Specification.all(), Projection.of(row -> row.get(ALBUM_ARTIST), ALBUM_ARTIST)));
      return work
          .repository(ARTISTS)
          .find(Query.where(ARTIST_ID.in(withAlbum).not()).orderBy(Chinook.ARTIST_NAME.asc()))
          .stream()
          .map(Artist::name)
          .toList();
    });
  }
}
