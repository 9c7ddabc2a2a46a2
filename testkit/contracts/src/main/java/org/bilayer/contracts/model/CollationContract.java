package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Recipe.AMOUNTS;
import static org.bilayer.contracts.sample.Recipe.AUTHOR;
import static org.bilayer.contracts.sample.Recipe.CODE;
import static org.bilayer.contracts.sample.Recipe.COURSE;
import static org.bilayer.contracts.sample.Recipe.CUISINE;
import static org.bilayer.contracts.sample.Recipe.CUISINES;
import static org.bilayer.contracts.sample.Recipe.HINT;
import static org.bilayer.contracts.sample.Recipe.ID;
import static org.bilayer.contracts.sample.Recipe.LATIN;
import static org.bilayer.contracts.sample.Recipe.MOTTO;
import static org.bilayer.contracts.sample.Recipe.NAME;
import static org.bilayer.contracts.sample.Recipe.NOTE;
import static org.bilayer.contracts.sample.Recipe.RECIPES;
import static org.bilayer.contracts.sample.Recipe.TITLE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Recipe;
import org.bilayer.contracts.sample.Recipe.Course;
import org.bilayer.contracts.sample.Recipe.Cuisine;
import org.bilayer.contracts.sample.Recipe.Portion;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Model;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.StoredType;
import org.junit.jupiter.api.Test;

/** What every backend promises about text in columns whose collation is not by code point. */
public abstract class CollationContract extends Contract {

  /** Texts that many collations take for equal, or sort in another order than code points. */
  private static final List<String> NOTES = List.of(
      "abc",
      "ABC",
      "Abc",
      "abc ",
      "\u00e4bc",
      "\u00c4BC",
      "a\u0308bc",
      "abd",
      "B",
      "a",
      "Z",
      "z",
      "\u00df",
      "ss",
      "s",
      "",
      " ",
      "\uff41bc",
      "\ud83d\ude00",
      "\ud83d\ude01",
      "\ufffd",
      "%",
      "_",
      "a\tb");

  private static final StoredType TEXT = StoredType.text(40);

  @Override
  protected final Model model() {
    return Recipe.MODEL;
  }

  /** One recipe for each note, and one without; its id is the position. */
  private List<Recipe> store() {
    var recipes = new ArrayList<Recipe>();
    for (String note : NOTES) {
      recipes.add(Recipe.of(recipes.size(), "title " + recipes.size(), note));
    }
    recipes.add(Recipe.of(recipes.size(), "title " + recipes.size(), null));
    data().run(work -> work.repository(RECIPES).addAll(recipes));
    return recipes;
  }

  private static Cuisine cuisine(String name) {
    return new Cuisine(name, null, Map.of());
  }

  private List<Integer> ids(Specification<Recipe> where) {
    return data()
        .execute(work -> work.repository(RECIPES).find(Query.where(where)).stream()
            .map(Recipe::id)
            .sorted()
            .toList());
  }

  private static List<Integer> where(Predicate<String> test) {
    var ids = new ArrayList<Integer>();
    for (int i = 0; i < NOTES.size(); i++) {
      if (test.test(NOTES.get(i))) {
        ids.add(i);
      }
    }
    return ids;
  }

  private <R> List<R> selected(Projection<Recipe, R> projection) {
    return data().execute(work -> work.repository(RECIPES).select(Query.all(), projection));
  }

  // --- conditions

  @Test
  @CatalogueEntry("4.1")
  @CatalogueEntry("4.2")
  @CatalogueEntry("4.3")
  @CatalogueEntry("4.5")
  void conditions_ofEachText_compareCodePoints() {
    store();
    for (String note : NOTES) {
      assertThat(ids(NOTE.eq(note))).as(note).isEqualTo(where(note::equals));
      assertThat(ids(NOTE.ne(note))).as(note).isEqualTo(where(other -> !other.equals(note)));
      assertThat(ids(NOTE.lt(note)))
          .as(note)
          .isEqualTo(where(other -> TEXT.compare(other, note) < 0));
      assertThat(ids(NOTE.ge(note)))
          .as(note)
          .isEqualTo(where(other -> TEXT.compare(other, note) >= 0));
      assertThat(ids(NOTE.startsWith(note))).isEqualTo(where(other -> other.startsWith(note)));
      assertThat(ids(NOTE.contains(note))).isEqualTo(where(other -> other.contains(note)));
      assertThat(ids(NOTE.endsWith(note))).isEqualTo(where(other -> other.endsWith(note)));
    }
  }

