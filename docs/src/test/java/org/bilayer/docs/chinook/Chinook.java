package org.bilayer.docs.chinook;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.bilayer.docs.chinook.domain.Address;
import org.bilayer.docs.chinook.domain.Album;
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
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.RecordColumns;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;

/**
 * The shop's mapping: the eleven tables of the sample database as nine aggregates. Invoices own their lines, playlists
 * their entries. Tracks are aggregates of their own here, because lines and entries refer to them and references lead to
 * roots only; {@link Discography} maps the same rows as parts of their albums.
 */
final class Chinook {

  private Chinook() {}

  // --- genres, media types, artists, albums: records whose columns are named after their
  // components ---

  private static final RecordColumns<Genre> GENRE =
      RecordColumns.of(MethodHandles.lookup(), Genre.class);

  static final Column<Genre, Integer> GENRE_ID = GENRE.column("id", Codec.int32());
  static final Column<Genre, String> GENRE_NAME = GENRE.column("name", Codec.text(120));

  static final Mapping<Genre, Integer> GENRES = Mapping.of(Genre.class, "genre", GENRE_ID)
      .with(GENRE_NAME)
      .unique("genre_name_key", GENRE_NAME)
      .construct(GENRE.construct());

  private static final RecordColumns<MediaType> MEDIA_TYPE =
      RecordColumns.of(MethodHandles.lookup(), MediaType.class);

  static final Column<MediaType, Integer> MEDIA_TYPE_ID = MEDIA_TYPE.column("id", Codec.int32());
  static final Column<MediaType, String> MEDIA_TYPE_NAME =
      MEDIA_TYPE.column("name", Codec.text(120));

  static final Mapping<MediaType, Integer> MEDIA_TYPES = Mapping.of(
          MediaType.class, "media_type", MEDIA_TYPE_ID)
      .with(MEDIA_TYPE_NAME)
      .unique("media_type_name_key", MEDIA_TYPE_NAME)
      .construct(MEDIA_TYPE.construct());

  private static final RecordColumns<Artist> ARTIST =
      RecordColumns.of(MethodHandles.lookup(), Artist.class);

  static final Column<Artist, Integer> ARTIST_ID = ARTIST.column("id", Codec.int32());
  static final Column<Artist, String> ARTIST_NAME = ARTIST.column("name", Codec.text(120));

  static final Mapping<Artist, Integer> ARTISTS = Mapping.of(Artist.class, "artist", ARTIST_ID)
      .with(ARTIST_NAME)
      .unique("artist_name_key", ARTIST_NAME)
      .construct(ARTIST.construct());

  private static final RecordColumns<Album> ALBUM =
      RecordColumns.of(MethodHandles.lookup(), Album.class);

  static final Column<Album, Integer> ALBUM_ID = ALBUM.column("id", Codec.int32());
  static final Column<Album, String> ALBUM_TITLE = ALBUM.column("title", Codec.text(160));
  static final Column<Album, Integer> ALBUM_ARTIST = ALBUM.column("artistId", Codec.int32());

  static final Mapping<Album, Integer> ALBUMS = Mapping.of(Album.class, "album", ALBUM_ID)
      .with(ALBUM_TITLE, ALBUM_ARTIST)
      .references(Reference.of("album_artist_fkey", ALBUM_ARTIST, ARTISTS))
      .construct(ALBUM.construct());

  // --- recordings: a value object, columns of a track here and rows of an album in the discography
  // ---

  private static final RecordColumns<Recording> RECORDING_RECORD =
      RecordColumns.of(MethodHandles.lookup(), Recording.class);

  static final Codec<BigDecimal, BigDecimal> MONEY = Codec.decimal(10, 2);
  static final Codec<Duration, Integer> MILLISECONDS =
      Codec.int32().as(Duration::ofMillis, length -> Math.toIntExact(length.toMillis()));

