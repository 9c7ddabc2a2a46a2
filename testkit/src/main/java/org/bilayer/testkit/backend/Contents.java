package org.bilayer.testkit.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.Query;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/** Every row of every table, versions included, as committed at some moment. */
public record Contents(Map<String, List<String>> rows) {

  /** Reads everything in a unit of work of its own. */
  public static Contents of(DataLayer data) {
    return data.execute(UnitOptions.defaults().readOnly(), work -> {
      var contents = new Contents(new TreeMap<>());
      for (Mapping<?, ?> mapping : data.model().mappings()) {
        contents.add(work, data.model(), mapping);
      }
      contents.rows.values().forEach(list -> list.sort(null));
      return contents;
    });
  }

  private <T, I> void add(UnitOfWork work, Model model, Mapping<T, I> mapping) {
    Layout<T, I> layout = ModelInternals.layout(model, mapping);
    Repository<T, I> repository = work.repository(mapping);
    for (T object : repository.find(Query.all())) {
      long version = layout.isReadOnly() ? 0 : repository.version(object).number();
      AggregateRows aggregate = layout.extractRead(object, version);
      add(layout.root(), aggregate.root());
      for (int i = 0; i < layout.owned().size(); i++) {
        for (@Nullable Object[] row : aggregate.owned().get(i)) {
          add(layout.owned().get(i), row);
        }
      }
    }
  }

  private void add(Table table, @Nullable Object[] row) {
    rows.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(Arrays.deepToString(row));
  }
}