  @Test
  void conditions_ofSeveralTexts_compareCodePoints() {
    store();
    for (int size = 1; size <= NOTES.size(); size++) {
      List<String> some = NOTES.subList(0, size);
      assertThat(ids(NOTE.in(some))).isEqualTo(where(some::contains));
      assertThat(ids(NOTE.notIn(some))).isEqualTo(where(other -> !some.contains(other)));
    }
    assertThat(ids(NOTE.isNull())).containsExactly(NOTES.size());
    assertThat(ids(NOTE.eq("abc").not())).hasSize(NOTES.size() - 1);
    assertThat(ids(TITLE.in(List.of("TITLE 1", "title 2", "Title 3")))).containsExactly(2);
  }

  @Test
  void conditions_betweenColumns_compareCodePoints() {
    stored(RECIPES, Recipe.of(1, "Soup", "soup"), Recipe.of(2, "Stew", "Stew"));
    assertThat(ids(TITLE.eq(NOTE))).containsExactly(2);
    assertThat(ids(TITLE.ne(NOTE))).containsExactly(1);
    assertThat(ids(TITLE.lt(NOTE))).containsExactly(1);
    assertThat(ids(TITLE.ge(NOTE))).containsExactly(2);
  }

  @Test
  void conditions_ofOtherTypes_compareCodePoints() {
    stored(
        RECIPES,
        Recipe.of(1, "one", null).coded("\u00fcber", "Ab").as(Course.STARTER),
        Recipe.of(2, "two", null).coded("Yber 2", "ab").as(Course.starter),
        Recipe.of(3, "Two 3", null).coded("\u20ac", "AB").as(Course.MAIN));
    assertThat(ids(LATIN.eq("yber"))).isEmpty();
    assertThat(ids(LATIN.eq("\u00fcber"))).containsExactly(1);
    assertThat(ids(LATIN.in(List.of("\u00dcber", "yber 2", "\u20ac")))).containsExactly(3);
    assertThat(ids(LATIN.gt("\u00fcber"))).containsExactly(3);
    assertThat(ids(LATIN.startsWith("Y"))).containsExactly(2);
    assertThat(ids(CODE.eq("AB"))).containsExactly(3);
    assertThat(ids(CODE.in(List.of("aB", "ab", "Ab")))).containsExactly(1, 2);
    assertThat(ids(CODE.lt("a"))).containsExactly(1, 3);
    assertThat(ids(CODE.contains("B"))).containsExactly(3);
    assertThat(ids(COURSE.eq(Course.STARTER))).containsExactly(1);
    assertThat(ids(COURSE.in(List.of(Course.starter, Course.MAIN)))).containsExactly(2, 3);
    assertThat(ids(COURSE.ne(Course.STARTER))).containsExactly(2, 3);
    assertThat(ids(AUTHOR.lt("a"))).containsExactly(3);
    assertThat(ids(AUTHOR.eq("ONE"))).isEmpty();
    assertThat(ids(AUTHOR.startsWith("t"))).containsExactly(2);
  }

  // --- orders, pages, groups

  private static <V> void assertOrder(List<Recipe> found, Function<Recipe, V> text) {
    var texts = new ArrayList<V>();
    found.forEach(recipe -> texts.add(text.apply(recipe)));
    var expected = new ArrayList<V>(texts);
    expected.sort((left, right) -> TEXT.compare(left, right));
    assertThat(texts).isEqualTo(expected);
  }

  @Test
  @CatalogueEntry("4.3")
  @CatalogueEntry("4.4")
  void orders_followCodePoints() {
    store();
    data().run(work -> {
      List<Recipe> up = work.repository(RECIPES)
          .find(Query.where(NOTE.isNotNull()).orderBy(NOTE.asc().nullsFirst()));
      assertOrder(up, Recipe::note);
      List<Recipe> down =
          work.repository(RECIPES).find(Query.orderedBy(NOTE.desc().nullsLast(), ID.asc()));
      assertThat(down.get(NOTES.size()).note()).isNull();
      var downwards = new ArrayList<>(down.subList(0, NOTES.size()));
      Collections.reverse(downwards);
      assertOrder(downwards, Recipe::note);
      assertOrder(work.repository(RECIPES).find(Query.orderedBy(LATIN.asc())), Recipe::latin);
      assertOrder(work.repository(RECIPES).find(Query.orderedBy(AUTHOR.asc())), Recipe::author);
    });
  }

