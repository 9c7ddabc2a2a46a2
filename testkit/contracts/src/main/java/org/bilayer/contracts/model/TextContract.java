package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about text: which texts are equal, in conditions, lists, keys, groups and counts, which of two
 * comes first, and which texts no backend stores.
 */
public abstract class TextContract extends Contract {

  /** A text under a unique key. */
  private record Word(int id, String text) {

    /** The text as people search for it: computed here, since databases do not agree how. */
    String folded() {
      return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
  }

  /** A text as a primary key. */
  private record Name(String name) {}

  /** Two texts for the domain, of which one is stored as a number. */
  private record Label(int id, String number, String text) {}

  /** Texts that are there together or not at all. */
  private record Caption(String title, String line) {}

  /** A picture, with a caption or without one. */
  private record Picture(int id, @Nullable Caption caption) {}

  private static final Column<Word, Integer> ID = Column.of("id", Codec.int32(), Word::id);
  private static final Column<Word, String> TEXT = Column.of("text", Codec.text(20), Word::text);
  private static final Column<Word, String> FOLDED =
      Column.of("folded", Codec.text(60), Word::folded);
  private static final Mapping<Word, Integer> WORDS = Mapping.of(Word.class, "word", ID)
      .with(TEXT, FOLDED)
      .unique("word_text_key", TEXT)
      .construct(row -> {
        row.get(FOLDED); // computed anew
        return new Word(row.get(ID), row.get(TEXT));
      });

  private static final Column<Name, String> NAME = Column.of("name", Codec.text(20), Name::name);
  private static final Mapping<Name, String> NAMES =
      Mapping.of(Name.class, "name", NAME).construct(row -> new Name(row.get(NAME)));

  private static final Column<Label, Integer> LABEL_ID = Column.of("id", Codec.int32(), Label::id);
  private static final Column<Label, String> LABEL_NUMBER =
      Column.of("number", Codec.int32().as(String::valueOf, Integer::valueOf), Label::number);
  private static final Column<Label, String> LABEL_TEXT =
      Column.of("text", Codec.text(10), Label::text);
  private static final Mapping<Label, Integer> LABELS = Mapping.of(Label.class, "label", LABEL_ID)
      .with(LABEL_NUMBER, LABEL_TEXT)
      .construct(row -> new Label(row.get(LABEL_ID), row.get(LABEL_NUMBER), row.get(LABEL_TEXT)));

  private static final Column<Caption, String> TITLE =
      Column.of("title", Codec.text(10), Caption::title);
  private static final Column<Caption, String> LINE =
      Column.of("line", Codec.text(10), Caption::line);
  private static final Column<Picture, Integer> PICTURE_ID =
      Column.of("id", Codec.int32(), Picture::id);
  private static final Embedded<Picture, Caption> CAPTION = Embedded.nullable(
      "caption_",
      Value.of(Caption.class, row -> new Caption(row.get(TITLE), row.get(LINE)), TITLE, LINE),
      Picture::caption);
  private static final Mapping<Picture, Integer> PICTURES = Mapping.of(
          Picture.class, "picture", PICTURE_ID)
      .with(CAPTION)
      .construct(row -> new Picture(row.get(PICTURE_ID), row.getOrNull(CAPTION)));

  private static final Model MODEL = Model.of(WORDS, NAMES, LABELS, PICTURES);

  private static final String GRINNING = "\uD83D\uDE00";
  private static final String PIZZA = "\uD83C\uDF55";

  /** The greatest code point of one UTF-16 unit that is not a surrogate's neighbour in any order: U+FFFD. */
  private static final String REPLACEMENT = "\uFFFD";

  @Override
  protected final Model model() {
    return MODEL;
  }

  /** Checks that a senseless argument is refused, with a message that has these parts. */
  private static void assertSenseless(Runnable call, String... messageParts) {
    assertThat(thrown(IllegalArgumentException.class, call)).hasMessageContainingAll(messageParts);
  }

  private void storeBoth(List<String> texts) {
    data().run(work -> {
      for (int i = 0; i < texts.size(); i++) {
        work.repository(WORDS).add(new Word(i, texts.get(i)));
        work.repository(NAMES).add(new Name(texts.get(i)));
      }
    });
  }

