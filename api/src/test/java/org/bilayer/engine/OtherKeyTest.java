package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Select;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A database that takes one key for another, as one does that compares text without regard to case. */
final class OtherKeyTest {

  private record Thing(String id) {}

  private static final Column<Thing, String> ID = Column.of("id", Codec.text(10), Thing::id);
  private static final Mapping<Thing, String> THINGS =
      Mapping.of(Thing.class, "thing", ID).construct(row -> new Thing(row.get(ID)));
  private static final Model MODEL = Model.of(THINGS);

  private static final UniqueViolationException TAKEN = new UniqueViolationException(
      "thing", ModelInternals.layout(MODEL, THINGS).root().keyName(), null);

  /** Gives these rows to every read and refuses every write, since the key is taken. */
  private static DataLayer layer(List<@Nullable Object[]> rows) {
    StoreSession session = proxy(StoreSession.class, (method, arguments) -> switch (method) {
      case "find" -> rows.isEmpty() ? null : rows.get(0);
      case "fetch" -> rows;
      case "select" ->
        ((Select) arguments[0]).columns().isEmpty()
            ? rows
            : rows.stream().map(row -> new Object[] {row[0]}).toList();
      case "write", "writeLast", "writeAndCommit" -> throw TAKEN;
      case "rollback", "close" -> null;
      default -> throw new AssertionError(method);
    });
    Store store = proxy(Store.class, (method, arguments) -> switch (method) {
      case "levels" -> Set.of(Level.SNAPSHOT);
      case "open" -> session;
      case "name" -> "proxy";
      case "close" -> null;
      default -> throw new AssertionError(method);
    });
    return Engine.open(MODEL, store, LayerOptions.defaults());
  }

  private interface Answer {
    @Nullable
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private static void addAfter(
      List<@Nullable Object[]> rows, Consumer<Repository<Thing, String>> read) {
    try (DataLayer layer = layer(rows);
        var unit = layer.begin()) {
      Repository<Thing, String> things = unit.repository(THINGS);
      read.accept(things);
      things.add(new Thing("a"));
      unit.commit();
    }
  }

  private static final List<Consumer<Repository<Thing, String>>> READS = List.of(
      things -> assertThat(things.find("a")).isEmpty(),
      things -> assertThat(things.findAllById(List.of("a"))).isEmpty(),
      things -> assertThat(things.findForUpdate("a")).isEmpty(),
      things -> assertThat(things.exists("a")).isFalse());

  @Test
  void add_afterTheDatabaseGaveARowWithAnotherKey_isNoLostRace() {
    List<@Nullable Object[]> other = List.<@Nullable Object[]>of(new @Nullable Object[] {"A", 1L});
    for (Consumer<Repository<Thing, String>> read : READS) {
      assertThatThrownBy(() -> addAfter(other, read)).isInstanceOf(UniqueViolationException.class);
    }
  }

  @Test
  void add_afterTheDatabaseGaveNoRow_isALostRace() {
    for (Consumer<Repository<Thing, String>> read : READS) {
      assertThatThrownBy(() -> addAfter(List.of(), read))
          .isInstanceOf(WriteConflictException.class);
    }
  }
}
