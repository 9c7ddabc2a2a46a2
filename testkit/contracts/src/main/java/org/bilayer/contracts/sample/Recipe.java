package org.bilayer.contracts.sample;

import java.util.Map;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;
import org.jspecify.annotations.Nullable;

/** Text in every place where a collation of the database that ignores case, or sorts by language, could change an answer. */
public record Recipe(
    int id,
    String title,
    @Nullable String note,
    String latin,
    String code,
    @Nullable Course course,
    String author,
    @Nullable String cuisine,
    Map<String, Portion> amounts) {

  /** Copies the map. */
  public Recipe {
    amounts = Map.copyOf(amounts);
  }

  /** Names that differ in letter case only. */
  @SuppressWarnings("JavaCase") // what it tests
  public enum Course {
    STARTER,
    starter,
    MAIN
  }

  /** How much of something. */
  public record Portion(int grams, @Nullable String hint) {}

  /** What recipes refer to: its id is a text. */
  public record Cuisine(String name, @Nullable String motto, Map<String, Portion> staples) {

    /** Copies the map. */
    public Cuisine {
      staples = Map.copyOf(staples);
    }
  }

  private static final Column<Portion, Integer> GRAMS =
      Column.of("grams", Codec.int32(), Portion::grams);
  public static final Column<Portion, String> HINT =
      Column.nullable("hint", Codec.text(20).ignoringCaseInDatabase(), Portion::hint);
  private static final Value<Portion> PORTION =
      Value.of(Portion.class, row -> new Portion(row.get(GRAMS), row.getOrNull(HINT)), GRAMS, HINT);

  public static final Column<Cuisine, String> NAME =
      Column.of("name", Codec.text(20).ignoringCaseInDatabase(), Cuisine::name);
  public static final Column<Cuisine, String> MOTTO =
      Column.nullable("motto", Codec.text(20).sortedByLanguageInDatabase(), Cuisine::motto);
  public static final ElementCollection<Cuisine, Portion, Map<String, Portion>> STAPLES =
      ElementCollection.map(
          "cuisine_staple",
          "what",
          Codec.text(20).ignoringCaseInDatabase(),
          PORTION,
          Cuisine::staples);
  public static final Mapping<Cuisine, String> CUISINES = Mapping.of(Cuisine.class, "cuisine", NAME)
      .with(MOTTO, STAPLES)
      .construct(row -> new Cuisine(row.get(NAME), row.getOrNull(MOTTO), row.get(STAPLES)));

  public static final Column<Recipe, Integer> ID = Column.of("id", Codec.int32(), Recipe::id);
  // tag::types[]
  public static final Column<Recipe, String> TITLE =
      Column.of("title", Codec.text(40).ignoringCaseInDatabase(), Recipe::title);
  public static final Column<Recipe, String> NOTE =
      Column.nullable("note", Codec.text(40).ignoringCaseInDatabase(), Recipe::note);
  public static final Column<Recipe, String> LATIN = Column.of(
      "latin", Codec.text(20).inCharacterSet("latin1").ignoringCaseInDatabase(), Recipe::latin);
  public static final Column<Recipe, String> CODE =
      Column.of("code", Codec.text(3).ofFixedLength().ignoringCaseInDatabase(), Recipe::code);
  public static final Column<Recipe, Course> COURSE = Column.nullable(
      "course", Codec.enumByName(Course.class).ignoringCaseInDatabase(), Recipe::course);
  public static final Column<Recipe, String> AUTHOR =
      Column.of("author", Codec.text(20).sortedByLanguageInDatabase(), Recipe::author);
  // end::types[]
  public static final Column<Recipe, String> CUISINE =
      Column.nullable("cuisine", Codec.text(20).ignoringCaseInDatabase(), Recipe::cuisine);
  public static final Reference<Recipe, Cuisine> OF =
      Reference.of("recipe_cuisine_fkey", CUISINE, CUISINES);
  public static final ElementCollection<Recipe, Portion, Map<String, Portion>> AMOUNTS =
      ElementCollection.map(
          "recipe_amount",
          "what",
          Codec.text(20).ignoringCaseInDatabase(),
          PORTION,
          Recipe::amounts);

  public static final Mapping<Recipe, Integer> RECIPES = Mapping.of(Recipe.class, "recipe", ID)
      .with(TITLE, NOTE, LATIN, CODE, COURSE, AUTHOR, CUISINE, AMOUNTS)
      .unique("recipe_title_key", TITLE)
      .unique("recipe_latin_key", LATIN, CODE)
      .references(OF)
      .construct(row -> new Recipe(
          row.get(ID),
          row.get(TITLE),
          row.getOrNull(NOTE),
          row.get(LATIN),
          row.get(CODE),
          row.getOrNull(COURSE),
          row.get(AUTHOR),
          row.getOrNull(CUISINE),
          row.get(AMOUNTS)));

  public static final Model MODEL = Model.of(CUISINES, RECIPES);

  /** A recipe with a title and a note, whose other texts are those of no other recipe. */
  public static Recipe of(int id, String title, @Nullable String note) {
    return new Recipe(id, title, note, "latin " + id, "c", null, title, null, Map.of());
  }

  /** The same of a cuisine. */
  public Recipe from(@Nullable String cuisine) {
    return new Recipe(id, title, note, latin, code, course, author, cuisine, amounts);
  }

  /** The same with another text in latin1, and another code. */
  public Recipe coded(String latin, String code) {
    return new Recipe(id, title, note, latin, code, course, author, cuisine, amounts);
  }

  /** The same as a course. */
  public Recipe as(Course course) {
    return new Recipe(id, title, note, latin, code, course, author, cuisine, amounts);
  }

  /** The same with these amounts. */
  public Recipe with(Map<String, Portion> amounts) {
    return new Recipe(id, title, note, latin, code, course, author, cuisine, amounts);
  }

  /** The same with another title. */
  public Recipe titled(String title) {
    return new Recipe(id, title, note, latin, code, course, author, cuisine, amounts);
  }
}