  @Test
  void pages_byText_haveEachObjectOnce() {
    List<Recipe> recipes = store();
    data().run(work -> {
      var seen = new ArrayList<Recipe>();
      Query<Recipe> query = Query.orderedBy(NOTE.asc().nullsLast());
      Page<Recipe> page = work.repository(RECIPES).page(query, 3);
      seen.addAll(page.items());
      Optional<Cursor> next = page.next();
      while (next.isPresent()) {
        page = work.repository(RECIPES).page(query, 3, next.get());
        seen.addAll(page.items());
        next = page.next();
      }
      assertThat(seen).hasSameSizeAs(recipes).containsExactlyInAnyOrderElementsOf(recipes);
      assertOrder(seen.subList(0, NOTES.size()), Recipe::note);
    });
  }

  @Test
  @CatalogueEntry("4.1")
  @CatalogueEntry("4.2")
  @CatalogueEntry("4.5")
  void groups_tellEachTextApart() {
    store();
    Map<Object, Long> counts = new LinkedHashMap<>();
    selected(Projection.of(
            row -> Map.entry(Optional.ofNullable(row.getOrNull(NOTE)), row.get(ID.count())),
            NOTE,
            ID.count()))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    assertThat(counts).hasSize(NOTES.size() + 1).doesNotContainValue(2L);
    assertThat(selected(Projection.of(row -> row.get(NOTE.countDistinct()), NOTE.countDistinct())))
        .containsExactly((long) NOTES.size());
    List<String> ordered = NOTES.stream().sorted(TEXT::compare).toList();
    assertThat(selected(Projection.of(row -> row.get(NOTE.min()), NOTE.min())))
        .containsExactly(ordered.get(0));
    assertThat(selected(Projection.of(row -> row.get(NOTE.max()), NOTE.max())))
        .containsExactly(ordered.get(ordered.size() - 1));
    assertThat(selected(Projection.of(row -> row.get(AUTHOR.max()), AUTHOR.max())))
        .containsExactly("title 9");
  }

  @Test
  void groups_ofCourses_tellLetterCaseApart() {
    stored(
        RECIPES,
        Recipe.of(1, "one", null).as(Course.STARTER),
        Recipe.of(2, "two", null).as(Course.starter));
    assertThat(selected(Projection.of(row -> row.get(COURSE), COURSE, ID.count())))
        .containsExactlyInAnyOrder(Course.STARTER, Course.starter);
  }

  // --- ids

  @Test
  void find_byAnotherSpellingOfAnId_isEmpty() {
    stored(CUISINES, cuisine("Thai"), cuisine("Lao"));
    assertThat(read(CUISINES, "Thai").name()).isEqualTo("Thai");
    for (String other : List.of("thai", "THAI", "Thai ", "Th\u00e4i")) {
      assertThat(lookedUp(CUISINES, other)).isEmpty();
      data().run(work -> {
        assertThat(work.repository(CUISINES).exists(other)).isFalse();
        assertThat(work.repository(CUISINES).findForUpdate(other)).isEmpty();
        assertThat(work.repository(CUISINES).findAllById(List.of(other, "Lao", "LAO")))
            .extracting(Cuisine::name)
            .containsExactly("Lao");
      });
    }
    data()
        .run(
            work -> assertThat(work.repository(CUISINES).count(NAME.eq("thai"))).isZero());
  }

