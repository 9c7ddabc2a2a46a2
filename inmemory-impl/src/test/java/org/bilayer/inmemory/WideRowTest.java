package org.bilayer.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.junit.jupiter.api.Test;

/** Memory refuses rows and tables that a database does not hold. */
final class WideRowTest {

  record Wide(int id, List<String> texts) {}

  private static Mapping<Wide, Integer> wide(int columns) {
    Column<Wide, Integer> id = Column.of("id", Codec.int32(), Wide::id);
    var all = new ArrayList<Column<Wide, String>>();
    for (int i = 0; i < columns; i++) {
      int place = i;
      all.add(Column.of("t" + i, Codec.text(200), wide -> wide.texts().get(place)));
    }
    Mapping.Builder<Wide, Integer> builder = Mapping.of(Wide.class, "wide", id);
    for (Column<Wide, String> column : all) {
      builder = builder.with(column);
    }
    return builder.construct(
        row -> new Wide(row.get(id), all.stream().map(row::get).toList()));
  }

  @Test
  void add_rowBeyondThoseOfPostgreSql_isRefused() {
    Mapping<Wide, Integer> mapping = wide(450);
    try (DataLayer layer = InMemoryDataLayer.of(Model.of(mapping))) {
      assertThatThrownBy(() -> layer.run(work ->
              work.repository(mapping).add(new Wide(1, Collections.nCopies(450, "x".repeat(200))))))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("type=wide, id=1")
          .hasMessageContaining("a row has at most 8160 bytes");
      layer.run(work -> assertThat(work.repository(mapping).find(Query.all())).isEmpty());
    }
  }

  @Test
  void of_moreColumnsThanATableHas_isRefused() {
    assertThatThrownBy(() -> Model.of(wide(999)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("wide: a table has at most 1000 columns, not 1001");
    assertThat(Model.of(wide(998)).mappings()).hasSize(1);
  }
}
