package org.bilayer.docs.chinook;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.bilayer.docs.chinook.Facts.Entry;
import org.bilayer.docs.chinook.Facts.Pages;

/** What {@link ListQuestions} must answer, from the file. */
final class ListAnswers {

  /** By code point, which {@code String.compareTo} is not beyond U+FFFF. */
  static final Comparator<String> BY_CODE_POINT = ListAnswers::compareByCodePoint;

  private final ChinookFile file;

  ListAnswers(ChinookFile file) {
    this.file = file;
  }

  private static int compareByCodePoint(String one, String other) {
    int i = 0;
    while (i < one.length() && i < other.length()) {
      int here = one.codePointAt(i);
      int there = other.codePointAt(i);
      if (here != there) {
        return Integer.compare(here, there);
      }
      i += Character.charCount(here);
    }
    return Integer.compare(one.length(), other.length());
  }

  List<Entry> longestTracks(int count) {
    return file.rows("Track").stream()
        .sorted(comparing((Row row) -> row.number("Milliseconds"), reverseOrder())
            .thenComparing(row -> row.number("TrackId")))
        .limit(count)
        .map(row -> new Entry(row.text("Name"), Duration.ofMillis(row.number("Milliseconds"))))
        .toList();
  }

  List<Integer> customersByState() {
    return sorted(
        "Customer",
        "CustomerId",
        comparing((Row row) -> row.textOrNull("State"), nullsFirst(BY_CODE_POINT))
            .thenComparing(row -> row.text("LastName"), BY_CODE_POINT.reversed()));
  }

  List<Integer> customersByCompany() {
    return sorted(
        "Customer",
        "CustomerId",
        comparing((Row row) -> row.textOrNull("Company"), nullsLast(BY_CODE_POINT.reversed())));
  }

  List<Integer> tracksInOrder(List<Integer> ids) {
    return ids.stream()
        .distinct()
        .filter(file.byNumber("Track", "TrackId")::containsKey)
        .toList();
  }

  List<String> firstOfStream(int count) {
    return file.rows("Playlist").stream()
        .map(row -> row.text("Name"))
        .sorted(BY_CODE_POINT)
        .limit(count)
        .toList();
  }

  Pages tracksByName(int size) {
    return pages(
        sorted("Track", "TrackId", comparing((Row row) -> row.text("Name"), BY_CODE_POINT)), size);
  }

  Pages tracksByComposer(int size) {
    return pages(
        sorted(
            "Track",
            "TrackId",
            comparing((Row row) -> row.textOrNull("Composer"), nullsFirst(BY_CODE_POINT.reversed()))
                .thenComparing(row -> row.number("Milliseconds"))),
        size);
  }

  List<List<Integer>> leafedThrough(int size, int... steps) {
    List<Integer> all = sorted(
        "Invoice", "InvoiceId", comparing((Row row) -> row.time("InvoiceDate"), reverseOrder()));
    var seen = new ArrayList<List<Integer>>();
    int start = 0;
    seen.add(all.subList(start, start + size));
    for (int step : steps) {
      start += step * size;
      seen.add(all.subList(start, start + size));
    }
    return seen;
  }

  private List<Integer> sorted(String table, String id, Comparator<Row> order) {
    return file.rows(table).stream()
        .sorted(order.thenComparing(row -> row.number(id)))
        .map(row -> row.number(id))
        .toList();
  }

  /** Pages back are counted from the last one, so that all but the first are full again. */
  private static Pages pages(List<Integer> all, int size) {
    var there = new ArrayList<List<Integer>>();
    for (int start = 0; start < all.size(); start += size) {
      there.add(all.subList(start, Math.min(start + size, all.size())));
    }
    var back = new ArrayList<>(there);
    Collections.reverse(back);
    return new Pages(there, back);
  }
}