  /** Checks that texts are different values wherever the library compares texts. */
  private void assertAllDifferent(List<String> all) {
    storeBoth(all);
    AggregateFunction<Word, Long> rows = AggregateFunction.count();
    AggregateFunction<Word, Long> different = TEXT.countDistinct();
    Projection<Word, String> groups =
        Projection.of(tuple -> tuple.get(TEXT) + "=" + tuple.get(rows), TEXT, rows);
    Projection<Word, Long> count = Projection.of(tuple -> tuple.get(different), different);
    data().run(work -> {
      Repository<Word, Integer> words = work.repository(WORDS);
      for (String text : all) {
        assertThat(words.find(TEXT.eq(text))).extracting(Word::text).containsExactly(text);
        assertThat(words.find(TEXT.in(List.of(text)))).extracting(Word::text).containsExactly(text);
        assertThat(words.count(TEXT.ne(text))).isEqualTo(all.size() - 1);
        assertThat(words.count(TEXT.notIn(List.of(text)))).isEqualTo(all.size() - 1);
        assertThat(words.count(TEXT.startsWith(text).and(TEXT.endsWith(text))))
            .isGreaterThanOrEqualTo(1);
        assertThat(work.repository(NAMES).find(text)).contains(new Name(text));
      }
      assertThat(words.select(Specification.all(), groups))
          .containsExactlyInAnyOrderElementsOf(
              all.stream().map(text -> text + "=1").toList());
      assertThat(words.select(Specification.all(), count)).containsExactly((long) all.size());
    });
  }

  // --- equal texts ---

  static Stream<Named<List<String>>> lookalikes() {
    return Stream.of(
        Named.of("case", List.of("bob", "Bob", "BOB", "\u00E9", "\u00C9")),
        Named.of("accents", List.of("cafe", "caf\u00E9", "caf\u00E8", "stra\u00DFe", "strasse")),
        Named.of("blanks", List.of("pad", "pad ", "pad  ", " pad", "", " ")),
        Named.of(
            "characters above sixteen bits",
            List.of(GRINNING, PIZZA, "a" + GRINNING, "a" + PIZZA, REPLACEMENT, "?")),
        Named.of(
            "normal forms", List.of("caf\u00E9", "cafe\u0301", "\u00C5", "A\u030A", "\u212B")));
  }

  @ParameterizedTest
  @MethodSource("lookalikes")
  @CatalogueEntry("2.5")
  @CatalogueEntry("4.1")
  @CatalogueEntry("4.2")
  @CatalogueEntry("4.5")
  @CatalogueEntry("4.8")
  @CatalogueEntry("4.11")
  void text_thatOnlyLooksTheSame_isDifferentInConditionsKeysGroupsAndCounts(List<String> texts) {
    assertAllDifferent(texts);
  }

  // --- order ---

  /** Checks that texts sort as given, whatever the order they were stored in. */
  private void assertSorted(List<String> expected) {
    var shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, random());
    storeBoth(shuffled);
    var reversed = new ArrayList<>(expected);
    Collections.reverse(reversed);
    AggregateFunction<Word, String> least = TEXT.min();
    AggregateFunction<Word, String> greatest = TEXT.max();
    Projection<Word, List<String>> extremes =
        Projection.of(tuple -> List.of(tuple.get(least), tuple.get(greatest)), least, greatest);
    data().run(work -> {
      Repository<Word, Integer> words = work.repository(WORDS);
      assertThat(words.find(Query.orderedBy(TEXT.asc())))
          .extracting(Word::text)
          .isEqualTo(expected);
      assertThat(words.find(Query.orderedBy(TEXT.desc())))
          .extracting(Word::text)
          .isEqualTo(reversed);
      assertThat(pages(words)).isEqualTo(expected);
      assertThat(words.select(Specification.all(), extremes))
          .containsExactly(List.of(expected.get(0), expected.get(expected.size() - 1)));
      for (int i = 0; i < expected.size(); i++) {
        assertThat(words.count(TEXT.lt(expected.get(i))))
            .as("before %s", expected.get(i))
            .isEqualTo(i);
        assertThat(words.count(TEXT.ge(expected.get(i))))
            .as("from %s on", expected.get(i))
            .isEqualTo(expected.size() - i);
      }
      assertThat(work.repository(NAMES).page(Query.all(), expected.size()).items())
          .as("pages of a text id")
          .extracting(Name::name)
          .isEqualTo(expected);
    });
  }