  @Test
  void findAllById_ofManyIds_returnsThoseOfTheSameSpelling() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      ids.add("c" + i);
    }
    data()
        .run(work -> ids.forEach(id -> work.repository(CUISINES)
            .add(new Cuisine(id, id, Map.of("Rice", new Portion(1, null))))));
    List<String> asked = ids.stream()
        .map(id -> id.endsWith("7") ? id.toUpperCase(Locale.ROOT) : id)
        .toList();
    data()
        .run(work -> assertThat(work.repository(CUISINES).findAllById(asked))
            .hasSize(180)
            .allSatisfy(found -> assertThat(found.staples()).containsOnlyKeys("Rice")));
    data()
        .run(work -> work.repository(CUISINES)
            .find(Query.all())
            .forEach(found -> work.repository(CUISINES)
                .update(new Cuisine(found.name(), "new", Map.of("rice", new Portion(2, "x"))))));
    data()
        .run(work -> assertThat(work.repository(CUISINES).find(MOTTO.eq("new")))
            .hasSize(200)
            .allSatisfy(found -> assertThat(found.staples()).containsOnlyKeys("rice")));
    data().run(work -> ids.forEach(id -> work.repository(CUISINES).removeById(id)));
    assertThat(all(CUISINES)).isEmpty();
  }

  @Test
  void add_ofAnotherSpellingOfAnId_violatesThePrimaryKey() {
    stored(CUISINES, cuisine("Thai"));
    for (String other : List.of("thai", "THAI", "tHAi")) {
      assertThat(refused(
                  UniqueViolationException.class,
                  work -> work.repository(CUISINES).add(cuisine(other)))
              .constraint())
          .isEqualTo("cuisine_pkey");
      assertThat(refused(
                  UniqueViolationException.class,
                  work -> work.repository(CUISINES).upsert(cuisine(other)))
              .constraint())
          .isEqualTo("cuisine_pkey");
    }
  }

  @Test
  void upsert_ofTheSameSpelling_changesTheRow() {
    stored(CUISINES, cuisine("Thai"));
    data().run(work -> work.repository(CUISINES).upsert(new Cuisine("Thai", "hot", Map.of())));
    assertThat(all(CUISINES)).containsExactly(new Cuisine("Thai", "hot", Map.of()));
  }

  @Test
  void remove_thenAddInAnotherSpelling_replacesTheRow() {
    stored(CUISINES, cuisine("Thai"));
    data().run(work -> {
      work.repository(CUISINES).removeById("Thai");
      work.flush();
      work.repository(CUISINES).add(cuisine("THAI"));
    });
    assertThat(all(CUISINES)).containsExactly(cuisine("THAI"));
    assertThat(lookedUp(CUISINES, "Thai")).isEmpty();
    assertThat(read(CUISINES, "THAI")).isEqualTo(cuisine("THAI"));
  }

  @Test
  void flush_thatReplacesSpellings_removesBeforeItAdds() {
    Map<String, Portion> rice = Map.of("Rice", new Portion(1, null));
    stored(CUISINES, new Cuisine("Thai", null, rice), new Cuisine("Lao", null, rice));
    stored(RECIPES, Recipe.of(1, "Soup", null), Recipe.of(2, "Stew", null));
    data().run(work -> {
      work.repository(CUISINES).removeById("Thai");
      work.repository(CUISINES).add(new Cuisine("THAI", "x", Map.of("rice", new Portion(2, null))));
      work.repository(RECIPES).change(1, found -> found.titled("STEW").from("THAI"));
      work.repository(RECIPES).change(2, found -> found.titled("Pie"));
      work.repository(RECIPES).add(Recipe.of(3, "SOUP", null));
    });
    assertThat(all(CUISINES)).extracting(Cuisine::name).containsExactlyInAnyOrder("THAI", "Lao");
    assertThat(read(CUISINES, "THAI").staples()).containsOnlyKeys("rice");
    assertThat(all(RECIPES))
        .extracting(Recipe::title)
        .containsExactlyInAnyOrder("STEW", "Pie", "SOUP");
  }

  // --- unique keys

  @Test
  void add_ofAnotherSpellingOfAUniqueText_violatesTheKey() {
    stored(RECIPES, Recipe.of(1, "Soup", null).coded("Broth", "ab"));
    for (String title : List.of("soup", "SOUP", "sOUP")) {
      assertThat(refused(
                  UniqueViolationException.class,
                  work -> work.repository(RECIPES).add(Recipe.of(2, title, null)))
              .constraint())
          .isEqualTo("recipe_title_key");
    }
    assertThat(refused(
                UniqueViolationException.class,
                work ->
                    work.repository(RECIPES).add(Recipe.of(2, "other", null).coded("broth", "AB")))
            .constraint())
        .isEqualTo("recipe_latin_key");
    stored(RECIPES, Recipe.of(2, "other", null).coded("broth", "abc"));
  }

  @Test
  void update_ofTheSpellingOfAUniqueText_isStored() {
    stored(RECIPES, Recipe.of(1, "soup", null), Recipe.of(2, "stew", null));
    data().run(work -> work.repository(RECIPES).change(1, found -> found.titled("SOUP")));
    assertThat(read(RECIPES, 1).title()).isEqualTo("SOUP");
    assertThat(refused(
                UniqueViolationException.class,
                work -> work.repository(RECIPES).change(1, found -> found.titled("STEW")))
            .constraint())
        .isEqualTo("recipe_title_key");
    data()
        .run(work ->
            work.repository(RECIPES).where(TITLE.eq("SOUP")).set(TITLE, "Soup").update());
    assertThat(read(RECIPES, 1).title()).isEqualTo("Soup");
    assertThat(refused(
                UniqueViolationException.class,
                work -> work.repository(RECIPES)
                    .where(TITLE.eq("Soup"))
                    .set(TITLE, "STEW")
                    .update())
            .constraint())
        .isEqualTo("recipe_title_key");
    data().run(work -> work.repository(RECIPES).removeById(2));
    stored(RECIPES, Recipe.of(3, "STEW", null));
    assertThat(ids(TITLE.in(List.of("Soup", "STEW", "stew")))).containsExactly(1, 3);
  }

  @Test
  void keyWithACodePointThatDatabasesCompareDifferently_refusedBeforeTheDatabase() {
    for (String title : List.of("a\u0903", "\u0e01", "a\u0001", "\ud835\udc00")) {
      assertThat(refused(
              InvalidValueException.class,
              work -> work.repository(RECIPES).add(Recipe.of(1, title, null))))
          .hasMessageContainingAll("recipe", "title", "databases compare in different ways");
    }
    assertThat(refused(
            InvalidValueException.class, work -> work.repository(CUISINES).add(cuisine("\u0e01"))))
        .hasMessageContainingAll("cuisine", "name", "U+0E01");
    stored(RECIPES, Recipe.of(1, "soup", "\u0e01"));
    refused(
        InvalidValueException.class,
        work -> work.repository(RECIPES).where(ID.eq(1)).set(TITLE, "\u0e01").update());
    assertThat(ids(NOTE.eq("\u0e01"))).containsExactly(1);
    assertThat(ids(TITLE.eq("\u0e01"))).isEmpty();
    assertThat(lookedUp(CUISINES, "\u0e01")).isEmpty();
  }

  // --- references and owned rows

  @Test
  void reference_toAnotherSpelling_isRefused() {
    stored(CUISINES, cuisine("Thai"), cuisine("Lao"));
    stored(RECIPES, Recipe.of(1, "soup", null).from("Thai"), Recipe.of(2, "stew", null));
    for (String other : List.of("thai", "THAI", "Thai ")) {
      assertThat(refused(
                  ForeignKeyViolationException.class,
                  work -> work.repository(RECIPES).add(Recipe.of(3, "pie", null).from(other)))
              .constraint())
          .isEqualTo("recipe_cuisine_fkey");
      assertThat(refused(ForeignKeyViolationException.class, work -> {
                work.repository(RECIPES).add(Recipe.of(3, "pie", null).from("Lao"));
                work.repository(RECIPES).add(Recipe.of(4, "cake", null).from(other));
              })
              .constraint())
          .isEqualTo("recipe_cuisine_fkey");
      assertThat(refused(
                  ForeignKeyViolationException.class,
                  work -> work.repository(RECIPES).change(1, found -> found.from(other)))
              .constraint())
          .isEqualTo("recipe_cuisine_fkey");
      assertThat(refused(
                  ForeignKeyViolationException.class,
                  work -> work.repository(RECIPES)
                      .where(ID.le(2))
                      .set(CUISINE, other)
                      .update())
              .constraint())
          .isEqualTo("recipe_cuisine_fkey");
      data()
          .run(work -> assertThat(
                  work.repository(RECIPES).where(ID.eq(9)).set(CUISINE, other).update())
              .isZero());
    }
    data().run(work -> {
      work.repository(CUISINES).add(cuisine("Khmer"));
      work.repository(RECIPES).add(Recipe.of(5, "rice", null).from("Khmer"));
      work.repository(RECIPES).where(ID.le(2)).set(CUISINE, "Lao").update();
    });
    assertThat(ids(CUISINE.eq("Lao"))).containsExactly(1, 2);
    assertThat(ids(CUISINE.in(List.of("LAO", "Khmer")))).containsExactly(5);
    assertThat(refused(
                ForeignKeyViolationException.class,
                work -> work.repository(CUISINES).removeById("Lao"))
            .constraint())
        .isEqualTo("recipe_cuisine_fkey");
  }

  @Test
  void reference_givenAndTakenInOneUnit_leadsToTheRow() {
    stored(CUISINES, cuisine("Thai"));
    data().run(work -> {
      work.repository(RECIPES).add(Recipe.of(1, "soup", null).from("Thai"));
      work.repository(RECIPES).add(Recipe.of(2, "stew", null).from("Thai"));
      work.repository(RECIPES).add(Recipe.of(3, "pie", null));
    });
    data().run(work -> {
      work.repository(RECIPES).change(1, found -> found.from(null));
      work.repository(RECIPES).removeById(2);
    });
    data().run(work -> work.repository(CUISINES).removeById("Thai"));
    assertThat(all(CUISINES)).isEmpty();
  }

  @Test
  void map_withKeysInAnyCase_readsThemAsWritten() {
    Map<String, Portion> amounts =
        Map.of("Salt", new Portion(1, "Fine"), "pepper", new Portion(2, "fine"));
    Recipe soup = Recipe.of(1, "soup", null).with(amounts);
    stored(RECIPES, soup, Recipe.of(2, "stew", null).with(Map.of("SALT", new Portion(3, null))));
    assertThat(read(RECIPES, 1)).isEqualTo(soup);
    data()
        .run(work -> work.repository(RECIPES)
            .change(1, found -> found.with(Map.of("salt", new Portion(4, "FINE")))));
    assertThat(read(RECIPES, 1).amounts()).isEqualTo(Map.of("salt", new Portion(4, "FINE")));
    assertThat(ids(AMOUNTS.any(HINT.eq("fine")))).isEmpty();
    assertThat(ids(AMOUNTS.any(HINT.eq("FINE")))).containsExactly(1);
    assertThat(refused(
                UniqueViolationException.class,
                work -> work.repository(RECIPES)
                    .change(
                        2,
                        found -> found.with(
                            Map.of("Oil", new Portion(1, null), "OIL", new Portion(2, null)))))
            .constraint())
        .isEqualTo("recipe_amount_pkey");
  }

  @Test
  void ownedRows_ofATextId_belongToItsSpelling() {
    stored(
        CUISINES,
        new Cuisine(
            "Thai", "hot", Map.of("Rice", new Portion(1, "x"), "Chili", new Portion(2, "X"))),
        new Cuisine("Lao", null, Map.of("rice", new Portion(3, "X"))));
    assertThat(read(CUISINES, "Thai").staples()).containsOnlyKeys("Rice", "Chili");
    data()
        .run(work -> assertThat(work.repository(CUISINES).find(Recipe.STAPLES.any(HINT.eq("x"))))
            .extracting(Cuisine::name)
            .containsExactly("Thai"));
    assertThat(all(CUISINES).stream()
            .collect(Collectors.toMap(Cuisine::name, c -> c.staples().size())))
        .isEqualTo(Map.of("Thai", 2, "Lao", 1));
  }

  // --- the codec

  @Test
  void codec_ofAnythingButText_refusesACollation() {
    for (Codec<?, ?> codec :
        List.of(Codec.int32(), Codec.longText(10), Codec.labels("t", List.of("a")), Codec.uuid())) {
      assertThat(thrown(IllegalArgumentException.class, codec::ignoringCaseInDatabase))
          .hasMessageContaining("Only text");
      assertThat(thrown(IllegalArgumentException.class, codec::sortedByLanguageInDatabase))
          .hasMessageContaining("Only text");
    }
    assertThat(Codec.text(3).ignoringCaseInDatabase().type())
        .hasToString("text(3) ignoring case in the database")
        .isNotEqualTo(Codec.text(3).type());
    assertThat(Codec.text(3).sortedByLanguageInDatabase().type())
        .hasToString("text(3) sorted by language in the database");
  }
}
