package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.VersionColumn;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Key;
import org.bilayer.value.RowVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every backend promises about rows that other applications have stored: with another version than a new row, or none. */
public abstract class StoredVersionContract extends Contract {

  private record Note(long id, String text) {}

  private record Leaflet(long id, String text) {}

  private static final Column<Note, Long> NOTE_ID = Column.of("id", Codec.int64(), Note::id);
  private static final Column<Note, String> TEXT = Column.of("text", Codec.text(40), Note::text);
  private static final Mapping<Note, Long> NOTES = Mapping.of(Note.class, "note", NOTE_ID)
      .versionColumn(VersionColumn.int16("lock_version").nullable())
      .construct(NOTE_ID, TEXT, Note::new);

  private static final Column<Leaflet, Long> LEAFLET_ID =
      Column.of("id", Codec.int64(), Leaflet::id);
  private static final Column<Leaflet, String> PRINT =
      Column.of("text", Codec.text(40), Leaflet::text);
  private static final Mapping<Leaflet, Long> LEAFLETS = Mapping.of(
          Leaflet.class, "leaflet", LEAFLET_ID)
      .readOnly()
      .construct(LEAFLET_ID, PRINT, Leaflet::new);

  private static final Model MODEL = Model.of(NOTES, LEAFLETS);

  private static final short GREATEST = Short.MAX_VALUE;

  @Override
  protected final Model model() {
    return MODEL;
  }

  /** Stores a row of another application: the id 1, the text "a" and a version. */
  private void storedNote(@Nullable Short version) {
    Table table = ModelInternals.layout(MODEL, NOTES).root();
    var row = new @Nullable Object[] {1L, version, "a"};
    storedByOthers(List.of(new Write.Insert(table, Key.of(1L), row)));
  }

  private static void change(UnitOfWork work, String text) {
    work.repository(NOTES).change(1L, note -> new Note(1, text));
  }

  // --- no version

  @Test
  void version_ofARowWithoutOne_isZero() {
    storedNote(null);
    assertThat(versionOf(NOTES, 1L)).isZero();
    assertThat(data().read(NOTES).getVersioned(1L).version()).isEqualTo(RowVersion.of(0));
  }

  @Test
  void change_ofARowWithoutVersion_givesItTheFirst() {
    storedNote(null);
    data().run(work -> change(work, "b"));
    assertThat(read(NOTES, 1L).text()).isEqualTo("b");
    assertThat(versionOf(NOTES, 1L)).isEqualTo(1);
  }

  @Test
  void update_atVersionZero_isStoredOnce() {
    storedNote(null);
    data().run(work -> work.repository(NOTES).update(new Note(1, "b"), RowVersion.of(0)));
    StaleVersionException failure = refused(
        StaleVersionException.class,
        work -> work.repository(NOTES).update(new Note(1, "c"), RowVersion.of(0)));
    assertThat(failure).hasMessageContaining("expectedVersion=0, foundVersion=1");
  }

  @Test
  void remove_ofARowWithoutVersion_removesIt() {
    storedNote(null);
    data().run(work -> work.repository(NOTES).removeById(1L, RowVersion.of(0)));
    assertThat(all(NOTES)).isEmpty();
  }

  @Test
  void setBasedChange_ofARowWithoutVersion_givesItTheFirst() {
    storedNote(null);
    data().run(work -> {
      Repository<Note, Long> notes = work.repository(NOTES);
      notes.get(1L);
      notes.where(TEXT.eq("a")).set(TEXT, "b").update();
      assertThat(notes.get(1L).text()).isEqualTo("b");
    });
    assertThat(versionOf(NOTES, 1L)).isEqualTo(1);
  }

  @Test
  @NeedsConnections(2)
  void change_ofARowWithoutVersionThatAnotherUnitChanged_conflicts() {
    storedNote(null);
    try (UnitOfWork first = data().begin()) {
      change(first, "b");
      data().run(work -> change(work, "c"));
      assertThatThrownBy(first::commit).isInstanceOf(ConflictException.class);
    }
    assertThat(read(NOTES, 1L).text()).isEqualTo("c");
  }

  @Test
  @NeedsConnections(2)
  void guard_ofARowWithoutVersion_compares() {
    storedNote(null);
    data().run(work -> work.repository(NOTES).guard(work.repository(NOTES).get(1L)));
    try (UnitOfWork first = data().begin()) {
      first.repository(NOTES).guard(first.repository(NOTES).get(1L));
      data().run(work -> change(work, "c"));
      assertThatThrownBy(first::commit).isInstanceOf(ConflictException.class);
    }
  }

