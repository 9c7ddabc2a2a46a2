package org.bilayer.docs.chinook;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.junit.jupiter.api.Test;

/** Whether the generated rows have the shape of the sample database and what the questions need. */
final class GeneratedChinookTest {

  private final ChinookFile generated = GeneratedChinook.generate();

  @Test
  void generate_hasTablesRowsAndColumnsOfTheFile() {
    // Where the file is absent, this compares the rows with themselves.
    ChinookFile file = ChinookFile.readOrGenerate();
    assertThat(generated.tables()).containsExactlyInAnyOrderElementsOf(file.tables());
    for (String table : file.tables()) {
      assertThat(generated.rows(table)).as(table).hasSameSizeAs(file.rows(table));
      assertThat(columns(generated, table)).as(table).isEqualTo(columns(file, table));
    }
  }

  /** The type of each column, and whether values are absent. */
  private static Map<String, Set<String>> columns(ChinookFile file, String table) {
    var types = new TreeMap<String, Set<String>>();
    for (Row row : file.rows(table)) {
      row.values()
          .forEach((column, value) -> types
              .computeIfAbsent(column, name -> new TreeSet<>())
              .add(value == null ? "null" : value.getClass().getSimpleName()));
    }
    return types;
  }

  @Test
  void generate_twice_givesTheSameRows() {
    ChinookFile again = GeneratedChinook.generate();
    for (String table : generated.tables()) {
      assertThat(again.rows(table)).as(table).isEqualTo(generated.rows(table));
    }
  }

  @Test
  void generate_namesComeFromManyScripts() {
    assertThat(generated.rows("Track").stream()
            .map(row -> row.text("Name"))
            .flatMapToInt(String::codePoints)
            .mapToObj(UnicodeScript::of)
            .collect(toSet()))
        .contains(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.THAI,
            UnicodeScript.HAN,
            UnicodeScript.HANGUL);
  }

  @Test
  void generate_whatIsSortedByHasTies() {
    for (String column : List.of("Name", "Composer", "Milliseconds", "UnitPrice")) {
      assertThat(repeated("Track", column)).as(column).isPositive();
    }
    assertThat(repeated("Invoice", "InvoiceDate")).isPositive();
    assertThat(repeated("Playlist", "Name")).isPositive();
  }

  private long repeated(String table, String column) {
    List<Object> values = generated.rows(table).stream()
        .<Object>map(row -> row.values().get(column))
        .filter(Objects::nonNull)
        .toList();
    return values.size() - values.stream().distinct().count();
  }

  @Test
  void generate_totalsAreTheSumsOfTheirLines() {
    Map<Integer, List<Row>> lines =
        generated.rows("InvoiceLine").stream().collect(groupingBy(row -> row.number("InvoiceId")));
    for (Row invoice : generated.rows("Invoice")) {
      assertThat(lines.get(invoice.number("InvoiceId")).stream()
              .map(line ->
                  line.money("UnitPrice").multiply(BigDecimal.valueOf(line.number("Quantity"))))
              .reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualTo(invoice.money("Total"));
    }
  }

  @Test
  void generate_everyQuestionHasAnAnswer() {
    var references = new ReferenceAnswers(generated);
    var albums = new DiscographyAnswers(generated);
    var search = new SearchAnswers(generated);
    assertThat(references.employeesUnder(1)).hasSize(2);
    assertThat(references.chainOfCommand(8)).hasSize(3);
    assertThat(references.unsoldTracks()).isNotEmpty();
    assertThat(references.playlistsHolding(1)).isNotEmpty();
    assertThat(references.emptyPlaylists()).isNotEmpty();
    assertThat(references.invoicesOnlyFrom(new BigDecimal("1.99"))).isNotEmpty();
    assertThat(references.artistsWithoutAlbum()).isNotEmpty();
    assertThat(albums.albumsWithTrackLongerThan(Duration.ofMinutes(20))).isNotEmpty();
    assertThat(albums.albumsWithoutKnownComposer()).isNotEmpty();
    assertThat(albums.albumsWith(7, "A")).isNotEmpty();
    assertThat(Stream.of("Edinburgh ", "São Paulo").map(search::customersIn))
        .allSatisfy(found -> assertThat(found).isNotEmpty());
    assertThat(search.customersIn("Edinburgh")).isEmpty();
    assertThat(search.customersOf("straße", Set.of())).isNotEmpty();
    assertThat(search.customersOfCityStates()).isNotEmpty();
    assertThat(search.customersWithMailContaining("_")).isNotEmpty();
    assertThat(search.tracksByGenre()).hasSize(25);
    assertThat(search.tracksContaining(List.of("%", "_", "\\", "[", "\"", "🎵", "\u0301")))
        .allSatisfy((text, found) -> assertThat(found).as(text).isNotEmpty());
  }
}