  static final Column<Recording, String> NAME = RECORDING_RECORD.column("name", Codec.text(200));
  static final Column<Recording, String> COMPOSER =
      RECORDING_RECORD.nullable("composer", Codec.text(220));
  static final Column<Recording, Integer> GENRE_OF =
      RECORDING_RECORD.column("genreId", Codec.int32());
  static final Column<Recording, Integer> MEDIA_TYPE_OF =
      RECORDING_RECORD.column("mediaTypeId", Codec.int32());
  static final Column<Recording, Duration> LENGTH = RECORDING_RECORD.column("length", MILLISECONDS);
  static final Column<Recording, Integer> BYTES = RECORDING_RECORD.column("bytes", Codec.int32());
  static final Column<Recording, BigDecimal> PRICE = RECORDING_RECORD.column("price", MONEY);

  static final Value<Recording> RECORDING = Value.of(
      Recording.class,
      RECORDING_RECORD.construct(),
      NAME,
      COMPOSER,
      GENRE_OF,
      MEDIA_TYPE_OF,
      LENGTH,
      BYTES,
      PRICE);

  // --- tracks ---

  static final Column<Track, Integer> TRACK_ID = Column.of("id", Codec.int32(), Track::id);
  static final Column<Track, Integer> TRACK_ALBUM =
      Column.of("album_id", Codec.int32(), Track::albumId);
  static final Embedded<Track, Recording> TRACK_RECORDING =
      Embedded.of("", RECORDING, Track::recording);

  static final Column<Track, String> TRACK_NAME = TRACK_RECORDING.at(NAME);
  static final Column<Track, String> TRACK_COMPOSER = TRACK_RECORDING.at(COMPOSER);
  static final Column<Track, Integer> TRACK_GENRE = TRACK_RECORDING.at(GENRE_OF);
  static final Column<Track, Integer> TRACK_MEDIA_TYPE = TRACK_RECORDING.at(MEDIA_TYPE_OF);
  static final Column<Track, Duration> TRACK_LENGTH = TRACK_RECORDING.at(LENGTH);
  static final Column<Track, Integer> TRACK_BYTES = TRACK_RECORDING.at(BYTES);
  static final Column<Track, BigDecimal> TRACK_PRICE = TRACK_RECORDING.at(PRICE);

  static final Mapping<Track, Integer> TRACKS = Mapping.of(Track.class, "track", TRACK_ID)
      .with(TRACK_ALBUM, TRACK_RECORDING)
      .references(Reference.of("track_album_fkey", TRACK_ALBUM, ALBUMS))
      .references(Reference.of("track_genre_fkey", TRACK_GENRE, GENRES))
      .references(Reference.of("track_media_type_fkey", TRACK_MEDIA_TYPE, MEDIA_TYPES))
      .check("track_length_check", TRACK_LENGTH.gt(Duration.ZERO))
      .construct(
          row -> new Track(row.get(TRACK_ID), row.get(TRACK_ALBUM), row.get(TRACK_RECORDING)));

  // --- addresses and contacts: value objects of employees, customers and invoices ---

  static final Column<Address, String> STREET =
      Column.of("street", Codec.text(70), Address::street);
  static final Column<Address, String> CITY = Column.of("city", Codec.text(40), Address::city);
  static final Column<Address, String> STATE =
      Column.nullable("state", Codec.text(40), Address::state);
  static final Column<Address, String> COUNTRY =
      Column.of("country", Codec.text(40), Address::country);
  static final Column<Address, String> POSTAL_CODE =
      Column.nullable("postal_code", Codec.text(10), Address::postalCode);

  static final Value<Address> ADDRESS = Value.of(
      Address.class,
      row -> new Address(
          row.get(STREET),
          row.get(CITY),
          row.getOrNull(STATE),
          row.get(COUNTRY),
          row.getOrNull(POSTAL_CODE)),
      STREET,
      CITY,
      STATE,
      COUNTRY,
      POSTAL_CODE);

  static final Column<Contact, String> PHONE =
      Column.nullable("phone", Codec.text(24), Contact::phone);
  static final Column<Contact, String> FAX = Column.nullable("fax", Codec.text(24), Contact::fax);
  static final Column<Contact, String> EMAIL = Column.of("email", Codec.text(60), Contact::email);

  static final Value<Contact> CONTACT = Value.of(
      Contact.class,
      row -> new Contact(row.getOrNull(PHONE), row.getOrNull(FAX), row.get(EMAIL)),
      PHONE,
      FAX,
      EMAIL);

  // --- employees: they refer to each other ---