  // --- the greatest version

  @Test
  void change_atTheGreatestVersion_isRefusedByName() {
    storedNote(GREATEST);
    InvalidValueException failure = refused(InvalidValueException.class, work -> change(work, "b"));
    assertThat(failure)
        .hasMessageContaining("the version column holds its greatest number")
        .hasMessageContaining("note")
        .hasMessageContaining("lock_version");
    refused(
        InvalidValueException.class,
        work -> work.repository(NOTES).update(new Note(1, "b"), RowVersion.of(GREATEST)));
  }

  @Test
  void setBasedChange_atTheGreatestVersion_isRefused() {
    storedNote(GREATEST);
    refused(
        InvalidValueException.class,
        work -> work.repository(NOTES).where(Specification.all()).set(TEXT, "b").update());
  }

  @Test
  void remove_atTheGreatestVersion_removes() {
    storedNote(GREATEST);
    data().run(work -> work.repository(NOTES).removeById(1L));
    assertThat(all(NOTES)).isEmpty();
  }

  // --- read only

  private void storedLeaflet() {
    Table table = ModelInternals.layout(MODEL, LEAFLETS).root();
    storedByOthers(List.of(new Write.Insert(table, Key.of(1L), new Object[] {1L, "a"})));
  }

  @Test
  void readOnly_reads_giveObjects() {
    storedLeaflet();
    var leaflet = new Leaflet(1, "a");
    assertThat(read(LEAFLETS, 1L)).isEqualTo(leaflet);
    assertThat(all(LEAFLETS)).containsExactly(leaflet);
    assertThat(data().read(LEAFLETS).page(Query.orderedBy(PRINT.asc()), 2).items())
        .containsExactly(leaflet);
    assertThat(data().read(LEAFLETS).count(PRINT.eq("a"))).isEqualTo(1);
    data().run(work -> {
      Repository<Leaflet, Long> leaflets = work.repository(LEAFLETS);
      assertThat(leaflets.get(1L)).isSameAs(leaflets.get(1L));
      assertThat(leaflets.refresh(1L)).isEqualTo(leaflet);
      leaflets.evict(leaflets.get(1L));
    });
  }

  @TestFactory
  List<DynamicTest> readOnly_call_isRefusedByName() {
    var leaflet = new Leaflet(1, "b");
    return List.of(
        refusedCall("add", leaflets -> leaflets.add(leaflet)),
        refusedCall("upsert", leaflets -> leaflets.upsert(leaflet)),
        refusedCall("update", leaflets -> leaflets.update(leaflet)),
        refusedCall("update", leaflets -> leaflets.update(leaflet, RowVersion.of(0))),
        refusedCall("change", leaflets -> leaflets.change(1L, each -> leaflet)),
        refusedCall("remove", leaflets -> leaflets.remove(leaflet)),
        refusedCall("removeById", leaflets -> leaflets.removeById(1L)),
        refusedCall("removeById", leaflets -> leaflets.removeById(1L, RowVersion.of(0))),
        refusedCall("guard", leaflets -> leaflets.guard(leaflet)),
        refusedCall("version", leaflets -> leaflets.version(leaflet)),
        refusedCall("findForUpdate", leaflets -> leaflets.findForUpdate(1L)),
        refusedCall(
            "find with a lock", leaflets -> leaflets.find(Query.<Leaflet>all().forUpdate())),
        refusedCall("where", leaflets -> leaflets.where(PRINT.eq("a")).remove()));
  }

  private DynamicTest refusedCall(String name, Consumer<Repository<Leaflet, Long>> call) {
    return DynamicTest.dynamicTest(name, () -> {
      MisuseException failure =
          refused(MisuseException.class, work -> call.accept(work.repository(LEAFLETS)));
      assertThat(failure)
          .hasMessageContaining(
              "Cannot call " + name + ": the mapping is read only [type=leaflet]");
    });
  }

  @Test
  void readOnly_versions_areRefusedByName() {
    assertThatThrownBy(() -> data().read(LEAFLETS).findVersioned(1L))
        .isInstanceOf(MisuseException.class)
        .hasMessageContaining("findVersioned");
    assertThatThrownBy(() -> data().read(LEAFLETS).findVersioned(Query.all()))
        .isInstanceOf(MisuseException.class);
  }
}
