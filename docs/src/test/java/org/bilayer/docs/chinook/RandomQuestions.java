package org.bilayer.docs.chinook;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.bilayer.docs.chinook.Field.Condition;
import org.bilayer.docs.chinook.Field.Criterion;
import org.bilayer.docs.chinook.domain.AlbumWithTracks;
import org.bilayer.docs.chinook.domain.Customer;
import org.bilayer.docs.chinook.domain.Invoice;
import org.bilayer.docs.chinook.domain.Playlist;
import org.bilayer.docs.chinook.domain.Recording;
import org.bilayer.docs.chinook.domain.Track;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.query.Owned;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;

/**
 * Questions nobody thought of: conditions and orders drawn at random over one type, with values of the file, asked in
 * every way there is and compared with what the file says.
 *
 * @param <T> what is asked for
 */
final class RandomQuestions<T> {

  private final Mapping<T, Integer> mapping;
  private final Column<T, Integer> id;
  private final List<Row> rows;
  private final String idInFile;
  private final List<Field<T, ?>> fields;
  private final List<Collection<T, ?>> collections;

  private RandomQuestions(
      Mapping<T, Integer> mapping,
      Column<T, Integer> id,
      List<Row> rows,
      String idInFile,
      List<Field<T, ?>> fields,
      List<Collection<T, ?>> collections) {
    this.mapping = mapping;
    this.id = id;
    this.rows = rows;
    this.idInFile = idInFile;
    this.fields = fields;
    this.collections = collections;
  }

  /** An owned collection, its rows by the number of their owner, and the attributes of its elements. */
  private record Collection<T, C>(
      Owned<T, C> owned, String owner, Map<Integer, List<Row>> rows, List<Field<C, ?>> fields) {

    Condition<T> condition(Random random) {
      Condition<C> element = RandomQuestions.condition(random, fields, List.of(), 2);
      boolean any = random.nextBoolean();
      return new Condition<>(
          any ? owned.any(element.asked()) : owned.none(element.asked()),
          row -> Truth.of(any
              == rows.getOrDefault(row.number(owner), List.of()).stream()
                  .anyMatch(each -> element.meant().apply(each) == Truth.TRUE)));
    }
  }

  static RandomQuestions<Track> tracks(ChinookFile file) {
    List<Row> rows = file.rows("Track");
    var fields = new ArrayList<Field<Track, ?>>();
    fields.add(Field.of(Chinook.TRACK_ID, rows, row -> row.number("TrackId")));
    fields.add(Field.of(Chinook.TRACK_ALBUM, rows, row -> row.number("AlbumId")));
    for (Field<Recording, ?> field : recording(rows)) {
      fields.add(of(field, rows));
    }
    return new RandomQuestions<>(
        Chinook.TRACKS, Chinook.TRACK_ID, rows, "TrackId", fields, List.of());
  }

  private static <V> Field<Track, V> of(Field<Recording, V> field, List<Row> rows) {
    return new Field<>(
        Chinook.TRACK_RECORDING.at((Column<Recording, V>) field.attribute()),
        rows,
        field.inFile(),
        field.order());
  }

  private static List<Field<Recording, ?>> recording(List<Row> rows) {
    return List.of(
        Field.text(Chinook.NAME, rows, "Name"),
        Field.text(Chinook.COMPOSER, rows, "Composer"),
        Field.of(Chinook.GENRE_OF, rows, row -> row.number("GenreId")),
        Field.of(Chinook.MEDIA_TYPE_OF, rows, row -> row.number("MediaTypeId")),
        Field.of(Chinook.LENGTH, rows, row -> Duration.ofMillis(row.number("Milliseconds"))),
        Field.of(Chinook.BYTES, rows, row -> row.number("Bytes")),
        Field.of(Chinook.PRICE, rows, row -> row.money("UnitPrice")));
  }

