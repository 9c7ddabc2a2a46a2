package org.bilayer.docs.chinook;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bilayer.docs.chinook.ChinookFile.Row;

/** What {@link SearchQuestions} must answer, from the file. */
final class SearchAnswers {

  private final ChinookFile file;

  SearchAnswers(ChinookFile file) {
    this.file = file;
  }

  Map<String, Set<Integer>> tracksContaining(Collection<String> texts) {
    return tracks(texts, String::contains);
  }

  Map<String, Set<Integer>> tracksBeginning(Collection<String> texts) {
    return tracks(texts, String::startsWith);
  }

  Map<String, Set<Integer>> tracksEnding(Collection<String> texts) {
    return tracks(texts, String::endsWith);
  }

  private Map<String, Set<Integer>> tracks(
      Collection<String> texts, BiPredicate<String, String> matches) {
    return texts.stream()
        .collect(toMap(
            Function.identity(),
            text -> file.rows("Track").stream()
                .filter(row -> matches.test(row.text("Name"), text))
                .map(row -> row.number("TrackId"))
                .collect(toSet())));
  }

  Set<Integer> customersWithMailContaining(String text) {
    return customers(row -> row.text("Email").contains(text));
  }

  Set<Integer> customersIn(String city) {
    return customers(row -> row.text("City").equals(city));
  }

  Set<Integer> customersOf(String street, Collection<String> cities) {
    return customers(
        row -> row.text("Address").contains(street) || cities.contains(row.text("City")));
  }

  Set<Integer> customersOfAnotherState(String state) {
    return customers(
        row -> row.textOrNull("State") != null && !row.text("State").equals(state));
  }

  Set<Integer> customersOutside(Collection<String> states) {
    return customers(row -> row.textOrNull("State") == null || !states.contains(row.text("State")));
  }

  Set<Integer> customersWithCompanyOrFax() {
    return customers(row -> row.textOrNull("Company") != null || row.textOrNull("Fax") != null);
  }

  Set<Integer> customersOfCityStates() {
    return customers(row -> row.text("City").equals(row.textOrNull("State")));
  }

  Set<Integer> customersNotOfCityStates() {
    return customers(
        row -> row.textOrNull("State") != null && !row.text("State").equals(row.text("City")));
  }

  private Set<Integer> customers(Predicate<Row> wanted) {
    return file.rows("Customer").stream()
        .filter(wanted)
        .map(row -> row.number("CustomerId"))
        .collect(toSet());
  }

  boolean existsTrackLongerThan(Duration length) {
    return file.rows("Track").stream()
        .anyMatch(row -> row.number("Milliseconds") > length.toMillis());
  }

  Map<Integer, Long> tracksByGenre() {
    return file.rows("Track").stream()
        .collect(groupingBy(row -> row.number("GenreId"), counting()));
  }
}