  static final Column<Employee, Integer> EMPLOYEE_ID = Column.of("id", Codec.int32(), Employee::id);
  static final Column<Employee, String> EMPLOYEE_FIRST_NAME =
      Column.of("first_name", Codec.text(20), Employee::firstName);
  static final Column<Employee, String> EMPLOYEE_LAST_NAME =
      Column.of("last_name", Codec.text(20), Employee::lastName);
  static final Column<Employee, String> EMPLOYEE_TITLE =
      Column.of("title", Codec.text(30), Employee::title);
  static final Column<Employee, Integer> REPORTS_TO =
      Column.nullable("reports_to", Codec.int32(), Employee::reportsTo);
  static final Column<Employee, LocalDate> BORN =
      Column.of("born", Codec.localDate(), Employee::born);
  static final Column<Employee, LocalDate> HIRED =
      Column.of("hired", Codec.localDate(), Employee::hired);
  static final Embedded<Employee, Address> EMPLOYEE_ADDRESS =
      Embedded.of("", ADDRESS, Employee::address);
  static final Embedded<Employee, Contact> EMPLOYEE_CONTACT =
      Embedded.of("", CONTACT, Employee::contact);

  static final Mapping<Employee, Integer> EMPLOYEES = Mapping.of(
          Employee.class, "employee", EMPLOYEE_ID)
      .with(
          EMPLOYEE_FIRST_NAME,
          EMPLOYEE_LAST_NAME,
          EMPLOYEE_TITLE,
          REPORTS_TO,
          BORN,
          HIRED,
          EMPLOYEE_ADDRESS,
          EMPLOYEE_CONTACT)
      .unique("employee_email_key", EMPLOYEE_CONTACT.at(EMAIL))
      .references(Reference.of("employee_reports_to_fkey", REPORTS_TO, () -> Chinook.EMPLOYEES))
      .check("employee_hired_check", BORN.lt(HIRED))
      .construct(row -> new Employee(
          row.get(EMPLOYEE_ID),
          row.get(EMPLOYEE_FIRST_NAME),
          row.get(EMPLOYEE_LAST_NAME),
          row.get(EMPLOYEE_TITLE),
          row.getOrNull(REPORTS_TO),
          row.get(BORN),
          row.get(HIRED),
          row.get(EMPLOYEE_ADDRESS),
          row.get(EMPLOYEE_CONTACT)));

  // --- customers ---

  static final Column<Customer, Integer> CUSTOMER_ID = Column.of("id", Codec.int32(), Customer::id);
  static final Column<Customer, String> CUSTOMER_FIRST_NAME =
      Column.of("first_name", Codec.text(40), Customer::firstName);
  static final Column<Customer, String> CUSTOMER_LAST_NAME =
      Column.of("last_name", Codec.text(20), Customer::lastName);
  static final Column<Customer, String> COMPANY =
      Column.nullable("company", Codec.text(80), Customer::company);
  static final Embedded<Customer, Address> CUSTOMER_ADDRESS =
      Embedded.of("", ADDRESS, Customer::address);
  static final Embedded<Customer, Contact> CUSTOMER_CONTACT =
      Embedded.of("", CONTACT, Customer::contact);
  static final Column<Customer, Integer> SUPPORT_AGENT =
      Column.of("support_agent_id", Codec.int32(), Customer::supportAgentId);

  static final Mapping<Customer, Integer> CUSTOMERS = Mapping.of(
          Customer.class, "customer", CUSTOMER_ID)
      .with(
          CUSTOMER_FIRST_NAME,
          CUSTOMER_LAST_NAME,
          COMPANY,
          CUSTOMER_ADDRESS,
          CUSTOMER_CONTACT,
          SUPPORT_AGENT)
      .unique("customer_email_key", CUSTOMER_CONTACT.at(EMAIL))
      .references(Reference.of("customer_support_agent_fkey", SUPPORT_AGENT, EMPLOYEES))
      .construct(row -> new Customer(
          row.get(CUSTOMER_ID),
          row.get(CUSTOMER_FIRST_NAME),
          row.get(CUSTOMER_LAST_NAME),
          row.getOrNull(COMPANY),
          row.get(CUSTOMER_ADDRESS),
          row.get(CUSTOMER_CONTACT),
          row.get(SUPPORT_AGENT)));

