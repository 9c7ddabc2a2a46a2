package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about lengths, sizes and counts: what one supported database refuses is refused by each, before
 * any effect, and what is not refused is stored.
 */
public abstract class LimitContract extends Contract {

  private static final int KEY_BYTES_MAX = 2_680;

  /** A site with a long address, and its pages by path. */
  record Site(int id, String address, List<Page> pages, Optional<String> about) {}

  record Page(String path, String title) {}

  private static final Column<Page, String> PATH = Column.of("path", Codec.text(760), Page::path);
  private static final Column<Page, String> TITLE = Column.of("title", Codec.text(20), Page::title);
  private static final Value<Page> PAGE =
      Value.of(Page.class, row -> new Page(row.get(PATH), row.get(TITLE)), PATH, TITLE);

  private static final Column<Site, Integer> ID = Column.of("id", Codec.int32(), Site::id);
  private static final Column<Site, String> ADDRESS =
      Column.of("address", Codec.text(768), Site::address);
  private static final Column<Site, String> ABOUT =
      Column.optional("about", Codec.document(), Site::about);
  private static final ElementCollection<Site, Page, List<Page>> PAGES =
      ElementCollection.list("site_page", PAGE, PATH, Site::pages);
  private static final Mapping<Site, Integer> SITES = Mapping.of(Site.class, "site", ID)
      .with(ADDRESS, PAGES, ABOUT)
      .unique("site_address_key", ADDRESS)
      .construct(row -> new Site(row.get(ID), row.get(ADDRESS), row.get(PAGES), row.find(ABOUT)));

  record Word(String text, int number) {}

  private static final Column<Word, String> TEXT = Column.of("text", Codec.text(700), Word::text);
  private static final Column<Word, Integer> NUMBER =
      Column.of("number", Codec.int32(), Word::number);
  private static final Mapping<Word, String> WORDS = Mapping.of(Word.class, "word", TEXT)
      .with(NUMBER)
      .construct(row -> new Word(row.get(TEXT), row.get(NUMBER)));

  private static final Model MODEL = Model.of(SITES, WORDS);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Site site(int id, String address, Page... pages) {
    return new Site(id, address, List.of(pages), Optional.empty());
  }

  /** Text that no server can compress, of four bytes for each code point and some of one. */
  private static String text(int bytes) {
    var random = new Random(bytes);
    var text = new StringBuilder();
    for (int i = 0; i < bytes / 4; i++) {
      text.appendCodePoint(0x20000 + random.nextInt(0xA000));
    }
    return text.append("a".repeat(bytes % 4)).toString();
  }

  // --- keys ---

