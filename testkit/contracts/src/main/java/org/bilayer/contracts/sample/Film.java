package org.bilayer.contracts.sample;

import java.util.List;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.jspecify.annotations.Nullable;

/** A film of a movie store, whose rating is an enumeration type of the database. */
public record Film(int id, Rating rating, @Nullable String format) {

  // tag::labels[]
  /** Ratings, with the labels that the database has for them. */
  public enum Rating {
    GENERAL("G"),
    GUIDANCE("PG"),
    THIRTEEN("PG-13"),
    RESTRICTED("R");

    private static final List<String> LABELS = List.of("G", "PG", "PG-13", "R");

    private final String label;

    Rating(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    static Rating ofLabel(String label) {
      return values()[LABELS.indexOf(label)];
    }
  }

  public static final Codec<Rating, String> RATING_LABELS =
      Codec.labels("mpaa_rating", Rating.LABELS).as(Rating::ofLabel, Rating::label);
  // end::labels[]

  /** Labels that need care in SQL. */
  public static final List<String> FORMATS =
      List.of("it's", "back\\slash", "a,b", "\u00e9", "E", "e", "\uD83D\uDE00", "z", "a b");

  public static final Column<Film, Integer> ID = Column.of("id", Codec.int32(), Film::id);
  public static final Column<Film, Rating> RATING =
      Column.of("rating", RATING_LABELS, Film::rating);
  public static final Column<Film, String> FORMAT =
      Column.nullable("format", Codec.labels("film format", FORMATS), Film::format);

  public static final Mapping<Film, Integer> FILMS = Mapping.of(Film.class, "film", ID)
      .with(RATING, FORMAT)
      .construct(row -> new Film(row.get(ID), row.get(RATING), row.getOrNull(FORMAT)));

  public static final Model MODEL = Model.of(FILMS);
}
