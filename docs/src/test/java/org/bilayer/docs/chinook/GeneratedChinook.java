package org.bilayer.docs.chinook;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the shape of the sample database, for machines that do not have its file: the same tables and columns, as many
 * rows in each, absent values in the same columns, ties where the file has ties, a self reference, and totals that are
 * the sums of their lines. Names come from more writing systems than the file has.
 *
 * <p>The rows are the same in every run.
 */
final class GeneratedChinook {

  private static final int ARTISTS = 275;
  private static final int ALBUMS = 347;
  private static final int TRACKS = 3503;
  private static final int CUSTOMERS = 59;
  private static final int INVOICES = 412;
  private static final int LINES = 2240;
  private static final int ENTRIES = 8715;

  /** The last artists have no album. */
  private static final int ARTISTS_WITH_ALBUM = 204;

  private static final List<String> GENRES = List.of(
      "Rock",
      "Jazz",
      "Fanfare",
      "Walzer",
      "Chorał",
      "Ария",
      "Ρεμπέτικο",
      "שירים",
      "موال",
      "राग",
      "ลูกทุ่ง",
      "雅楽",
      "판소리",
      "戏曲",
      "Polka",
      "Chanson",
      "Canção",
      "Ländler",
      "Joik",
      "Sea Shanties",
      "Opera",
      "Hymns",
      "Children's",
      "Spoken Word",
      "🎵");
  private static final List<String> MEDIA_TYPES =
      List.of("Wax cylinder", "Piano roll", "Lacquer disc", "Tape", "Музыкальная шкатулка");
  private static final List<String> NOUNS = List.of(
      "Love",
      "Night",
      "Canção",
      "Straße",
      "Étude",
      "Осень",
      "Θάλασσα",
      "לילה",
      "قمر",
      "चाँद",
      "ดวงดาว",
      "風",
      "바람",
      "River",
      "Zoë",
      "İz",
      "𝄞 Clef",
      "🎵",
      "100% Rain",
      "snow_fall",
      "\\o/",
      "[Finale]",
      "E\u0301chos",
      "Ágora",
      "Última Noite",
      "O'Clock");
  private static final List<String> ENDINGS =
      List.of("", " (Live)", "?", "!", " \"Encore\"", " No. 2", " II", ", Op. 7", " - Reprise");
  private static final List<String> BEGINNINGS =
      List.of("", "A ", "The ", "#1 ", "'Til ", "(In) ", ".07% ", "À la ", "É ", "love ");
  private static final List<String> FIRST_NAMES = List.of(
      "Ana", "Björn", "Chloé", "Дарья", "Ελένη", "פז", "غادة", "हरि", "อิน", "順", "김", "Łucja");
  private static final List<String> LAST_NAMES = List.of(
      "Almeida",
      "Bäcker",
      "Çelik",
      "Дроздова",
      "Ευαγγέλου",
      "פרץ",
      "غانم",
      "जोशी",
      "ศรี",
      "川上",
      "박",
      "Żak");
  private static final List<Place> PLACES = List.of(
      new Place("São Paulo", "SP", "Brazil", "01310-200"),
      new Place("Mountain View", "CA", "USA", "94040"),
      new Place("Toronto", "ON", "Canada", "M5V 1A1"),
      new Place("Dublin", "Dublin", "Ireland", null),
      new Place("Montréal", "QC", "Canada", "H2G 1A7"),
      new Place("Edinburgh ", null, "United Kingdom", "EH4 1HH"),
      new Place("Prague", null, "Czech Republic", "14700"),
      new Place("Warsaw", null, "Poland", "00-358"),
      new Place("Köln", null, "Germany", "50667"),
      new Place("東京", null, "Japan", "100-0001"),
      new Place("Αθήνα", null, "Greece", "105 57"));

  private final Random random = new Random(1);
  private final Map<String, List<Row>> tables = new LinkedHashMap<>();

  private GeneratedChinook() {}

  private record Place(
      String city,
      @Nullable String state,
      String country,
      @Nullable String postalCode) {}

