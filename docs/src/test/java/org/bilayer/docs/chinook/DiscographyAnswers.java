package org.bilayer.docs.chinook;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.bilayer.docs.chinook.Facts.Listed;

/** What {@link DiscographyQuestions} must answer, from the file. */
final class DiscographyAnswers {

  private final ChinookFile file;
  private final Map<Integer, List<Row>> tracks;

  DiscographyAnswers(ChinookFile file) {
    this.file = file;
    this.tracks = file.rows("Track").stream().collect(groupingBy(row -> row.number("AlbumId")));
  }

  Set<String> albumsWithTrackLongerThan(Duration length) {
    return albums(
        rows -> rows.stream().anyMatch(row -> row.number("Milliseconds") > length.toMillis()));
  }

  Set<String> albumsWithoutKnownComposer() {
    return albums(rows -> rows.stream().allMatch(row -> row.textOrNull("Composer") == null));
  }

  Set<String> albumsWith(int genre, String composer) {
    return albums(rows -> rows.stream().anyMatch(row -> {
      String found = row.textOrNull("Composer");
      return row.number("GenreId") == genre && found != null && found.startsWith(composer);
    }));
  }

  private Set<String> albums(Predicate<List<Row>> wanted) {
    return file.rows("Album").stream()
        .filter(row -> wanted.test(tracks.get(row.number("AlbumId"))))
        .map(row -> row.text("Title"))
        .collect(toSet());
  }

  List<Listed> longestAlbums(int count) {
    return file.rows("Album").stream()
        .map(row -> {
          List<Row> owned = tracks.get(row.number("AlbumId"));
          return new Listed(
              row.text("Title"),
              owned.size(),
              Duration.ofMillis(owned.stream()
                  .mapToLong(track -> track.number("Milliseconds"))
                  .sum()));
        })
        .sorted(comparing(Listed::length, reverseOrder())
            .thenComparing(Listed::title, ListAnswers.BY_CODE_POINT))
        .limit(count)
        .toList();
  }
}
