package org.bilayer.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.bilayer.failure.DataException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * How one owned collection lies in its table.
 *
 * @param <O> the owner
 * @param <C> the element
 * @param <S> the collection
 */
final class OwnedLayout<O, C, S> {

  /**
   * The collection's place in its aggregate and in its table.
   *
   * @param index of the table among the aggregate's owned tables
   * @param ownedByRoot whether the owner is the root
   * @param ownerKey positions of the owner's key in the owner's row
   * @param position the column of the element's place, or -1
   * @param mapKey the column of the map's key, or -1
   */
  record Place(int index, boolean ownedByRoot, List<Integer> ownerKey, int position, int mapKey) {}

  private final CollectionPart<O, C, S> children;
  private final int index;
  private final boolean ownedByRoot;
  private final List<Integer> ownerKey;
  private final TableLayout<Element<C>> rows;
  private final Slots<C> slots;
  private final List<OwnedLayout<C, ?, ?>> nested;
  private final int position;
  private final int mapKey;
  private final List<Integer> ownerColumns;

  OwnedLayout(
      CollectionPart<O, C, S> children,
      Place place,
      TableLayout<Element<C>> rows,
      Slots<C> slots,
      List<OwnedLayout<C, ?, ?>> nested) {
    this.children = children;
    this.index = place.index();
    this.ownedByRoot = place.ownedByRoot();
    this.ownerKey = place.ownerKey();
    this.position = place.position();
    this.mapKey = place.mapKey();
    this.rows = rows;
    this.slots = slots;
    this.nested = nested;
    // The owner's key begins the row of an element.
    this.ownerColumns = IntStream.range(0, ownerKey.size()).boxed().toList();
  }

  CollectionPart<O, C, S> children() {
    return children;
  }

  TableLayout<Element<C>> rows() {
    return rows;
  }

  Slots<C> slots() {
    return slots;
  }

  List<OwnedLayout<C, ?, ?>> nested() {
    return nested;
  }

  /**
   * Adds the rows of an owner's elements, and of what they own in turn, to the lists of their tables.
   *
   * @param known the stored rows of these tables; empty if there are none
   * @param isRead whether the object was read; see {@link Layout#extractRead}
   */
  void extract(
      O owner,
      @Nullable Object[] ownerRow,
      List<KnownRows> known,
      List<List<@Nullable Object[]>> tables,
      boolean isRead) {
    List<Element<C>> elements;
    try {
      elements = children.elements(owner);
    } catch (DataException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "A collection cannot be turned into its stored form: its getter or the collection failed [type="
              + rows.name() + ", id=" + Key.from(ownerRow, ownerKey) + ", column="
              + children.table() + "]. See the cause.",
          e);
    }
    if (elements == null) {
      throw refusal("the collection is null; use an empty one", ownerRow);
    }
    KnownRows knownHere = known.isEmpty() ? null : known.get(index);
    List<@Nullable Object[]> table = tables.get(index);
    // Places differ by themselves; other keys are compared without the owner's part, which is
    // equal.
    boolean keysDiffer = elements.size() < 2 || rows.key().contains(position);
    Set<Key> keys = keysDiffer ? null : new HashSet<>();
    List<Integer> keyBesideOwner =
        rows.key().subList(ownerKey.size(), rows.key().size());
    for (Element<C> element : elements) {
      if (isAbsent(element.value())) {
        throw refusal("the collection holds null", ownerRow);
      }
      @Nullable Object[] row = row(element, ownerRow, knownHere, isRead);
      if (keys != null && !keys.add(Objects.requireNonNull(Key.from(row, keyBesideOwner)))) {
        throw new UniqueViolationException(rows.name(), rows.table().keyName(), null);
      }
      table.add(row);
      for (OwnedLayout<C, ?, ?> collection : nested) {
        collection.extract(element.value(), row, known, tables, isRead);
      }
    }
  }

  private @Nullable Object[] row(
      Element<C> element, @Nullable Object[] ownerRow, @Nullable KnownRows known, boolean isRead) {
    var row = new @Nullable Object[rows.columns().size()];
    for (int i = 0; i < ownerKey.size(); i++) {
      row[i] = ownerRow[ownerKey.get(i)];
    }
    if (position >= 0) {
      row[position] = element.position();
    }
    rows.extract(element, row, known == null ? null : rows.find(element, row, known), isRead);
    return row;
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null;
  }

  private InvalidValueException refusal(String rule, @Nullable Object[] ownerRow) {
    Key owner = Key.from(ownerRow, ownerKey);
    return FailureInternals.at(
        FailureInternals.invalidValue(rule),
        rows.name(),
        owner == null ? null : owner.toString(),
        children.table(),
        null);
  }

  /**
   * The collection of the owner in {@code ownerRow}.
   *
   * @throws UnreadableRowException if a row cannot become an element, or two rows become the same one
   */
  S assemble(@Nullable Object[] ownerRow, OwnedRows owned) {
    List<@Nullable Object[]> found =
        ownedByRoot ? owned.all(index) : owned.of(index, ownerOf(ownerRow), rows, ownerColumns);
    if (position >= 0) {
      for (@Nullable Object[] row : found) {
        required(row, position);
      }
      if (found.size() > 1) {
        found = new ArrayList<>(found);
        found.sort(Comparator.comparingInt(row -> (Integer) required(row, position)));
      }
    }
    var elements = new ArrayList<Element<C>>(found.size());
    for (@Nullable Object[] row : found) {
      C value = new RowView<>(rows, slots, row, owned).make();
      elements.add(new Element<>(value, elements.size(), decodedMapKey(row)));
    }
    S collection;
    try {
      collection = children.collection(elements);
    } catch (Exception e) {
      throw unreadable(ownerRow, "the elements must make up a collection", e);
    }
    if (size(collection, elements.size()) != elements.size()) {
      throw unreadable(
          ownerRow, "the rows of one owner must be different elements of the collection", null);
    }
    return collection;
  }

  private static int size(@Nullable Object collection, int otherwise) {
    return collection instanceof Collection<?> elements
        ? elements.size()
        : collection instanceof Map<?, ?> entries ? entries.size() : otherwise;
  }

  private UnreadableRowException unreadable(
      @Nullable Object[] ownerRow, String rule, @Nullable Throwable cause) {
    return new UnreadableRowException(
        rows.name(), String.valueOf(Key.from(ownerRow, ownerKey)), null, rule, cause);
  }

  private Key ownerOf(@Nullable Object[] ownerRow) {
    Key key = Key.from(ownerRow, ownerKey);
    if (key == null) {
      throw unreadable(ownerRow, "the key of an owner must have a value", null);
    }
    return key;
  }

  private Object required(@Nullable Object[] row, int column) {
    Object value = row[column];
    if (value == null) {
      throw rows.unreadable(
          row, rows.columnName(column), "a required column must have a value", null);
    }
    return value;
  }

  private @Nullable Object decodedMapKey(@Nullable Object[] row) {
    return mapKey < 0
        ? null
        : RowView.decoded(
            rows, row, mapKey, children.mapKey().orElseThrow().conversion(), required(row, mapKey));
  }
}
