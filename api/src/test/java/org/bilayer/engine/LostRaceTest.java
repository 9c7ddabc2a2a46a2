package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.bilayer.engine.flush.FlushPlan;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a broken constraint where the store cannot be asked if a race was lost. */
final class LostRaceTest {

  private record Thing(long id) {}

  private static final Column<Thing, Long> ID = Column.of("id", Codec.int64(), Thing::id);
  private static final Mapping<Thing, Long> THINGS =
      Mapping.of(Thing.class, "thing", ID).construct(row -> new Thing(row.get(ID)));
  private static final Model MODEL = Model.of(THINGS);
  private static final Layout<Thing, Long> LAYOUT = ModelInternals.layout(MODEL, THINGS);

  private static Store closedStore() {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("levels")) {
            return Set.of(Level.SNAPSHOT);
          }
          throw new IllegalStateException("closed");
        });
  }

  @Test
  void explain_storeThatCannotBeAsked_leavesTheViolationAsItIs() {
    var map = new IdentityMap();
    var entry = new Entry<>(LAYOUT, Key.of(1L));
    entry.object = new Thing(1);
    entry.stored = new AggregateRows(new @Nullable Object[] {1L, 1L}, new ArrayList<>());
    entry.version = 1;
    map.putNew(map.of(LAYOUT), entry);
    map.move(entry, Entry.State.UPDATED);
    var violation = new UniqueViolationException("thing", "thing_key", null);

    var race = new LostRace(map, Optional.empty());
    assertThat(race.explain(
            violation,
            closedStore(),
            SessionOptions.of(Level.SNAPSHOT, false, Optional.empty()),
            new FlushPlan(ModelInternals.schema(MODEL))))
        .isSameAs(violation);
    assertThat(violation.getSuppressed()).hasSize(1);
    assertThat(violation.getSuppressed()[0]).hasMessage("closed");
  }
}
