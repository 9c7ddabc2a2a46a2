package org.bilayer.docs.garage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bilayer.DataLayer;
import org.bilayer.failure.MisuseException;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.VersionColumn;
import org.bilayer.value.RowVersion;
import org.junit.jupiter.api.Test;

/** Mappings of tables that were there before, and show changes in their own ways. */
final class TablesOfOthersTest {

  private record Film(long id, String title) {}

  private record Invoice(long id, String buyer) {}

  private record Rental(long id, String film) {}

  private static final Column<Film, Long> FILM_ID = Column.of("id", Codec.int64(), Film::id);
  private static final Column<Film, String> TITLE = Column.of("title", Codec.text(40), Film::title);
  private static final Column<Invoice, Long> INVOICE_ID =
      Column.of("id", Codec.int64(), Invoice::id);
  private static final Column<Invoice, String> BUYER =
      Column.of("buyer", Codec.text(40), Invoice::buyer);
  private static final Column<Rental, Long> RENTAL_ID = Column.of("id", Codec.int64(), Rental::id);
  private static final Column<Rental, String> RENTED =
      Column.of("film", Codec.text(40), Rental::film);

  // tag::versions[]
  private static final Mapping<Film, Long> FILMS = Mapping.of(Film.class, "film", FILM_ID)
      .versionColumn(VersionColumn.int16("lock_version").nullable())
      .construct(FILM_ID, TITLE, Film::new);

  private static final Mapping<Invoice, Long> INVOICES = Mapping.of(
          Invoice.class, "invoice", INVOICE_ID)
      .serverVersion()
      .construct(INVOICE_ID, BUYER, Invoice::new);

  private static final Mapping<Rental, Long> RENTALS = Mapping.of(
          Rental.class, "rental_list", RENTAL_ID)
      .readOnly()
      .construct(RENTAL_ID, RENTED, Rental::new);
  // end::versions[]

  @Test
  void versions_ofEachKind_work() {
    try (DataLayer layer = InMemoryDataLayer.of(Model.of(FILMS, INVOICES, RENTALS))) {
      layer.run(work -> {
        work.repository(FILMS).add(new Film(1, "Metropolis"));
        work.repository(INVOICES).add(new Invoice(1, "Ada"));
      });
      assertThat(layer.read(FILMS).getVersioned(1L).version()).isEqualTo(RowVersion.of(1));
      RowVersion before = layer.read(INVOICES).getVersioned(1L).version();
      layer.run(
          work -> work.repository(INVOICES).change(1L, invoice -> new Invoice(1, "Countess")));
      assertThat(layer.read(INVOICES).getVersioned(1L).version()).isNotEqualTo(before);
      assertThatThrownBy(
              () -> layer.run(work -> work.repository(RENTALS).add(new Rental(1, "Metropolis"))))
          .isInstanceOf(MisuseException.class);
    }
  }
}
