package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.junit.jupiter.api.Test;

/** One enumeration type of PostgreSQL in several columns. */
final class LabelTypesTest {

  private record Coat(int id, String outside, String inside) {}

  private static Model coats(List<String> outside, List<String> inside) {
    Column<Coat, Integer> id = Column.of("id", Codec.int32(), Coat::id);
    Column<Coat, String> out = Column.of("outside", Codec.labels("colour", outside), Coat::outside);
    Column<Coat, String> in = Column.of("inside", Codec.labels("colour", inside), Coat::inside);
    return Model.of(Mapping.of(Coat.class, "coat", id)
        .with(out, in)
        .construct(row -> new Coat(row.get(id), row.get(out), row.get(in))));
  }

  @Test
  void createScript_ofOneTypeInTwoColumns_createsItOnce() {
    assertThat(MyBatisDataLayer.createScript(
            coats(List.of("red", "blue"), List.of("red", "blue")), "postgresql"))
        .startsWith("CREATE TYPE \"colour\" AS ENUM ('red', 'blue')")
        .hasSize(2);
  }

  @Test
  void createScript_ofOneTypeWithDifferentLabels_isRefused() {
    Model model = coats(List.of("red", "blue"), List.of("red", "green"));

    assertThatThrownBy(() -> MyBatisDataLayer.createScript(model, "postgresql"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The type colour cannot be created: the column coat.inside has other labels than another column of this"
                + " type. Give both the same labels, or the types different names.");
    assertThat(MyBatisDataLayer.createScript(model, "mariadb")).hasSize(1);
  }
}