  // --- invoices with their lines ---

  static final Column<Invoice.Line, Integer> LINE_ID =
      Column.of("id", Codec.int32(), Invoice.Line::id);
  static final Column<Invoice.Line, Integer> LINE_TRACK =
      Column.of("track_id", Codec.int32(), Invoice.Line::trackId);
  static final Column<Invoice.Line, BigDecimal> UNIT_PRICE =
      Column.of("unit_price", MONEY, Invoice.Line::unitPrice);
  static final Column<Invoice.Line, Integer> QUANTITY =
      Column.of("quantity", Codec.int32(), Invoice.Line::quantity);

  static final Value<Invoice.Line> LINE = Value.of(
      Invoice.Line.class,
      row -> new Invoice.Line(
          row.get(LINE_ID), row.get(LINE_TRACK), row.get(UNIT_PRICE), row.get(QUANTITY)),
      LINE_ID,
      LINE_TRACK,
      UNIT_PRICE,
      QUANTITY);

  static final Column<Invoice, Integer> INVOICE_ID = Column.of("id", Codec.int32(), Invoice::id);
  static final Column<Invoice, Integer> INVOICE_CUSTOMER =
      Column.of("customer_id", Codec.int32(), Invoice::customerId);
  static final Column<Invoice, LocalDateTime> INVOICE_DATE =
      Column.of("date", Codec.localDateTime(0), Invoice::date);
  static final Embedded<Invoice, Address> BILLING =
      Embedded.of("billing_", ADDRESS, Invoice::billing);
  static final Column<Invoice, BigDecimal> TOTAL = Column.of("total", MONEY, Invoice::total);

  // tag::invoices[]
  static final ElementCollection<Invoice, Invoice.Line, List<Invoice.Line>> LINES =
      ElementCollection.list("invoice_line", LINE, LINE_ID, Invoice::lines)
          .unique("invoice_line_id_key", LINE_ID)
          .references(Reference.of("invoice_line_track_fkey", LINE_TRACK, () -> TRACKS))
          .check("invoice_line_quantity_check", QUANTITY.gt(0));

  static final Mapping<Invoice, Integer> INVOICES = Mapping.of(Invoice.class, "invoice", INVOICE_ID)
      .with(INVOICE_CUSTOMER, INVOICE_DATE, BILLING, TOTAL, LINES)
      .references(Reference.of("invoice_customer_fkey", INVOICE_CUSTOMER, CUSTOMERS))
      .check("invoice_total_check", TOTAL.ge(BigDecimal.ZERO))
      .construct(row -> new Invoice(
          row.get(INVOICE_ID),
          row.get(INVOICE_CUSTOMER),
          row.get(INVOICE_DATE),
          row.get(BILLING),
          row.get(TOTAL),
          row.get(LINES)));
  // end::invoices[]

  // --- playlists with their entries: the elements are plain numbers ---

  static final Column<Integer, Integer> ENTRY =
      Column.of("track_id", Codec.int32(), trackId -> trackId);
  static final Column<Playlist, Integer> PLAYLIST_ID = Column.of("id", Codec.int32(), Playlist::id);
  static final Column<Playlist, String> PLAYLIST_NAME =
      Column.of("name", Codec.text(120), Playlist::name);
  static final ElementCollection<Playlist, Integer, Set<Integer>> ENTRIES = ElementCollection.set(
          "playlist_track",
          Value.of(Integer.class, row -> row.get(ENTRY), ENTRY),
          ENTRY,
          Playlist::tracks)
      .references(Reference.of("playlist_track_track_fkey", ENTRY, () -> TRACKS));

  static final Mapping<Playlist, Integer> PLAYLISTS = Mapping.of(
          Playlist.class, "playlist", PLAYLIST_ID)
      .with(PLAYLIST_NAME, ENTRIES)
      .construct(
          row -> new Playlist(row.get(PLAYLIST_ID), row.get(PLAYLIST_NAME), row.get(ENTRIES)));

  /** The whole shop. */
  static final Model MODEL = Model.of(
      GENRES, MEDIA_TYPES, ARTISTS, ALBUMS, TRACKS, EMPLOYEES, CUSTOMERS, INVOICES, PLAYLISTS);
}
