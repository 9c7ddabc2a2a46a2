package org.bilayer.contracts.transaction;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;

/** What the units of the checks work on: numbered values, notes that refer to them, and journals that only grow. */
final class SharedItems {

  static final int CODES_PER_VALUE = 100;

  /**
   * A value.
   *
   * @param code unique; the value and the number in one, unless a check needs another
   */
  record Item(int id, int value, int code) {

    Item(int id, int value) {
      this(id, value, CODES_PER_VALUE * value + id);
    }

    Item with(int next) {
      return new Item(id, next);
    }
  }

  /** Something that refers to an item. */
  record Note(int id, int item) {}

  /** What units append to: their numbers, each followed by a comma. */
  record Journal(int id, String entries) {

    Journal with(long entry) {
      return new Journal(id, entries + entry + ",");
    }
  }

  static final Column<Item, Integer> ID = Column.of("id", Codec.int32(), Item::id);
  static final Column<Item, Integer> VALUE = Column.of("value", Codec.int32(), Item::value);
  static final Column<Item, Integer> CODE = Column.of("code", Codec.int32(), Item::code);
  static final Mapping<Item, Integer> ITEMS = Mapping.of(Item.class, "item", ID)
      .with(VALUE, CODE)
      .unique("item_code_key", CODE)
      .construct(row -> new Item(row.get(ID), row.get(VALUE), row.get(CODE)));

  static final Column<Note, Integer> NOTE_ID = Column.of("id", Codec.int32(), Note::id);
  static final Column<Note, Integer> NOTE_ITEM = Column.of("item", Codec.int32(), Note::item);
  static final Mapping<Note, Integer> NOTES = Mapping.of(Note.class, "note", NOTE_ID)
      .with(NOTE_ITEM)
      .references(Reference.of("note_item_fkey", NOTE_ITEM, ITEMS))
      .construct(row -> new Note(row.get(NOTE_ID), row.get(NOTE_ITEM)));

  static final Column<Journal, Integer> JOURNAL_ID = Column.of("id", Codec.int32(), Journal::id);
  static final Column<Journal, String> ENTRIES =
      Column.of("entries", Codec.text(4_000), Journal::entries);
  static final Mapping<Journal, Integer> JOURNALS = Mapping.of(Journal.class, "journal", JOURNAL_ID)
      .with(ENTRIES)
      .construct(row -> new Journal(row.get(JOURNAL_ID), row.get(ENTRIES)));

  static final Model MODEL = Model.of(ITEMS, NOTES, JOURNALS);

  private SharedItems() {}

  /** Makes these the only items, and leaves no note. */
  static void reset(DataLayer data, Map<Integer, Integer> items) {
    data.run(work -> {
      work.repository(NOTES).where(Specification.all()).remove();
      work.repository(ITEMS).where(Specification.all()).remove();
      items.forEach((id, value) -> work.repository(ITEMS).add(new Item(id, value)));
    });
  }

  /** All items by number. */
  static Map<Integer, Integer> items(DataLayer data) {
    var items = new TreeMap<Integer, Integer>();
    data.run(work -> work.repository(ITEMS)
        .find(Query.all())
        .forEach(item -> items.put(item.id(), item.value())));
    return items;
  }

  /** The value of an item as it is stored, not as the unit has loaded it; null if there is none. */
  static @Nullable Integer look(UnitOfWork work, int id) {
    List<Integer> found =
        work.repository(ITEMS).select(ID.eq(id), Projection.of(row -> row.get(VALUE), VALUE));
    return found.isEmpty() ? null : found.get(0);
  }

  static Specification<Item> atLeast(int value) {
    return VALUE.ge(value);
  }
}
