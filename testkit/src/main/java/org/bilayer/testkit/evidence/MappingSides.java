package org.bilayer.testkit.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.DataLayer;
import org.bilayer.query.Query;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;

/** One mapping on the live database and in memory. */
final class MappingSides<T, I> {

  private final MappingUnderTest<T, I> mapping;
  private final Sides sides;
  private final List<CopiedRows.Copied<T>> copied;
  private final Findings found;
  private final Map<Key, Integer> places = new HashMap<>();

  MappingSides(
      MappingUnderTest<T, I> mapping,
      Sides sides,
      List<CopiedRows.Copied<T>> copied,
      Findings found) {
    this.mapping = mapping;
    this.sides = sides;
    this.copied = copied;
    this.found = found;
    copied.forEach(each -> places.put(each.key(), places.size()));
  }

  MappingUnderTest<T, I> mapping() {
    return mapping;
  }

  Sides sides() {
    return sides;
  }

  Findings found() {
    return found;
  }

  List<CopiedRows.Copied<T>> copied() {
    return copied;
  }

  /** Whether memory has every row of the database, so that totals can be compared. */
  boolean isComplete() {
    return !found.isSample() && !found.hasUnreadable() && found.seen(MappingEvidence.REFUSED) == 0;
  }

  I id(Key key) {
    return mapping.layout().idOf(key);
  }

  /** An object as text. */
  String text(T object) {
    return ValueText.of(mapping.read(CopiedRows.ids(), object, 0));
  }

  // --- objects ---

  /** What was read from the database against what memory gives. */
  void compareObjects() {
    for (CopiedRows.Copied<T> each : copied) {
      String live = text(each.object());
      String inMemory = Answers.of(() -> sides
          .copyLayer()
          .read(mapping.declared())
          .find(id(each.key()))
          .map(this::text)
          .orElse("absent"));
      if (live.equals(inMemory)) {
        found.seen(MappingEvidence.COMPARED, 1);
      } else {
        found.disagreed("objects", each.key() + " is " + live + ", and in memory " + inMemory);
      }
    }
  }

  // --- queries ---

  /**
   * A condition, and no row behind the sample.
   *
   * @param count how many of the copied objects are looked at
   */
  Filter within(Filter where, int count) {
    if (count >= copied.size() && !found.isSample()) {
      return where;
    }
    Table root = mapping.root();
    int first = root.key().get(0);
    if (copied.isEmpty() || !root.type(first).isOrdered()) {
      return where;
    }
    Object last = copied.get(Math.min(count, copied.size()) - 1).key().value(0);
    Filter bound = new Filter.Compare(root.columns().get(first).name(), Operator.LE, last);
    return where instanceof Filter.Everything ? bound : new Filter.And(List.of(where, bound));
  }

  /** The keys of the copied objects that a query finds on one side, in its order. */
  List<Key> keys(DataLayer layer, Filter where, List<SortBy> order, int limit) {
    Query<T> query = Queries.of(mapping, where, order, limit).skipUnreadable(failure -> {});
    return keys(layer.read(mapping.declared()).find(query));
  }

  /** The keys of those objects that are copied. */
  List<Key> keys(List<T> objects) {
    var keys = new ArrayList<Key>();
    for (T object : objects) {
      Key key = mapping.layout().keyOfObject(object);
      if (places.containsKey(key)) {
        keys.add(key);
      }
    }
    return keys;
  }
}
