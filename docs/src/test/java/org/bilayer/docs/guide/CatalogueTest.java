package org.bilayer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.docs.guide.Catalogue.Category;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.query.Query;
import org.bilayer.testkit.junit.LayerExtension;
import org.bilayer.testkit.junit.OnDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An aggregate that refers to its own kind. */
class CatalogueTest {

  @RegisterExtension
  static final LayerExtension LAYER = LayerExtension.of(Catalogue.MODEL);

  private static final Category CYCLES = new Category("cycles", null);
  private static final Category TYRES = new Category("tyres", "cycles");

  @OnDatabase("h2")
  static final class OnH2 extends CatalogueTest {}

  @OnDatabase("postgresql")
  static final class OnPostgresql extends CatalogueTest {}

  @OnDatabase("mariadb")
  static final class OnMariaDb extends CatalogueTest {}

  @Test
  void add_childBeforeItsParent_inOneUnit_isStored(DataLayer data) {
    data.run(work -> work.repository(Catalogue.CATEGORIES).addAll(List.of(TYRES, CYCLES)));

    List<Category> below = data.execute(work ->
        work.repository(Catalogue.CATEGORIES).find(Query.where(Catalogue.PARENT.eq("cycles"))));
    assertThat(below).containsExactly(TYRES);
  }

  @Test
  void remove_parentOfOthers_isRefusedAndChangesNothing(DataLayer data) {
    data.run(work -> work.repository(Catalogue.CATEGORIES).addAll(List.of(CYCLES, TYRES)));

    assertThatThrownBy(() -> data.run(work -> {
          var categories = work.repository(Catalogue.CATEGORIES);
          categories.remove(categories.get("cycles"));
        }))
        .isInstanceOf(ForeignKeyViolationException.class);

    List<Category> all =
        data.execute(work -> work.repository(Catalogue.CATEGORIES).find(Query.all()));
    assertThat(all).containsExactlyInAnyOrder(CYCLES, TYRES);
  }
}
