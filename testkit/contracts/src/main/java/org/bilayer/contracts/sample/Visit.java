package org.bilayer.contracts.sample;

import java.time.Instant;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.DatabaseValue;
import org.bilayer.model.Mapping;
import org.jspecify.annotations.Nullable;

/** A visit of a page, to which the database gives its id, a weight and the time; the class has a version of its own. */
public record Visit(
    int id, String page, @Nullable Integer weight, @Nullable Instant at, long version) {

  public static final Column<Visit, Integer> ID = Column.of("id", Codec.int32(), Visit::id);
  public static final Column<Visit, String> PAGE = Column.of("page", Codec.text(40), Visit::page);
  public static final Column<Visit, Integer> WEIGHT =
      Column.of("weight", Codec.int32(), Visit::weight).withDefault(DatabaseValue.constant(1));
  public static final Column<Visit, Instant> AT =
      Column.of("at", Codec.instant(3), Visit::at).generatedAlways(DatabaseValue.now());
  public static final Column<Visit, Long> VERSION =
      Column.of("version", Codec.int64(), Visit::version);

  public static final Mapping<Visit, Integer> VISITS = Mapping.of(Visit.class, "visit", ID)
      .identity()
      .version(VERSION)
      .construct(ID, PAGE, WEIGHT, AT, VERSION, Visit::new);

  /** A visit without what the database fills. */
  public static Visit of(int id, String page) {
    return new Visit(id, page, null, null, 0);
  }

  /** The same of another page. */
  public Visit of(String next) {
    return new Visit(id, next, weight, at, version);
  }
}