  /** The tables, as if they had been read from the file. */
  static ChinookFile generate() {
    var generated = new GeneratedChinook();
    generated.music();
    generated.people();
    generated.sales();
    generated.playlists();
    return new ChinookFile(generated.tables);
  }

  private void music() {
    for (int id = 1; id <= GENRES.size(); id++) {
      add("Genre", "GenreId", id, "Name", GENRES.get(id - 1));
    }
    for (int id = 1; id <= MEDIA_TYPES.size(); id++) {
      add("MediaType", "MediaTypeId", id, "Name", MEDIA_TYPES.get(id - 1));
    }
    for (int id = 1; id <= ARTISTS; id++) {
      add("Artist", "ArtistId", id, "Name", cycled(FIRST_NAMES, id) + " " + id);
    }
    for (int id = 1; id <= ALBUMS; id++) {
      int artist = id <= ARTISTS_WITH_ALBUM ? id : 1 + random.nextInt(ARTISTS_WITH_ALBUM);
      add("Album", "AlbumId", id, "Title", drawn(NOUNS) + " " + id, "ArtistId", artist);
    }
    for (int id = 1; id <= TRACKS; id++) {
      // Every album, genre and media type has a track.
      int album = 1 + id % ALBUMS;
      add(
          "Track",
          "TrackId",
          id,
          "Name",
          drawn(BEGINNINGS) + drawn(NOUNS) + drawn(ENDINGS),
          "AlbumId",
          album,
          "MediaTypeId",
          1 + id % MEDIA_TYPES.size(),
          "GenreId",
          1 + random.nextInt(id < 2000 ? 8 : GENRES.size()),
          "Composer",
          album % 5 == 0 || random.nextInt(10) == 0 ? null : composer(random.nextInt(144)),
          "Milliseconds",
          // Tests ask for tracks just below and just at the length of the longest one.
          id == TRACKS ? 5_286_953 : 1000 * (60 + random.nextInt(id % 50 == 0 ? 2000 : 400)),
          "Bytes",
          id == TRACKS ? 1_059_546_140 : 100_000 + random.nextInt(20_000_000),
          "UnitPrice",
          price(id));
    }
  }

  private static String composer(int number) {
    return cycled(FIRST_NAMES, number) + " " + cycled(LAST_NAMES, number / FIRST_NAMES.size());
  }

  private static BigDecimal price(int track) {
    return new BigDecimal(track % 16 == 0 ? "1.99" : "0.99");
  }

  private void people() {
    List<@Nullable Integer> managers = new ArrayList<>();
    managers.add(null);
    managers.addAll(List.of(1, 2, 2, 2, 1, 6, 6));
    List<String> titles = List.of(
        "General Manager",
        "Sales Manager",
        "Sales Support Agent",
        "Sales Support Agent",
        "Sales Support Agent",
        "IT Manager",
        "IT Staff",
        "IT Staff");
    for (int id = 1; id <= managers.size(); id++) {
      Map<String, @Nullable Object> employee = person("Employee", id, id);
      // All of them live in the first place and have a fax.
      address(employee, "", id * PLACES.size());
      employee.put("Fax", "+00 (2) " + id);
      employee.put("Title", titles.get(id - 1));
      employee.put("ReportsTo", managers.get(id - 1));
      employee.put("BirthDate", "19" + (60 + id) + "-02-28T00:00:00");
      // Two were hired on the same day.
      employee.put("HireDate", "20" + (10 + id / 2) + "-02-28T00:00:00");
    }
    for (int id = 1; id <= CUSTOMERS; id++) {
      Map<String, @Nullable Object> customer = person("Customer", id, 5 * id + id / 12);
      customer.put("Company", id % 6 == 0 ? cycled(NOUNS, id) + " & Co. " + id / 12 : null);
      customer.put("SupportRepId", 3 + id % 3);
    }
  }

