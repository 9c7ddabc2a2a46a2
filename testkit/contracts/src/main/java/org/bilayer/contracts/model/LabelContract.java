package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Film.FILMS;
import static org.bilayer.contracts.sample.Film.FORMAT;
import static org.bilayer.contracts.sample.Film.FORMATS;
import static org.bilayer.contracts.sample.Film.ID;
import static org.bilayer.contracts.sample.Film.RATING;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Film;
import org.bilayer.contracts.sample.Film.Rating;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Model;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/** What every backend promises about labels of an enumeration type of the database. */
public abstract class LabelContract extends Contract {

  /** Enough for the statements that change many rows at once. */
  private static final int MANY = 60;

  private static final List<Rating> RATINGS = List.of(Rating.values());

  @Override
  protected final Model model() {
    return Film.MODEL;
  }

  private void store() {
    var films = new ArrayList<Film>();
    for (int id = 0; id < MANY; id++) {
      films.add(new Film(
          id, RATINGS.get(id % RATINGS.size()), id % 10 == 9 ? null : FORMATS.get(id % 10)));
    }
    data().run(work -> work.repository(FILMS).addAll(films));
  }

  private List<Film> found(Specification<Film> where) {
    return data()
        .execute(work -> work.repository(FILMS).find(Query.where(where).orderBy(ID.asc())));
  }

  @Test
  void add_eachLabel_comesBack() {
    stored(FILMS, new Film(-1, Rating.THIRTEEN, "it's"));
    store();
    assertThat(read(FILMS, -1)).isEqualTo(new Film(-1, Rating.THIRTEEN, "it's"));
    for (Film film : found(ID.ge(0))) {
      assertThat(film.rating()).isEqualTo(RATINGS.get(film.id() % RATINGS.size()));
      assertThat(film.format()).isEqualTo(film.id() % 10 == 9 ? null : FORMATS.get(film.id() % 10));
    }
  }

  @Test
  void conditions_ofLabels_compareAsInJava() {
    store();
    for (String format : FORMATS) {
      assertThat(found(FORMAT.eq(format)))
          .hasSize(6)
          .allSatisfy(film -> assertThat(film.format()).isEqualTo(format));
      assertThat(found(FORMAT.ne(format))).hasSize(MANY - 12);
      assertThat(found(FORMAT.notIn(List.of(format, "z")))).hasSize(format.equals("z") ? 48 : 42);
    }
    assertThat(found(FORMAT.in(List.of("e", "E", "\u00e9")))).hasSize(18);
    assertThat(found(FORMAT.isNull())).hasSize(6);
    assertThat(found(RATING.eq(Rating.GUIDANCE))).hasSize(15);
    assertThat(found(RATING.eq(RATING))).hasSize(MANY);
  }

  @Test
  void groups_ofLabels_areThoseOfJava() {
    store();
    List<Map.Entry<Rating, Long>> groups = data()
        .execute(work -> work.repository(FILMS)
            .select(
                Query.all(),
                Projection.of(
                    row -> Map.entry(row.get(RATING), row.get(ID.count())), RATING, ID.count())));
    assertThat(groups.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
        .hasSize(4)
        .containsValues(15L);
    List<Long> formats = data()
        .execute(work -> work.repository(FILMS)
            .select(
                Query.all(),
                Projection.of(row -> row.get(FORMAT.countDistinct()), FORMAT.countDistinct())));
    assertThat(formats).containsExactly(9L);
  }

  @Test
  void update_ofManyLabels_storesThem() {
    store();
    data().run(work -> {
      for (Film film : work.repository(FILMS).find(Query.all())) {
        work.repository(FILMS).update(new Film(film.id(), Rating.RESTRICTED, null));
      }
    });
    assertThat(found(RATING.eq(Rating.RESTRICTED).and(FORMAT.isNull()))).hasSize(MANY);
    data()
        .run(work -> work.repository(FILMS)
            .where(ID.lt(10))
            .set(RATING, Rating.GENERAL)
            .set(FORMAT, "a,b")
            .update());
    assertThat(found(RATING.eq(Rating.GENERAL).and(FORMAT.eq("a,b")))).hasSize(10);
  }

  @Test
  void value_thatIsNoLabel_refusedBeforeTheDatabase() {
    stored(FILMS, new Film(1, Rating.GENERAL, "z"));
    assertThat(refused(
            InvalidValueException.class,
            work -> work.repository(FILMS).add(new Film(2, Rating.GENERAL, "Z"))))
        .hasMessageContainingAll("film", "format", "must be a label of film format");
    refused(
        InvalidValueException.class,
        work -> work.repository(FILMS).where(ID.eq(1)).set(FORMAT, "unknown").update());
    assertThat(thrown(InvalidValueException.class, () -> FORMAT.eq("unknown")))
        .hasMessageContaining("format");
  }

  @Test
  void orderAndSearch_ofLabels_refusedByName() {
    assertThat(thrown(IllegalArgumentException.class, () -> Query.orderedBy(FORMAT.asc())))
        .hasMessageContaining("format");
    assertThat(thrown(IllegalArgumentException.class, () -> FORMAT.lt("z")))
        .hasMessageContaining("format");
    assertThat(thrown(IllegalArgumentException.class, () -> FORMAT.contains("z")))
        .hasMessageContaining("format");
  }

  @Test
  void labels_thatADatabaseDoesNotKeep_refusedByTheCodec() {
    assertThat(thrown(IllegalArgumentException.class, () -> Codec.labels("t", List.of("a "))))
        .hasMessageContaining("a ");
    thrown(IllegalArgumentException.class, () -> Codec.labels("t", List.of("")));
    thrown(IllegalArgumentException.class, () -> Codec.labels("t", List.of("a", "a")));
    thrown(IllegalArgumentException.class, () -> Codec.labels("t", List.of()));
  }
}