  static RandomQuestions<Customer> customers(ChinookFile file) {
    List<Row> rows = file.rows("Customer");
    return new RandomQuestions<>(
        Chinook.CUSTOMERS,
        Chinook.CUSTOMER_ID,
        rows,
        "CustomerId",
        List.of(
            Field.of(Chinook.CUSTOMER_ID, rows, row -> row.number("CustomerId")),
            Field.text(Chinook.CUSTOMER_FIRST_NAME, rows, "FirstName"),
            Field.text(Chinook.CUSTOMER_LAST_NAME, rows, "LastName"),
            Field.text(Chinook.COMPANY, rows, "Company"),
            Field.text(Chinook.CUSTOMER_ADDRESS.at(Chinook.STREET), rows, "Address"),
            Field.text(Chinook.CUSTOMER_ADDRESS.at(Chinook.CITY), rows, "City"),
            Field.text(Chinook.CUSTOMER_ADDRESS.at(Chinook.STATE), rows, "State"),
            Field.text(Chinook.CUSTOMER_ADDRESS.at(Chinook.COUNTRY), rows, "Country"),
            Field.text(Chinook.CUSTOMER_ADDRESS.at(Chinook.POSTAL_CODE), rows, "PostalCode"),
            Field.text(Chinook.CUSTOMER_CONTACT.at(Chinook.PHONE), rows, "Phone"),
            Field.text(Chinook.CUSTOMER_CONTACT.at(Chinook.FAX), rows, "Fax"),
            Field.text(Chinook.CUSTOMER_CONTACT.at(Chinook.EMAIL), rows, "Email"),
            Field.of(Chinook.SUPPORT_AGENT, rows, row -> row.number("SupportRepId"))),
        List.of());
  }

  static RandomQuestions<Invoice> invoices(ChinookFile file) {
    List<Row> rows = file.rows("Invoice");
    List<Row> lines = file.rows("InvoiceLine");
    return new RandomQuestions<>(
        Chinook.INVOICES,
        Chinook.INVOICE_ID,
        rows,
        "InvoiceId",
        List.of(
            Field.of(Chinook.INVOICE_CUSTOMER, rows, row -> row.number("CustomerId")),
            new Field<>(
                Chinook.INVOICE_DATE,
                rows,
                row -> row.time("InvoiceDate"),
                Comparator.naturalOrder()),
            Field.text(Chinook.BILLING.at(Chinook.CITY), rows, "BillingCity"),
            Field.text(Chinook.BILLING.at(Chinook.STATE), rows, "BillingState"),
            Field.text(Chinook.BILLING.at(Chinook.POSTAL_CODE), rows, "BillingPostalCode"),
            Field.of(Chinook.TOTAL, rows, row -> row.money("Total"))),
        List.of(new Collection<>(
            Chinook.LINES,
            "InvoiceId",
            lines.stream().collect(groupingBy(row -> row.number("InvoiceId"))),
            List.of(
                Field.of(Chinook.LINE_ID, lines, row -> row.number("InvoiceLineId")),
                Field.of(Chinook.LINE_TRACK, lines, row -> row.number("TrackId")),
                Field.of(Chinook.UNIT_PRICE, lines, row -> row.money("UnitPrice")),
                Field.of(Chinook.QUANTITY, lines, row -> row.number("Quantity"))))));
  }

  static RandomQuestions<Playlist> playlists(ChinookFile file) {
    List<Row> rows = file.rows("Playlist");
    List<Row> entries = file.rows("PlaylistTrack");
    return new RandomQuestions<>(
        Chinook.PLAYLISTS,
        Chinook.PLAYLIST_ID,
        rows,
        "PlaylistId",
        List.of(
            Field.of(Chinook.PLAYLIST_ID, rows, row -> row.number("PlaylistId")),
            Field.text(Chinook.PLAYLIST_NAME, rows, "Name")),
        List.of(new Collection<>(
            Chinook.ENTRIES,
            "PlaylistId",
            entries.stream().collect(groupingBy(row -> row.number("PlaylistId"))),
            List.of(Field.of(Chinook.ENTRY, entries, row -> row.number("TrackId"))))));
  }

