package org.bilayer.docs.chinook;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.bilayer.docs.chinook.ChinookFile.Row;

/** What {@link ReferenceQuestions} must answer, from the file. */
final class ReferenceAnswers {

  private final ChinookFile file;

  ReferenceAnswers(ChinookFile file) {
    this.file = file;
  }

  Set<Integer> unsoldTracks() {
    Set<Integer> unsold = numbers(file.rows("Track"), "TrackId");
    unsold.removeAll(numbers(file.rows("InvoiceLine"), "TrackId"));
    return unsold;
  }

  List<Set<String>> employeesUnder(int manager) {
    var levels = new ArrayList<Set<String>>();
    Set<Integer> above = Set.of(manager);
    while (true) {
      var ids = new HashSet<Integer>();
      var names = new HashSet<String>();
      for (Row row : file.rows("Employee")) {
        Integer reportsTo = row.numberOrNull("ReportsTo");
        if (reportsTo != null && above.contains(reportsTo)) {
          ids.add(row.number("EmployeeId"));
          names.add(row.text("FirstName") + " " + row.text("LastName"));
        }
      }
      if (ids.isEmpty()) {
        return levels;
      }
      levels.add(names);
      above = ids;
    }
  }

  List<String> chainOfCommand(int employee) {
    Map<Integer, Row> employees = file.byNumber("Employee", "EmployeeId");
    var chain = new ArrayList<String>();
    Integer id = employee;
    while (id != null) {
      Row row = employees.get(id);
      chain.add(row.text("Title"));
      id = row.numberOrNull("ReportsTo");
    }
    return chain;
  }

  List<String> playlistsHolding(int track) {
    return playlists(entries -> entries.contains(track));
  }

  List<String> playlistsHoldingBoth(int one, int other) {
    return playlists(entries -> entries.contains(one) && entries.contains(other));
  }

  List<String> emptyPlaylists() {
    return playlists(Set::isEmpty);
  }

  private List<String> playlists(Predicate<Set<Integer>> wanted) {
    return file.rows("Playlist").stream()
        .filter(playlist -> wanted.test(file.rows("PlaylistTrack").stream()
            .filter(row -> row.number("PlaylistId") == playlist.number("PlaylistId"))
            .map(row -> row.number("TrackId"))
            .collect(toSet())))
        .map(row -> row.text("Name"))
        .sorted(ListAnswers.BY_CODE_POINT)
        .toList();
  }

  Set<Integer> invoicesOnlyFrom(BigDecimal price) {
    Set<Integer> some = new HashSet<>();
    Set<Integer> cheap = new HashSet<>();
    for (Row line : file.rows("InvoiceLine")) {
      (line.money("UnitPrice").compareTo(price) < 0 ? cheap : some).add(line.number("InvoiceId"));
    }
    some.removeAll(cheap);
    return some;
  }

  List<String> buyersOf(Collection<Integer> tracks) {
    Set<Integer> invoices = numbers(
        file.rows("InvoiceLine").stream()
            .filter(line -> tracks.contains(line.number("TrackId")))
            .toList(),
        "InvoiceId");
    Map<Integer, Row> customers = file.byNumber("Customer", "CustomerId");
    return file.rows("Invoice").stream()
        .filter(row -> invoices.contains(row.number("InvoiceId")))
        .sorted(comparing((Row row) -> row.time("InvoiceDate"))
            .thenComparing(row -> row.number("InvoiceId")))
        .map(row -> row.number("CustomerId"))
        .distinct()
        .map(id -> Objects.requireNonNull(customers.get(id)))
        .map(row -> row.text("FirstName") + " " + row.text("LastName"))
        .toList();
  }

  /** From the totals of the invoices, which the file has too. */
  Map<Integer, BigDecimal> sumsOfLines() {
    return file.rows("Invoice").stream()
        .collect(toMap(row -> row.number("InvoiceId"), row -> row.money("Total")));
  }

  List<String> artistsWithoutAlbum() {
    Set<Integer> withAlbum = numbers(file.rows("Album"), "ArtistId");
    return file.rows("Artist").stream()
        .filter(row -> !withAlbum.contains(row.number("ArtistId")))
        .map(row -> row.text("Name"))
        .sorted(ListAnswers.BY_CODE_POINT)
        .toList();
  }

  private static Set<Integer> numbers(List<Row> rows, String column) {
    var numbers = new HashSet<Integer>();
    rows.forEach(row -> numbers.add(row.number(column)));
    return numbers;
  }
}