  private static List<String> pages(Repository<Word, Integer> words) {
    Query<Word> query = Query.orderedBy(TEXT.asc());
    var texts = new ArrayList<String>();
    Page<Word> page = words.page(query, 2);
    page.items().forEach(word -> texts.add(word.text()));
    for (Optional<Cursor> next = page.next(); next.isPresent(); next = page.next()) {
      page = words.page(query, 2, next.get());
      page.items().forEach(word -> texts.add(word.text()));
    }
    return texts;
  }

  static Stream<List<String>> inOrder() {
    return Stream.of(
        List.of("", " ", "1", "A", "B", "_", "a", "a ", "aa", "b", "f", "\u00E9"),
        List.of("a", "\uD7FF", "\uE000", REPLACEMENT, "\uFFFF", PIZZA, GRINNING, GRINNING + "a"));
  }

  @ParameterizedTest
  @MethodSource("inOrder")
  @CatalogueEntry("4.3")
  @CatalogueEntry("4.4")
  void text_inOrdersPagesExtremesAndComparisons_comesByCodePoint(List<String> texts) {
    assertSorted(texts);
  }

  // --- texts that are refused ---

  private void assertNoText(String text, String rule) {
    storeBoth(List.of("before"));

    InvalidValueException added = refused(InvalidValueException.class, work -> {
      work.repository(WORDS).add(new Word(1, text));
      throw new AssertionError("not refused at once");
    });
    refused(InvalidValueException.class, work -> work.repository(NAMES).add(new Name(text)));
    refused(InvalidValueException.class, work -> work.repository(NAMES).find(text));
    refused(
        InvalidValueException.class,
        work -> work.repository(WORDS).change(0, word -> new Word(0, text)));
    refused(
        InvalidValueException.class,
        work ->
            work.repository(WORDS).where(Specification.all()).set(TEXT, text).update());
    thrown(InvalidValueException.class, () -> TEXT.eq(text));
    thrown(InvalidValueException.class, () -> TEXT.in(List.of("a", text)));
    thrown(InvalidValueException.class, () -> TEXT.contains(text));

    assertThat(added).hasMessageContainingAll("type=word, id=1, column=text", rule);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of("a\u0000b", "text must not hold U+0000, found at index 1"),
        Arguments.of(
            "a\uD83D", "text must be well-formed UTF-16, found a lone surrogate at index 1"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  @CatalogueEntry(value = "4.9", answer = CatalogueEntry.Answer.REFUSED)
  @CatalogueEntry(value = "4.10", answer = CatalogueEntry.Answer.REFUSED)
  void text_thatNoBackendStores_isRefusedInValuesIdsAndConditions(String text, String rule) {
    assertNoText(text, rule);
  }

  // --- search ---

  @Test
  @CatalogueEntry("4.12")
  void find_onAColumnFoldedInJava_ignoresCase() {
    storeBoth(List.of("Stra\u00DFe", "STRASSE", "\u0130stanbul", "CAF\u00C9"));

    data().run(work -> {
      Repository<Word, Integer> words = work.repository(WORDS);
      assertThat(words.find(FOLDED.eq(new Word(0, "strasse").folded())))
          .extracting(Word::text)
          .containsExactlyInAnyOrder("Stra\u00DFe", "STRASSE");
      assertThat(words.find(FOLDED.eq("caf\u00E9")))
          .extracting(Word::text)
          .containsExactly("CAF\u00C9");
      assertThat(words.count(FOLDED.startsWith("i"))).isEqualTo(1);
    });
  }

  @Test
  @CatalogueEntry("4.13")
  void find_partOfAText_takesPercentUnderscoreAndBackslashForThemselves() {
    storeBoth(List.of("100%", "100 of", "a_b", "axb", "c\\d", "c\\\\d", "cd", "[a]", "%"));

    data().run(work -> {
      Repository<Word, Integer> words = work.repository(WORDS);
      assertFound(words, TEXT.contains("%"), "100%", "%");
      assertFound(words, TEXT.startsWith("%"), "%");
      assertFound(words, TEXT.endsWith("0%"), "100%");
      assertFound(words, TEXT.contains("_"), "a_b");
      assertFound(words, TEXT.startsWith("a_"), "a_b");
      assertFound(words, TEXT.contains("\\"), "c\\d", "c\\\\d");
      assertFound(words, TEXT.contains("\\\\"), "c\\\\d");
      assertFound(words, TEXT.endsWith("\\d"), "c\\d", "c\\\\d");
      assertFound(words, TEXT.contains("[a]"), "[a]");
      assertFound(words, TEXT.startsWith("100"), "100%", "100 of");
    });
  }

  @Test
  @CatalogueEntry("4.13")
  void find_partOfAText_tellsCaseAccentAndBlanksApart() {
    storeBoth(List.of("Caf\u00E9 ", "caf\u00E9", "cafe"));

    data().run(work -> {
      Repository<Word, Integer> words = work.repository(WORDS);
      assertFound(words, TEXT.startsWith("Caf"), "Caf\u00E9 ");
      assertFound(words, TEXT.endsWith("\u00E9"), "caf\u00E9");
      assertFound(words, TEXT.contains("cafe"), "cafe");
      assertFound(words, TEXT.endsWith(" "), "Caf\u00E9 ");
    });
  }

  /** The last code point of a prefix decides where the texts that begin with the prefix end in an order of texts. */
  @Test
  void find_textsThatBeginWithAPrefix_areThoseUpToTheGreatestCodePointAfterThePrefix() {
    List<String> endings = List.of("a", "\uD7FF", "\uE000", "\uFFFF", GRINNING, "\uDBFF\uDFFF");
    var texts = new ArrayList<String>();
    for (String ending : endings) {
      texts.addAll(List.of("b" + ending, "b" + ending + "\uDBFF\uDFFF", "b" + ending + " "));
    }
    texts.addAll(List.of("b", "c", "bb"));
    storeBoth(texts);

    data().run(work -> {
      for (String ending : endings) {
        List<String> found =
            texts.stream().filter(text -> text.startsWith("b" + ending)).toList();
        assertFound(
            work.repository(WORDS), TEXT.startsWith("b" + ending), found.toArray(String[]::new));
        assertThat(work.repository(NAMES).find(NAME.startsWith("b" + ending)))
            .extracting(Name::name)
            .containsExactlyInAnyOrderElementsOf(found);
      }
    });
  }

  @Test
  void add_valueObjectOfEmptyTexts_comesBackAndIsNotAbsent() {
    var empty = new Picture(1, new Caption("", ""));
    stored(PICTURES, empty);
    stored(PICTURES, new Picture(2, null));

    data().run(work -> {
      assertThat(work.repository(PICTURES).get(1)).isEqualTo(empty);
      assertThat(work.repository(PICTURES).get(2).caption()).isNull();
      assertThat(work.repository(PICTURES).find(CAPTION.at(TITLE).isNotNull()))
          .containsExactly(empty);
    });
    data()
        .run(work ->
            work.repository(PICTURES).change(2, picture -> new Picture(2, empty.caption())));
    data()
        .run(work ->
            assertThat(work.repository(PICTURES).get(2).caption()).isEqualTo(new Caption("", "")));
  }

  private static void assertFound(
      Repository<Word, Integer> words, Specification<Word> where, String... texts) {
    assertThat(words.find(where)).extracting(Word::text).containsExactlyInAnyOrder(texts);
  }

  @Test
  @CatalogueEntry(value = "4.14", answer = CatalogueEntry.Answer.REFUSED)
  void condition_textAgainstANumberOfTheSameClass_isRefused() {
    stored(LABELS, new Label(1, "7", "7"));

    assertSenseless(
        () -> LABEL_NUMBER.eq(LABEL_TEXT), "Cannot compare number (int32) with text (text(10))");
    assertSenseless(() -> LABEL_NUMBER.startsWith("7"), "Cannot search in number: it is int32");
    data().run(work -> {
      assertThat(work.repository(LABELS).count(LABEL_NUMBER.eq("7"))).isEqualTo(1);
      assertThat(work.repository(LABELS).count(LABEL_TEXT.eq("07"))).isZero();
    });
  }
}