  static RandomQuestions<AlbumWithTracks> albums(ChinookFile file) {
    List<Row> rows = file.rows("Album");
    List<Row> tracks = file.rows("Track");
    return new RandomQuestions<>(
        Discography.ALBUMS,
        Discography.ID,
        rows,
        "AlbumId",
        List.of(
            Field.text(Discography.TITLE, rows, "Title"),
            Field.of(Discography.ARTIST, rows, row -> row.number("ArtistId"))),
        List.of(new Collection<>(
            Discography.ALBUM_TRACKS,
            "AlbumId",
            tracks.stream().collect(groupingBy(row -> row.number("AlbumId"))),
            recording(tracks))));
  }

  /** Asks some questions in one unit of work. */
  void ask(DataLayer data, long seed, int questions) {
    var random = new Random(seed);
    data.run(work -> {
      Repository<T, Integer> repository = work.repository(mapping);
      for (int i = 0; i < questions; i++) {
        compare(repository, random, "question " + i + " of seed " + seed);
      }
    });
  }

  private void compare(Repository<T, Integer> repository, Random random, String which) {
    Condition<T> where = condition(random, fields, collections, 3);
    Criterion<T> first = pick(random, fields).criterion(random);
    Criterion<T> second = pick(random, fields).criterion(random);
    int limit = random.nextInt(200);
    List<Integer> expected = rows.stream()
        .filter(row -> where.meant().apply(row) == Truth.TRUE)
        .sorted(
            first.meant().thenComparing(second.meant()).thenComparing(row -> row.number(idInFile)))
        .map(row -> row.number(idInFile))
        .toList();
    List<Integer> limited = part(expected, 0, limit);
    Projection<T, Integer> ids = Projection.of(row -> row.get(id), id);
    Query<T> sorted = Query.where(where.asked()).orderBy(first.asked(), second.asked());
    String description = which + ", " + sorted.where() + " by " + sorted.order();

    assertThat(repository.count(where.asked())).as(description).isEqualTo(expected.size());
    assertThat(repository.exists(where.asked())).as(description).isEqualTo(!expected.isEmpty());
    assertThat(repository.select(where.asked(), ids))
        .as(description)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(repository.select(sorted, ids)).as(description).isEqualTo(expected);
    assertThat(ids(repository.find(sorted.limit(limit))))
        .as("%s, at most %s", description, limit)
        .isEqualTo(limited);
    int size = 1 + random.nextInt(20);
    Page<T> page = repository.page(sorted, size);
    assertThat(ids(page.items()))
        .as("%s, first page of %s", description, size)
        .isEqualTo(part(expected, 0, size));
    assertThat(
            page.next().map(cursor -> ids(repository.page(sorted, size, cursor).items())))
        .as("%s, second page of %s", description, size)
        .isEqualTo(Optional.of(part(expected, size, 2 * size)).filter(found -> !found.isEmpty()));
  }

  private List<Integer> ids(List<T> objects) {
    return objects.stream().map(mapping::idOf).toList();
  }

  private static List<Integer> part(List<Integer> all, int from, int to) {
    return all.subList(Math.min(from, all.size()), Math.min(to, all.size()));
  }

  private static <T> Condition<T> condition(
      Random random, List<Field<T, ?>> fields, List<Collection<T, ?>> collections, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      Condition<T> one = condition(random, fields, collections, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> one.not();
        case 1 -> one.and(condition(random, fields, collections, depth - 1));
        default -> one.or(condition(random, fields, collections, depth - 1));
      };
    }
    return !collections.isEmpty() && random.nextBoolean()
        ? pick(random, collections).condition(random)
        : pick(random, fields).condition(random);
  }

  private static <E> E pick(Random random, List<E> list) {
    return list.get(random.nextInt(list.size()));
  }
}