  @ParameterizedTest
  @ValueSource(ints = {KEY_BYTES_MAX, KEY_BYTES_MAX - 1, 2_000})
  void add_keyOfAsManyBytesAsAnIndexTakes_isStored(int bytes) {
    // The owner's id takes eight bytes of the page's key, and so does its place in the entry.
    Site site = site(1, text(bytes), new Page(text(bytes - 16), "first"));
    stored(SITES, site);
    stored(WORDS, new Word(text(bytes), 1));
    assertThat(read(SITES, 1)).isEqualTo(site);
    assertThat(read(WORDS, text(bytes)).number()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {KEY_BYTES_MAX + 1, 2_704, 2_720, 2_800})
  void add_keyOfMoreBytesThanAnIndexTakes_isRefused(int bytes) {
    assertThat(tooLarge(work -> work.repository(SITES).add(site(1, text(bytes)))))
        .hasMessageContaining("type=site")
        .hasMessageContaining("column=site_address_key")
        .hasMessageContaining("at most " + KEY_BYTES_MAX + " bytes together in UTF-8")
        .hasMessageContaining("have " + bytes);
    assertThat(tooLarge(work -> work.repository(WORDS).add(new Word(text(bytes), 1))))
        .hasMessageContaining("word_pkey");
    assertThat(tooLarge(work ->
            work.repository(SITES).add(site(1, "short", new Page(text(bytes), "too long")))))
        .hasMessageContaining("type=site_page")
        .hasMessageContaining("site_page_pkey");
  }

  /** Refused at the first try of several. */
  private InvalidValueException tooLarge(Consumer<UnitOfWork> work) {
    InvalidValueException failure = refused(InvalidValueException.class, work);
    assertThat(failure.isRetryable()).isFalse();
    return failure;
  }

  @Test
  void update_keyOfMoreBytesThanAnIndexTakes_isRefusedWhateverTheWay() {
    stored(SITES, site(1, "one", new Page("a", "A")));
    tooLarge(work -> work.repository(SITES).change(1, found -> site(1, text(2_700))));
    tooLarge(work ->
        work.repository(SITES).change(1, found -> site(1, "one", new Page(text(2_700), "B"))));
    tooLarge(
        work -> work.repository(SITES).where(ID.eq(1)).set(ADDRESS, text(2_700)).update());
    tooLarge(work -> work.repository(SITES).upsert(site(2, text(2_700))));
  }

  @Test
  void find_keyOfMoreBytesThanAnIndexTakes_findsNothing() {
    assertThat(lookedUp(WORDS, text(2_800))).isEmpty();
    assertThat(data()
            .<List<Word>>execute(
                work -> work.repository(WORDS).find(Query.where(TEXT.eq(text(2_800))))))
        .isEmpty();
  }

  // --- documents ---

  private static String document(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  @Test
  void document_ofEightMillionBytes_isStored_andOneMoreIsRefused() {
    String largest = document(8_000_000);
    stored(SITES, new Site(1, "a", List.of(), Optional.of(largest)));
    assertThat(read(SITES, 1).about().orElseThrow().equals(largest)).isTrue();

    assertThat(tooLarge(work -> work.repository(SITES)
            .add(new Site(2, "b", List.of(), Optional.of(document(8_000_001))))))
        .hasMessageContaining("a document has at most 8000000 bytes")
        .hasMessageContaining("has 8000001");
  }

  @Test
  void document_ofMarksThatNeedEscapes_isStored() {
    String marks = "\"" + "\\\"".repeat(3_900_000) + "\"";
    stored(SITES, new Site(1, "a", List.of(), Optional.of(marks)));
    assertThat(read(SITES, 1).about().orElseThrow().equals(marks)).isTrue();
  }

  @Test
  void document_nestedAHundredDeep_isStored_andOneMoreIsRefused() {
    String deepest = "[".repeat(100) + "1" + "]".repeat(100);
    stored(SITES, new Site(1, "a", List.of(), Optional.of(deepest)));
    assertThat(read(SITES, 1).about()).contains(deepest);
    tooLarge(work ->
        work.repository(SITES).add(new Site(2, "b", List.of(), Optional.of("[" + deepest + "]"))));
  }

  // --- conditions ---

  /** Neither AND, OR nor NOT can be merged with the next. */
  private static Specification<Word> nested(int levels) {
    Specification<Word> where = NUMBER.eq(1);
    for (int i = 0; i < levels; i++) {
      where = switch (i % 3) {
        case 0 -> where.and(NUMBER.ge(0));
        case 1 -> where.or(NUMBER.eq(-1));
        default -> where.not();
      };
    }
    return where;
  }

  /** The same in plain Java. */
  private static boolean satisfies(int number, int levels) {
    boolean satisfied = number == 1;
    for (int i = 0; i < levels; i++) {
      satisfied = switch (i % 3) {
        case 0 -> satisfied && number >= 0;
        case 1 -> satisfied || number == -1;
        default -> !satisfied;
      };
    }
    return satisfied;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 97, 98, 99, 100})
  void find_conditionNestedAsDeepAsAllowed_isAnswered(int levels) {
    List<Integer> numbers = List.of(1, 2, -1, -2);
    numbers.forEach(number -> stored(WORDS, new Word("w" + number, number)));
    assertThat(found(nested(levels)))
        .containsExactlyInAnyOrderElementsOf(numbers.stream()
            .filter(number -> satisfies(number, levels))
            .map(number -> "w" + number)
            .toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 1_000, 20_000})
  void find_conditionNestedDeeper_isRefused(int levels) {
    data().run(work -> {
      assertThat(thrown(
              IllegalArgumentException.class,
              () -> work.repository(WORDS).find(Query.where(nested(levels)))))
          .hasMessageContaining("nested deeper than 100 levels");
      assertThat(work.repository(WORDS).count(Specification.all()))
          .as("the unit of work goes on")
          .isZero();
    });
  }

  @Test
  void find_conditionOfManyParts_isAnsweredUpToTenThousand() {
    stored(WORDS, new Word("a", 1), new Word("b", 5_000), new Word("c", -7));
    assertThat(found(anyOf(9_999))).containsExactlyInAnyOrder("a", "b");
    data()
        .run(work -> assertThat(thrown(
                IllegalArgumentException.class,
                () -> work.repository(WORDS).find(Query.where(anyOf(10_000)))))
            .hasMessageContaining("more than 10000 parts"));
  }

  private static Specification<Word> anyOf(int parts) {
    var all = new ArrayList<Specification<Word>>();
    for (int i = 1; i <= parts; i++) {
      all.add(NUMBER.eq(i));
    }
    return Specification.anyOf(all);
  }

  private List<String> found(Specification<Word> where) {
    return data()
        .execute(work -> work.repository(WORDS).find(Query.where(where)).stream()
            .map(Word::text)
            .toList());
  }

  // --- lists ---

  @Test
  @CatalogueEntry("9.3")
  void add_twelveThousandRowsInOneUnit_areStored() {
    int count = 12_000;

    data().run(work -> {
      for (int i = 0; i < count; i++) {
        work.repository(WORDS).add(new Word("w" + i, i));
      }
    });

    data().run(work -> {
      assertThat(work.repository(WORDS).count(Specification.all())).isEqualTo(count);
      assertThat(work.repository(WORDS).find(Query.all())).hasSize(count);
    });
  }

  @Test
  @CatalogueEntry("9.3")
  void findAll_twoHundredThousandIds_findsThoseThatExist() {
    stored(WORDS, new Word("w7", 7), new Word("w199999", 8));
    List<String> ids = IntStream.range(0, 200_000).mapToObj(i -> "w" + i).toList();
    assertThat(data().<List<Word>>execute(work -> work.repository(WORDS).findAllById(ids)))
        .hasSize(2);
    assertThat(found(TEXT.in(ids.subList(0, 100_000)))).containsExactly("w7");
    assertThat(found(NUMBER.in(IntStream.range(0, 100_000).boxed().toList()))).hasSize(2);
  }
}