  /** Adds a row of somebody who has a name, an address and ways to be reached. */
  private Map<String, @Nullable Object> person(String table, int id, int name) {
    Map<String, @Nullable Object> row = add(table, table + "Id", id);
    row.put("FirstName", cycled(FIRST_NAMES, name));
    row.put("LastName", cycled(LAST_NAMES, name / FIRST_NAMES.size() + name));
    address(row, "", id);
    row.put("Phone", id % 20 == 0 ? null : "+00 (1) " + id);
    row.put("Fax", id % 5 == 0 ? "+00 (2) " + id : null);
    row.put(
        "Email", table.toLowerCase(Locale.ROOT) + (id % 7 == 0 ? "_" : ".") + id + "@example.org");
    return row;
  }

  private static void address(Map<String, @Nullable Object> row, String prefix, int resident) {
    Place place = cycled(PLACES, resident);
    row.put(prefix + "Address", resident + (resident % 8 == 0 ? ", Hafenstraße" : ", Rua do Céu"));
    row.put(prefix + "City", place.city());
    row.put(prefix + "State", place.state());
    row.put(prefix + "Country", place.country());
    row.put(prefix + "PostalCode", place.postalCode());
  }

  private void sales() {
    LocalDateTime first = LocalDateTime.of(2021, 1, 1, 0, 0);
    int line = 0;
    for (int id = 1; id <= INVOICES; id++) {
      int customer = 1 + id % CUSTOMERS;
      // The last invoice takes the lines that are left.
      int lines = id == INVOICES ? LINES - line : 1 + random.nextInt(9);
      var total = BigDecimal.ZERO;
      for (int i = 0; i < lines; i++) {
        int track = 1 + random.nextInt(TRACKS);
        int quantity = 1 + random.nextInt(10) / 9;
        add(
            "InvoiceLine",
            "InvoiceLineId",
            ++line,
            "InvoiceId",
            id,
            "TrackId",
            track,
            "UnitPrice",
            price(track),
            "Quantity",
            quantity);
        total = total.add(price(track).multiply(BigDecimal.valueOf(quantity)));
      }
      // Some days have two invoices.
      Map<String, @Nullable Object> invoice = add(
          "Invoice",
          "InvoiceId",
          id,
          "CustomerId",
          customer,
          "InvoiceDate",
          first.plusDays(4L * id - id % 2 * 4).toString(),
          "Total",
          total);
      address(invoice, "Billing", customer);
    }
  }

  private void playlists() {
    List<String> names = List.of(
        "Music",
        "Movies",
        "TV Shows",
        "Audiobooks",
        "90’s Music",
        "Audiobooks",
        "Movies",
        "Music",
        "Music Videos",
        "TV Shows",
        "Brazilian Music",
        "Classical",
        "Классика",
        "クラシック",
        "Rock",
        "Grunge",
        "Heavy Metal Classic",
        "On-The-Go 1");
    for (int id = 1; id <= names.size(); id++) {
      add("Playlist", "PlaylistId", id, "Name", names.get(id - 1));
    }
    // The first two hold everything, which leaves the rest to some of the others.
    Map<Integer, Set<Integer>> entries = new TreeMap<>();
    for (int track = 1; track <= TRACKS; track++) {
      entries.computeIfAbsent(1, id -> new LinkedHashSet<>()).add(track);
      entries.computeIfAbsent(8, id -> new LinkedHashSet<>()).add(track);
    }
    for (int left = ENTRIES - 2 * TRACKS; left > 0; ) {
      int playlist = 9 + random.nextInt(names.size() - 8);
      int track = 1 + random.nextInt(TRACKS);
      if (entries.computeIfAbsent(playlist, id -> new LinkedHashSet<>()).add(track)) {
        left--;
      }
    }
    entries.forEach((playlist, tracks) ->
        tracks.forEach(track -> add("PlaylistTrack", "PlaylistId", playlist, "TrackId", track)));
  }

  /** Adds a row of these columns and values, which may get more. */
  private Map<String, @Nullable Object> add(String table, @Nullable Object... columnsAndValues) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      values.put(String.valueOf(columnsAndValues[i]), columnsAndValues[i + 1]);
    }
    tables.computeIfAbsent(table, name -> new ArrayList<>()).add(new Row(values));
    return values;
  }

  private <V> V drawn(List<V> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static <V> V cycled(List<V> values, int i) {
    return values.get(i % values.size());
  }
}
