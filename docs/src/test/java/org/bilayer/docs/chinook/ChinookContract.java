package org.bilayer.docs.chinook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.TestSeed;
import org.bilayer.docs.chinook.Facts.Undone;
import org.bilayer.docs.chinook.domain.Customer;
import org.bilayer.docs.chinook.domain.Genre;
import org.bilayer.docs.chinook.domain.Invoice;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Mapping;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.database.ReportDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Imports the sample database into a backend once, and compares the answers to many questions with those computed from
 * the file. Since every backend is held to the same answers, they also agree with each other.
 */
@ExtendWith(ReportDatabases.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class ChinookContract {

  private static final LocalDateTime Y2022 = LocalDateTime.of(2022, 1, 1, 0, 0);

  private final List<DataLayer> layers = new ArrayList<>();
  private final long seed = TestSeed.next().value();

  private ChinookFile file;
  private ChinookObjects objects;
  private DataLayer shop;
  private DataLayer discography;
  private Import.Report shopImport;
  private Import.Report discographyImport;

  /** Where the data goes. */
  abstract Backend backend();

  /** What is stored, and what answers are computed from. */
  ChinookFile file() {
    return ChinookFile.readOrGenerate();
  }

  @BeforeAll
  void importEverything() {
    file = file();
    objects = ChinookObjects.of(file);
    shop = backend().open(Chinook.MODEL, LayerOptions.defaults(), seed);
    layers.add(shop);
    discography = backend().open(Discography.MODEL, LayerOptions.defaults(), seed);
    layers.add(discography);
    shopImport = Import.shop(shop, objects);
    discographyImport = Import.discography(discography, objects);
    System.out.println("chinook: into " + shop.storeName() + " went " + shopImport + ", as albums "
        + discographyImport + " [-Dbilayer.seed=" + seed + "]");
  }

  @AfterAll
  void closeLayers() {
    layers.forEach(DataLayer::close);
  }

  // --- the import ---

  @Test
  void import_allTables_storesEveryRow() {
    assertThat(file.size()).isEqualTo(15_607);
    assertThat(shopImport.rows()).isEqualTo(15_607);
    assertThat(discographyImport.rows()).isEqualTo(4_155);
    assertThat(Map.of(
            "Genre", count(shop, Chinook.GENRES),
            "MediaType", count(shop, Chinook.MEDIA_TYPES),
            "Artist", count(shop, Chinook.ARTISTS),
            "Album", count(shop, Chinook.ALBUMS),
            "Track", count(shop, Chinook.TRACKS),
            "Employee", count(shop, Chinook.EMPLOYEES),
            "Customer", count(shop, Chinook.CUSTOMERS),
            "Invoice", count(shop, Chinook.INVOICES),
            "Playlist", count(shop, Chinook.PLAYLISTS)))
        .allSatisfy((table, count) -> assertThat(count).as(table).isEqualTo(rows(table)));
  }

  @Test
  void stream_everyMapping_givesTheObjectsOfTheFile() {
    assertEverything(new Reading() {
      @Override
      public <T, I> List<T> of(Repository<T, I> repository) {
        return repository.stream(Query.all(), all -> all.toList());
      }
    });
  }

  @Test
  void find_everyMapping_givesTheObjectsOfTheFile() {
    assertEverything(new Reading() {
      @Override
      public <T, I> List<T> of(Repository<T, I> repository) {
        return repository.find(Query.all());
      }
    });
  }

  /** A way to read all objects of a type. */
  private interface Reading {
    <T, I> List<T> of(Repository<T, I> repository);
  }

  private void assertEverything(Reading reading) {
    assertStored(reading, shop, Chinook.GENRES, objects.genres());
    assertStored(reading, shop, Chinook.MEDIA_TYPES, objects.mediaTypes());
    assertStored(reading, shop, Chinook.ARTISTS, objects.artists());
    assertStored(reading, shop, Chinook.ALBUMS, objects.albums());
    assertStored(reading, shop, Chinook.TRACKS, objects.tracks());
    assertStored(reading, shop, Chinook.EMPLOYEES, objects.employees());
    assertStored(reading, shop, Chinook.CUSTOMERS, objects.customers());
    assertStored(reading, shop, Chinook.INVOICES, objects.invoices());
    assertStored(reading, shop, Chinook.PLAYLISTS, objects.playlists());
    assertStored(reading, discography, Discography.ALBUMS, objects.albumsWithTracks());
  }

  private static <T, I> void assertStored(
      Reading reading, DataLayer layer, Mapping<T, I> mapping, List<T> expected) {
    List<T> stored = layer.execute(work -> reading.of(work.repository(mapping)));
    // By id first: two sets of records say little about which of them differ.
    assertThat(byId(mapping, stored)).isEqualTo(byId(mapping, expected));
    assertThat(stored).hasSameSizeAs(expected);
  }

  private static <T, I> Map<I, T> byId(Mapping<T, I> mapping, List<T> objects) {
    var map = new HashMap<I, T>();
    objects.forEach(object -> map.put(mapping.idOf(object), object));
    return map;
  }

  private int rows(String table) {
    return file.rows(table).size();
  }

  private static long count(DataLayer layer, Mapping<?, ?> mapping) {
    return layer.execute(work -> work.repository(mapping).count(Specification.all()));
  }

  // --- sums and groups ---

  @Test
  void select_sumByYearAndCountry_givesTheRevenue() {
    sales(SalesQuestions::revenueByYearAndCountry, SalesAnswers::revenueByYearAndCountry);
  }

  @Test
  void select_sumByCustomer_givesTheBestCustomers() {
    sales(sales -> sales.bestCustomers(20), sales -> sales.bestCustomers(20));
  }

  @Test
  void select_everyAggregateByMediaType_givesTheMedia() {
    sales(SalesQuestions::media, SalesAnswers::media);
  }

  @Test
  void select_countByNullableColumn_givesAGroupWithoutValue() {
    sales(SalesQuestions::tracksByComposer, SalesAnswers::tracksByComposer);
  }

  @Test
  void select_aggregatesOfAYear_givesTheTurnover() {
    sales(
        sales -> sales.turnover(Y2022, Y2022.plusYears(1)),
        sales -> sales.turnover(Y2022, Y2022.plusYears(1)));
  }

  @Test
  void select_aggregatesOfNothing_givesACountOnly() {
    sales(
        sales -> sales.turnover(Y2022.minusYears(9), Y2022.minusYears(8)),
        sales -> sales.turnover(Y2022.minusYears(9), Y2022.minusYears(8)));
  }

  @Test
  void select_twoAggregates_givesTheRevenueByAgent() {
    sales(SalesQuestions::revenueByAgent, SalesAnswers::revenueByAgent);
  }

  @Test
  void forEach_linesOfAllInvoices_givesTheRevenueByGenre() {
    sales(SalesQuestions::revenueByGenre, SalesAnswers::revenueByGenre);
  }

  private void sales(Function<SalesQuestions, ?> question, Function<SalesAnswers, ?> answer) {
    same(question.apply(new SalesQuestions(shop)), answer.apply(new SalesAnswers(file)));
  }

  // --- references and owned collections ---

  @Test
  void select_notInTwoThousandIds_givesTheUnsoldTracks() {
    references(ReferenceQuestions::unsoldTracks, ReferenceAnswers::unsoldTracks);
  }

  @Test
  void find_bySelfReference_givesEmployeesUnderAManager() {
    for (int manager = 1; manager <= 8; manager++) {
      int id = manager;
      references(employees -> employees.employeesUnder(id), file -> file.employeesUnder(id));
    }
  }

  @Test
  void get_alongSelfReference_givesTheChainOfCommand() {
    references(employees -> employees.chainOfCommand(8), file -> file.chainOfCommand(8));
  }

  @Test
  void find_anyEntry_givesThePlaylistsHoldingATrack() {
    for (int track : List.of(1, 597, 3402, 3503, 9999)) {
      references(
          playlists -> playlists.playlistsHolding(track), file -> file.playlistsHolding(track));
    }
  }

  @Test
  void find_anyEntryTwice_givesThePlaylistsHoldingBothTracks() {
    references(
        playlists -> playlists.playlistsHoldingBoth(3402, 3400),
        file -> file.playlistsHoldingBoth(3402, 3400));
  }

  @Test
  void find_noEntry_givesTheEmptyPlaylists() {
    references(ReferenceQuestions::emptyPlaylists, ReferenceAnswers::emptyPlaylists);
  }

  @Test
  void find_someLineAndNoCheaperOne_givesTheInvoices() {
    BigDecimal price = new BigDecimal("1.99");
    references(invoices -> invoices.invoicesOnlyFrom(price), file -> file.invoicesOnlyFrom(price));
  }

  @Test
  void findAll_withRepeats_givesTheBuyersOfTracks() {
    List<Integer> tracks = List.of(2, 3, 8, 9, 20, 32, 1000, 2000, 3000, 3177, 3247);
    references(invoices -> invoices.buyersOf(tracks), file -> file.buyersOf(tracks));
  }

  @Test
  void stream_linesOfEachInvoice_addUpToItsTotal() {
    references(ReferenceQuestions::sumsOfLines, ReferenceAnswers::sumsOfLines);
  }

  @Test
  void find_notReferred_givesTheArtistsWithoutAlbum() {
    references(ReferenceQuestions::artistsWithoutAlbum, ReferenceAnswers::artistsWithoutAlbum);
  }

  private void references(
      Function<ReferenceQuestions, ?> question, Function<ReferenceAnswers, ?> answer) {
    same(question.apply(new ReferenceQuestions(shop)), answer.apply(new ReferenceAnswers(file)));
  }

  // --- albums that own their tracks ---

  @Test
  void find_anyTrackLonger_givesTheAlbums() {
    Duration length = Duration.ofMinutes(20);
    albums(
        albums -> albums.albumsWithTrackLongerThan(length),
        file -> file.albumsWithTrackLongerThan(length));
  }

  @Test
  void find_noTrackWithComposer_givesTheAlbums() {
    albums(
        DiscographyQuestions::albumsWithoutKnownComposer,
        DiscographyAnswers::albumsWithoutKnownComposer);
  }

  @Test
  void find_twoConditionsOnOneTrack_givesTheAlbums() {
    albums(albums -> albums.albumsWith(7, "A"), file -> file.albumsWith(7, "A"));
  }

  @Test
  void stream_albumsWithTracks_givesTheLongestAlbums() {
    albums(albums -> albums.longestAlbums(25), file -> file.longestAlbums(25));
  }

  private void albums(
      Function<DiscographyQuestions, ?> question, Function<DiscographyAnswers, ?> answer) {
    same(
        question.apply(new DiscographyQuestions(discography)),
        answer.apply(new DiscographyAnswers(file)));
  }

  // --- orders, limits, pages ---

  @Test
  void select_orderedAndLimited_givesTheLongestTracks() {
    lists(lists -> lists.longestTracks(50), file -> file.longestTracks(50));
  }

  @Test
  void find_nullsFirst_givesTheCustomersByState() {
    lists(ListQuestions::customersByState, ListAnswers::customersByState);
  }

  @Test
  void find_descendingNullsLast_givesTheCustomersByCompany() {
    lists(ListQuestions::customersByCompany, ListAnswers::customersByCompany);
  }

  @Test
  void findAll_shuffledWithUnknownAndRepeatedIds_keepsTheirOrder() {
    var ids = new ArrayList<>(IntStream.range(-50, 3600).boxed().toList());
    ids.addAll(ids.subList(0, 100));
    Collections.shuffle(ids, new Random(seed));
    lists(lists -> lists.tracksInOrder(ids), file -> file.tracksInOrder(ids));
  }

  @Test
  void stream_notReadToTheEnd_givesTheFirst() {
    lists(lists -> lists.firstOfStream(5), file -> file.firstOfStream(5));
  }

  @Test
  void page_allTracksByName_goesThereAndBack() {
    lists(lists -> lists.tracksByName(100), file -> file.tracksByName(100));
  }

  @Test
  void page_nullsFirstDescending_goesThereAndBack() {
    lists(lists -> lists.tracksByComposer(250), file -> file.tracksByComposer(250));
  }

  @Test
  void page_cursorsUsedInOtherUnits_leafsBackAndForth() {
    int[] steps = {1, 1, 1, -1, 1, 1, -1, -1, -1, 1};
    lists(lists -> lists.leafedThrough(30, steps), file -> file.leafedThrough(30, steps));
  }

  private void lists(Function<ListQuestions, ?> question, Function<ListAnswers, ?> answer) {
    same(question.apply(new ListQuestions(shop)), answer.apply(new ListAnswers(file)));
  }

  // --- text and nulls ---

  @Test
  void contains_wildcardsCaseAndAccents_areTakenLiterally() {
    var texts = List.of(
        "%",
        "_", "\\", ".07%", "100%", "Love", "love", "LOVE", "ã", "Ã", "a\u0303", "ção", "É", "é",
        "'", "\"", "[", "", " ", "ß", "ss", "🎵");
    search(search -> search.tracksContaining(texts), file -> file.tracksContaining(texts));
  }

  @Test
  void startsWith_wildcardsCaseAndAccents_areTakenLiterally() {
    var texts = List.of("\"", "#", "'", "(", ".", "À", "A", "a", "É", "E", "[", "%", "_", "Ú", "");
    search(search -> search.tracksBeginning(texts), file -> file.tracksBeginning(texts));
  }

  @Test
  void endsWith_wildcardsCaseAndAccents_areTakenLiterally() {
    var texts = List.of("ção", "cao", "%", ")", "]", "\"", "?", "!", "é", "e", "(Live)", "");
    search(search -> search.tracksEnding(texts), file -> file.tracksEnding(texts));
  }

  @Test
  void contains_underscore_isNoWildcard() {
    search(
        search -> search.customersWithMailContaining("_"),
        file -> file.customersWithMailContaining("_"));
  }

  @Test
  void eq_trailingSpace_countsInBothDirections() {
    for (String city : List.of("Edinburgh ", "Edinburgh", "São Paulo", "Sao Paulo", "são paulo")) {
      search(search -> search.customersIn(city), file -> file.customersIn(city));
    }
  }

  @Test
  void or_searchAndList_givesTheCustomers() {
    Set<String> cities = Set.of("Montréal", "Prague", "Warsaw");
    search(
        search -> search.customersOf("straße", cities), file -> file.customersOf("straße", cities));
  }

  @Test
  void ne_absentValue_isUnknown() {
    search(
        search -> search.customersOfAnotherState("CA"), file -> file.customersOfAnotherState("CA"));
  }

  @Test
  void notIn_orAbsent_givesTheCustomers() {
    Set<String> states = Set.of("CA", "SP", "ON");
    search(search -> search.customersOutside(states), file -> file.customersOutside(states));
  }

  @Test
  void not_conjunctionOfAbsences_givesTheCustomers() {
    search(SearchQuestions::customersWithCompanyOrFax, SearchAnswers::customersWithCompanyOrFax);
  }

  @Test
  void eq_otherAttribute_isUnknownWhereOneIsAbsent() {
    search(SearchQuestions::customersOfCityStates, SearchAnswers::customersOfCityStates);
    search(SearchQuestions::customersNotOfCityStates, SearchAnswers::customersNotOfCityStates);
  }

  @Test
  void exists_longestTrack_findsItOnlyBelowItsLength() {
    for (int millis : List.of(0, 3_600_000, 5_286_952, 5_286_953, Integer.MAX_VALUE)) {
      Duration length = Duration.ofMillis(millis);
      search(
          search -> search.existsTrackLongerThan(length),
          file -> file.existsTrackLongerThan(length));
    }
  }

  @Test
  void count_eachGenre_givesTheTracksByGenre() {
    search(SearchQuestions::tracksByGenre, SearchAnswers::tracksByGenre);
  }

  private void search(Function<SearchQuestions, ?> question, Function<SearchAnswers, ?> answer) {
    same(question.apply(new SearchQuestions(shop)), answer.apply(new SearchAnswers(file)));
  }

  // --- questions nobody thought of ---

  @Test
  void query_randomOverTracks_givesTheRowsOfTheFile() {
    RandomQuestions.tracks(file).ask(shop, seed, questions(25));
  }

  @Test
  void query_randomOverCustomers_givesTheRowsOfTheFile() {
    RandomQuestions.customers(file).ask(shop, seed, questions(100));
  }

  @Test
  void query_randomOverInvoicesAndLines_givesTheRowsOfTheFile() {
    RandomQuestions.invoices(file).ask(shop, seed, questions(50));
  }

  @Test
  void query_randomOverPlaylistsAndEntries_givesTheRowsOfTheFile() {
    RandomQuestions.playlists(file).ask(shop, seed, questions(30));
  }

  @Test
  void query_randomOverAlbumsAndTracks_givesTheRowsOfTheFile() {
    RandomQuestions.albums(file).ask(discography, seed, questions(30));
  }

  private static int questions(int usual) {
    return Boolean.getBoolean("bilayer.nightly") ? 20 * usual : usual;
  }

  // --- changes that are taken back ---

  @Test
  void update_setBasedAndRolledBack_isSeenInsideOnly() {
    BigDecimal more = new BigDecimal("0.50");
    changes(changes -> changes.priceRise(1, more), file -> file.priceRise(1, more));
    changes(changes -> changes.composersForgotten(1), file -> file.composersForgotten(1));
  }

  @Test
  void delete_setBasedAndRolledBack_isSeenInsideOnly() {
    changes(
        changes -> changes.invoicesRemovedBefore(Y2022), file -> file.invoicesRemovedBefore(Y2022));
  }

  @Test
  void change_linesRemovedAndRolledBack_isSeenInsideOnly() {
    changes(changes -> changes.lastLinesRemoved(6), file -> file.lastLinesRemoved(6));
  }

  @Test
  void change_committedAndTakenBack_raisesTheVersionTwice() {
    Customer original = objects.customers().get(0);
    Customer moved = original.movedTo(objects.customers().get(1).address());
    long version = version(original.id());
    shop.run(work -> work.repository(Chinook.CUSTOMERS).change(original.id(), customer -> moved));
    assertThat(customer(original.id())).isEqualTo(moved);
    assertThat(version(original.id())).isEqualTo(version + 1);
    shop.run(
        work -> work.repository(Chinook.CUSTOMERS).change(original.id(), customer -> original));
    assertThat(customer(original.id())).isEqualTo(original);
    assertThat(version(original.id())).isEqualTo(version + 2);
  }

  private Customer customer(int id) {
    return shop.execute(work -> work.repository(Chinook.CUSTOMERS).get(id));
  }

  private long version(int id) {
    return shop.execute(work -> {
      Repository<Customer, Integer> customers = work.repository(Chinook.CUSTOMERS);
      return customers.version(customers.get(id)).number();
    });
  }

  @Test
  void add_namesInOtherScripts_sortByCodePoint() {
    // The file itself has Latin letters only.
    List<String> names = List.of(
        "Étude",
        "E\u0301tude",
        "Ария",
        "Ωδή",
        "שיר",
        "أغنية",
        "गीत",
        "เพลง",
        "歌",
        "うた",
        "노래",
        "\uFF21\uFF22",
        "\uE000",
        "🎵",
        "𝄞",
        "ﬁn",
        "ß",
        "ẞ",
        "İ",
        "ı",
        "Zoë",
        "Zoe");
    changes(
        changes -> changes.tracksNamedFrom("Z", names), file -> file.tracksNamedFrom("Z", names));
  }

  private void changes(
      Function<ChangeQuestions, Undone<?>> question, Function<ChangeAnswers, Undone<?>> answer) {
    same(question.apply(new ChangeQuestions(shop)), answer.apply(new ChangeAnswers(file)));
  }

  // --- what is refused ---

  @Test
  void delete_whatOthersReferTo_isRefusedWithTheConstraintsName() {
    refused(
        "album_artist_fkey",
        work -> work.repository(Chinook.ARTISTS).where(Chinook.ARTIST_ID.eq(1)).remove());
    refused(
        "employee_reports_to_fkey",
        work ->
            work.repository(Chinook.EMPLOYEES).where(Chinook.EMPLOYEE_ID.eq(6)).remove());
    int unsold = Collections.min(new ReferenceAnswers(file).unsoldTracks());
    refused(
        "playlist_track_track_fkey",
        work ->
            work.repository(Chinook.TRACKS).where(Chinook.TRACK_ID.eq(unsold)).remove());
  }

  @Test
  void add_lineOfNoTrack_isRefusedWithTheConstraintsName() {
    Invoice.Line line = new Invoice.Line(2241, 9999, BigDecimal.ONE, 1);
    refused(
        "invoice_line_track_fkey",
        work -> work.repository(Chinook.INVOICES).change(1, invoice -> invoice.with(line)));
    Invoice.Line taken = new Invoice.Line(2240, 1, BigDecimal.ONE, 1);
    refused(
        "invoice_line_id_key",
        work -> work.repository(Chinook.INVOICES).change(1, invoice -> invoice.with(taken)));
  }

  @Test
  void add_everythingAgain_isRefusedWithTheKeysName() {
    refused("genre_pkey", work -> work.repository(Chinook.GENRES).addAll(objects.genres()));
    refused(
        "playlist_pkey", work -> work.repository(Chinook.PLAYLISTS).addAll(objects.playlists()));
  }

  @Test
  void add_genreOfTheSameName_isRefusedUnlessItDiffersInCase() {
    refused("genre_name_key", work -> work.repository(Chinook.GENRES).add(new Genre(26, "Rock")));
    try (var work = shop.begin()) {
      work.repository(Chinook.GENRES).add(new Genre(26, "ROCK"));
      work.repository(Chinook.GENRES).add(new Genre(27, "Rock "));
      work.repository(Chinook.GENRES).add(new Genre(28, "Röck"));
      work.flush();
    }
    assertThat(count(shop, Chinook.GENRES)).isEqualTo(rows("Genre"));
  }

  @Test
  void attempt_refusedPart_isUndoneAlone() {
    try (UnitOfWork work = shop.begin()) {
      Repository<Genre, Integer> genres = work.repository(Chinook.GENRES);
      genres.add(new Genre(26, "Fado"));
      assertThatThrownBy(() -> work.attempt(part -> {
            genres.add(new Genre(27, "Forró"));
            genres.add(new Genre(28, "Rock"));
            part.flush();
          }))
          .isInstanceOf(UniqueViolationException.class);
      assertThat(genres.count(Specification.all())).isEqualTo(26);
      assertThat(genres.find(27)).isEmpty();
      assertThat(genres.get(26).name()).isEqualTo("Fado");
    }
    assertThat(count(shop, Chinook.GENRES)).isEqualTo(25);
  }

  /** Work that fails at a constraint and leaves everything there. */
  private void refused(String constraint, Consumer<UnitOfWork> work) {
    List<Long> before = counts();
    ConstraintViolationException refusal =
        catchThrowableOfType(ConstraintViolationException.class, () -> shop.run(work));
    assertThat(refusal).as("what is thrown at %s", constraint).isNotNull();
    assertThat(refusal.constraint()).isEqualTo(constraint);
    assertThat(counts()).as("after it was refused").isEqualTo(before);
  }

  private List<Long> counts() {
    return shop.execute(work -> shop.model().mappings().stream()
        .map(mapping -> work.repository(mapping).count(Specification.all()))
        .toList());
  }

  private static void same(Object answered, Object expected) {
    assertThat(answered).isEqualTo(expected);
  }
}
