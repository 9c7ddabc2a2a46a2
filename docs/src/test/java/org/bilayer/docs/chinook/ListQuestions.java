package org.bilayer.docs.chinook;

import static org.bilayer.docs.chinook.Chinook.COMPANY;
import static org.bilayer.docs.chinook.Chinook.CUSTOMERS;
import static org.bilayer.docs.chinook.Chinook.CUSTOMER_ADDRESS;
import static org.bilayer.docs.chinook.Chinook.CUSTOMER_LAST_NAME;
import static org.bilayer.docs.chinook.Chinook.INVOICES;
import static org.bilayer.docs.chinook.Chinook.INVOICE_DATE;
import static org.bilayer.docs.chinook.Chinook.PLAYLISTS;
import static org.bilayer.docs.chinook.Chinook.PLAYLIST_NAME;
import static org.bilayer.docs.chinook.Chinook.STATE;
import static org.bilayer.docs.chinook.Chinook.TRACKS;
import static org.bilayer.docs.chinook.Chinook.TRACK_COMPOSER;
import static org.bilayer.docs.chinook.Chinook.TRACK_LENGTH;
import static org.bilayer.docs.chinook.Chinook.TRACK_NAME;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.docs.chinook.Facts.Entry;
import org.bilayer.docs.chinook.Facts.Pages;
import org.bilayer.docs.chinook.domain.Customer;
import org.bilayer.docs.chinook.domain.Invoice;
import org.bilayer.docs.chinook.domain.Playlist;
import org.bilayer.docs.chinook.domain.Track;
import org.bilayer.model.Mapping;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;

/** Questions for lists: orders, limits and pages. */
final class ListQuestions {

  private final DataLayer shop;

  ListQuestions(DataLayer shop) {
    this.shop = shop;
  }

  /** The longest tracks, the longest first. */
  List<Entry> longestTracks(int count) {
    return shop.execute(work -> work.repository(TRACKS)
        .select(
            Query.orderedBy(TRACK_LENGTH.desc()).limit(count),
            Projection.of(
                row -> new Entry(row.get(TRACK_NAME), row.get(TRACK_LENGTH)),
                TRACK_NAME,
                TRACK_LENGTH)));
  }

  /** All customers by state, those without one first, then by last name backwards. */
  List<Integer> customersByState() {
    return customers(
        Query.orderedBy(CUSTOMER_ADDRESS.at(STATE).asc().nullsFirst(), CUSTOMER_LAST_NAME.desc()));
  }

  /** All customers by company backwards, those without one last. */
  List<Integer> customersByCompany() {
    return customers(Query.orderedBy(COMPANY.desc().nullsLast()));
  }

  private List<Integer> customers(Query<Customer> query) {
    return shop.execute(work ->
        work.repository(CUSTOMERS).find(query).stream().map(Customer::id).toList());
  }

  /** These tracks, in this order, without those that do not exist and without repeats. */
  List<Integer> tracksInOrder(List<Integer> ids) {
    return shop.execute(
        work -> work.repository(TRACKS).findAllById(ids).stream().map(Track::id).toList());
  }

  /** The first of all playlists by name, read no further than needed. */
  List<String> firstOfStream(int count) {
    return shop.execute(work -> work.repository(PLAYLISTS).stream(
        Query.orderedBy(PLAYLIST_NAME.asc()),
        all -> all.limit(count).map(Playlist::name).toList()));
  }

  /** All tracks by name, in pages. */
  Pages tracksByName(int size) {
    return shop.execute(
        work -> pages(work.repository(TRACKS), TRACKS, Query.orderedBy(TRACK_NAME.asc()), size));
  }

  /** All tracks by composer backwards, those without one first, then by length, in pages. */
  Pages tracksByComposer(int size) {
    return shop.execute(work -> pages(
        work.repository(TRACKS),
        TRACKS,
        Query.orderedBy(TRACK_COMPOSER.desc().nullsFirst(), TRACK_LENGTH.asc()),
        size));
  }

  private static <T> Pages pages(
      Repository<T, Integer> repository, Mapping<T, Integer> mapping, Query<T> query, int size) {
    var there = new ArrayList<List<Integer>>();
    Page<T> page = repository.page(query, size);
    there.add(ids(mapping, page));
    while (page.next().isPresent()) {
      page = repository.page(query, size, page.next().get());
      there.add(ids(mapping, page));
    }
    var back = new ArrayList<List<Integer>>();
    back.add(ids(mapping, page));
    while (page.previous().isPresent()) {
      page = repository.page(query, size, page.previous().get());
      back.add(ids(mapping, page));
    }
    return new Pages(there, back);
  }

  private static <T> List<Integer> ids(Mapping<T, Integer> mapping, Page<T> page) {
    return page.items().stream().map(mapping::idOf).toList();
  }

  /**
   * Invoices by date, newest first, as somebody leafs through them: each step in a unit of its own.
   *
   * @param steps 1 for the next page, -1 for the previous one
   */
  List<List<Integer>> leafedThrough(int size, int... steps) {
    Query<Invoice> query = Query.orderedBy(INVOICE_DATE.desc());
    var seen = new ArrayList<List<Integer>>();
    Page<Invoice> page = shop.execute(work -> work.repository(INVOICES).page(query, size));
    seen.add(ids(INVOICES, page));
    for (int step : steps) {
      Cursor cursor = (step > 0 ? page.next() : page.previous()).orElseThrow();
      page = shop.execute(work -> work.repository(INVOICES).page(query, size, cursor));
      seen.add(ids(INVOICES, page));
    }
    return seen;
  }
}
