package org.bilayer.docs.chinook;

import static org.bilayer.docs.chinook.Chinook.CITY;
import static org.bilayer.docs.chinook.Chinook.COMPANY;
import static org.bilayer.docs.chinook.Chinook.CUSTOMERS;
import static org.bilayer.docs.chinook.Chinook.CUSTOMER_ADDRESS;
import static org.bilayer.docs.chinook.Chinook.CUSTOMER_CONTACT;
import static org.bilayer.docs.chinook.Chinook.EMAIL;
import static org.bilayer.docs.chinook.Chinook.FAX;
import static org.bilayer.docs.chinook.Chinook.GENRES;
import static org.bilayer.docs.chinook.Chinook.STATE;
import static org.bilayer.docs.chinook.Chinook.STREET;
import static org.bilayer.docs.chinook.Chinook.TRACKS;
import static org.bilayer.docs.chinook.Chinook.TRACK_GENRE;
import static org.bilayer.docs.chinook.Chinook.TRACK_ID;
import static org.bilayer.docs.chinook.Chinook.TRACK_LENGTH;
import static org.bilayer.docs.chinook.Chinook.TRACK_NAME;
import static org.bilayer.docs.chinook.Facts.each;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.bilayer.DataLayer;
import org.bilayer.docs.chinook.domain.Customer;
import org.bilayer.docs.chinook.domain.Genre;
import org.bilayer.docs.chinook.domain.Track;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** Questions with texts of all kinds, and with values that are absent. */
final class SearchQuestions {

  private final DataLayer shop;

  SearchQuestions(DataLayer shop) {
    this.shop = shop;
  }

  /** The ids of the tracks whose name contains each text. */
  Map<String, Set<Integer>> tracksContaining(Collection<String> texts) {
    return tracks(texts, TRACK_NAME::contains);
  }

  /** The ids of the tracks whose name begins with each text. */
  Map<String, Set<Integer>> tracksBeginning(Collection<String> texts) {
    return tracks(texts, TRACK_NAME::startsWith);
  }

  /** The ids of the tracks whose name ends with each text. */
  Map<String, Set<Integer>> tracksEnding(Collection<String> texts) {
    return tracks(texts, TRACK_NAME::endsWith);
  }

  private Map<String, Set<Integer>> tracks(
      Collection<String> texts, Function<String, Specification<Track>> where) {
    return shop.execute(work -> {
      var found = new HashMap<String, Set<Integer>>();
      for (String text : texts) {
        found.put(
            text,
            each(work.repository(TRACKS)
                .select(where.apply(text), Projection.of(row -> row.get(TRACK_ID), TRACK_ID))));
      }
      return found;
    });
  }

  /** The ids of the customers whose mail address contains a text. */
  Set<Integer> customersWithMailContaining(String text) {
    return customerIds(CUSTOMER_CONTACT.at(EMAIL).contains(text));
  }

  /** The ids of the customers of exactly this city. */
  Set<Integer> customersIn(String city) {
    return customerIds(CUSTOMER_ADDRESS.at(CITY).eq(city));
  }

  /** The ids of the customers whose street contains a text or whose city is one of these. */
  Set<Integer> customersOf(String street, Collection<String> cities) {
    return customerIds(CUSTOMER_ADDRESS
        .at(STREET)
        .contains(street)
        .or(CUSTOMER_ADDRESS.at(CITY).in(cities)));
  }

  /** The ids of the customers who are known to live in another state. */
  Set<Integer> customersOfAnotherState(String state) {
    return customerIds(CUSTOMER_ADDRESS.at(STATE).ne(state));
  }

  /** The ids of the customers who live in none of these states, or in none at all. */
  Set<Integer> customersOutside(Collection<String> states) {
    return customerIds(
        CUSTOMER_ADDRESS.at(STATE).notIn(states).or(CUSTOMER_ADDRESS.at(STATE).isNull()));
  }

  /** The ids of the customers of whom it is not true that they have neither company nor fax. */
  Set<Integer> customersWithCompanyOrFax() {
    return customerIds(COMPANY.isNull().and(CUSTOMER_CONTACT.at(FAX).isNull()).not());
  }

  /** The ids of the customers of whom it is known that state and city are called alike. */
  Set<Integer> customersOfCityStates() {
    return customerIds(CUSTOMER_ADDRESS.at(STATE).eq(CUSTOMER_ADDRESS.at(CITY)));
  }

  /** The ids of the customers of whom it is known that they are not called alike. */
  Set<Integer> customersNotOfCityStates() {
    return customerIds(CUSTOMER_ADDRESS.at(STATE).eq(CUSTOMER_ADDRESS.at(CITY)).not());
  }

  private Set<Integer> customerIds(Specification<Customer> where) {
    return shop.execute(work ->
        each(work.repository(CUSTOMERS).find(where).stream().map(Customer::id).toList()));
  }

  /** Whether there is a track longer than this. */
  boolean existsTrackLongerThan(Duration length) {
    return shop.execute(work -> work.repository(TRACKS).exists(TRACK_LENGTH.gt(length)));
  }

  /** How many tracks each genre has, counted one by one, by its id. */
  Map<Integer, Long> tracksByGenre() {
    return shop.execute(work -> {
      var counts = new TreeMap<Integer, Long>();
      for (Genre genre : work.repository(GENRES).find(Query.all())) {
        counts.put(genre.id(), work.repository(TRACKS).count(TRACK_GENRE.eq(genre.id())));
      }
      return counts;
    });
  }
}
