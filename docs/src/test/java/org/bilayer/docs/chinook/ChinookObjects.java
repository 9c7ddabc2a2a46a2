package org.bilayer.docs.chinook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.bilayer.docs.chinook.domain.Address;
import org.bilayer.docs.chinook.domain.Album;
import org.bilayer.docs.chinook.domain.AlbumWithTracks;
import org.bilayer.docs.chinook.domain.Artist;
import org.bilayer.docs.chinook.domain.Contact;
import org.bilayer.docs.chinook.domain.Customer;
import org.bilayer.docs.chinook.domain.Employee;
import org.bilayer.docs.chinook.domain.Genre;
import org.bilayer.docs.chinook.domain.Invoice;
import org.bilayer.docs.chinook.domain.MediaType;
import org.bilayer.docs.chinook.domain.Playlist;
import org.bilayer.docs.chinook.domain.Recording;
import org.bilayer.docs.chinook.domain.Track;

/** The rows of the file as objects of the domain, each list in the file's order. */
record ChinookObjects(
    List<Genre> genres,
    List<MediaType> mediaTypes,
    List<Artist> artists,
    List<Album> albums,
    List<Track> tracks,
    List<Employee> employees,
    List<Customer> customers,
    List<Invoice> invoices,
    List<Playlist> playlists,
    List<AlbumWithTracks> albumsWithTracks) {

  static ChinookObjects of(ChinookFile file) {
    var lines = new HashMap<Integer, List<Invoice.Line>>();
    for (Row row : file.rows("InvoiceLine")) {
      lines
          .computeIfAbsent(row.number("InvoiceId"), id -> new ArrayList<>())
          .add(new Invoice.Line(
              row.number("InvoiceLineId"),
              row.number("TrackId"),
              row.money("UnitPrice"),
              row.number("Quantity")));
    }
    var entries = new HashMap<Integer, Set<Integer>>();
    for (Row row : file.rows("PlaylistTrack")) {
      entries
          .computeIfAbsent(row.number("PlaylistId"), id -> new HashSet<>())
          .add(row.number("TrackId"));
    }
    var recordings = new HashMap<Integer, Map<Integer, Recording>>();
    for (Row row : file.rows("Track")) {
      recordings
          .computeIfAbsent(row.number("AlbumId"), id -> new HashMap<>())
          .put(row.number("TrackId"), recording(row));
    }
    return new ChinookObjects(
        file.rows("Genre").stream()
            .map(row -> new Genre(row.number("GenreId"), row.text("Name")))
            .toList(),
        file.rows("MediaType").stream()
            .map(row -> new MediaType(row.number("MediaTypeId"), row.text("Name")))
            .toList(),
        file.rows("Artist").stream()
            .map(row -> new Artist(row.number("ArtistId"), row.text("Name")))
            .toList(),
        file.rows("Album").stream()
            .map(row -> new Album(row.number("AlbumId"), row.text("Title"), row.number("ArtistId")))
            .toList(),
        file.rows("Track").stream()
            .map(row -> new Track(row.number("TrackId"), row.number("AlbumId"), recording(row)))
            .toList(),
        file.rows("Employee").stream().map(ChinookObjects::employee).toList(),
        file.rows("Customer").stream().map(ChinookObjects::customer).toList(),
        file.rows("Invoice").stream()
            .map(row -> new Invoice(
                row.number("InvoiceId"),
                row.number("CustomerId"),
                row.time("InvoiceDate"),
                address(row, "Billing", "BillingAddress"),
                row.money("Total"),
                lines.getOrDefault(row.number("InvoiceId"), List.of())))
            .toList(),
        file.rows("Playlist").stream()
            .map(row -> new Playlist(
                row.number("PlaylistId"),
                row.text("Name"),
                entries.getOrDefault(row.number("PlaylistId"), Set.of())))
            .toList(),
        file.rows("Album").stream()
            .map(row -> new AlbumWithTracks(
                row.number("AlbumId"),
                row.text("Title"),
                row.number("ArtistId"),
                recordings.getOrDefault(row.number("AlbumId"), Map.of())))
            .toList());
  }

  private static Recording recording(Row row) {
    return new Recording(
        row.text("Name"),
        row.textOrNull("Composer"),
        row.number("GenreId"),
        row.number("MediaTypeId"),
        Duration.ofMillis(row.number("Milliseconds")),
        row.number("Bytes"),
        row.money("UnitPrice"));
  }

  private static Employee employee(Row row) {
    return new Employee(
        row.number("EmployeeId"),
        row.text("FirstName"),
        row.text("LastName"),
        row.text("Title"),
        row.numberOrNull("ReportsTo"),
        row.time("BirthDate").toLocalDate(),
        row.time("HireDate").toLocalDate(),
        address(row, "", "Address"),
        contact(row));
  }

  private static Customer customer(Row row) {
    return new Customer(
        row.number("CustomerId"),
        row.text("FirstName"),
        row.text("LastName"),
        row.textOrNull("Company"),
        address(row, "", "Address"),
        contact(row),
        row.number("SupportRepId"));
  }

  private static Address address(Row row, String prefix, String street) {
    return new Address(
        row.text(street),
        row.text(prefix + "City"),
        row.textOrNull(prefix + "State"),
        row.text(prefix + "Country"),
        row.textOrNull(prefix + "PostalCode"));
  }

  private static Contact contact(Row row) {
    return new Contact(row.textOrNull("Phone"), row.textOrNull("Fax"), row.text("Email"));
  }
}
