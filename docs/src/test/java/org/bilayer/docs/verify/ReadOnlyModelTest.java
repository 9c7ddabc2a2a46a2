package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Film;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

/** A table that nobody writes, beside one that is written. */
final class ReadOnlyModelTest extends ModelVerification {

  private record Country(int id, String name) {}

  private static final Column<Country, Integer> ID = Column.of("id", Codec.int32(), Country::id);
  private static final Column<Country, String> NAME =
      Column.of("name", Codec.text(20), Country::name);
  private static final Mapping<Country, Integer> COUNTRIES = Mapping.of(
          Country.class, "country", ID)
      .with(NAME)
      .readOnly()
      .construct(row -> new Country(row.get(ID), row.get(NAME)));

  @Override
  protected Verification verification() {
    return Verification.of(Model.of(Film.FILMS, COUNTRIES))
        .on(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .operations(300, 10_000);
  }
}
