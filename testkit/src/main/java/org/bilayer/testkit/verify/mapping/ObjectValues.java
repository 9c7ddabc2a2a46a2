package org.bilayer.testkit.verify.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.Member;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.ModelInternals.OwnedElement;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored of an object by the getters and codecs of its mapping, and not by the library's own reading of objects.
 */
final class ObjectValues {

  private final MappingUnderTest<?, ?> mapping;
  private final GeneratedIds ids;

  ObjectValues(MappingUnderTest<?, ?> mapping, GeneratedIds ids) {
    this.mapping = mapping;
    this.ids = ids;
  }

  <T> RowValues ofRoot(Member<T, ?> id, List<Member<T, ?>> declared, T object) {
    var members = new ArrayList<Member<T, ?>>();
    members.add(id);
    members.addAll(declared);
    return of(mapping.layout().root(), members, object, Map.of());
  }

  private <O> RowValues of(
      Table table, List<Member<O, ?>> declared, O object, Map<String, @Nullable Object> beside) {
    var values = new HashMap<>(beside);
    var owned = new HashMap<String, List<RowValues>>();
    for (Member<O, ?> member : ModelInternals.members(declared, object)) {
      if (member instanceof Column<O, ?> column) {
        values.put(column.name(), Attributes.storedOf(column, object));
      } else if (member instanceof Embedded<O, ?> embedded) {
        addEmbedded(embedded, object, values);
      } else if (member instanceof ElementCollection<O, ?, ?> collection) {
        owned.put(collection.table(), elements(collection, object));
      }
    }
    return inTheOrderOfTheTables(table, values, owned);
  }

  private static <O, E> void addEmbedded(
      Embedded<O, E> embedded, O owner, Map<String, @Nullable Object> into) {
    E value = embedded.valueOf(owner);
    for (Member<E, ?> member : embedded.value().members()) {
      if (value != null) {
        addMembers(embedded, value, ModelInternals.members(List.of(member), value), into);
      }
    }
  }

  private static <O, E> void addMembers(
      Embedded<O, E> embedded,
      E value,
      List<Member<E, ?>> members,
      Map<String, @Nullable Object> into) {
    for (Member<E, ?> member : members) {
      if (member instanceof Column<E, ?> column) {
        into.put(embedded.at(column).name(), Attributes.storedOf(column, value));
      } else if (member instanceof Embedded<E, ?> nested) {
        addNested(embedded, nested, value, into);
      }
    }
  }

  private static <O, E, F> void addNested(
      Embedded<O, E> embedded, Embedded<E, F> nested, E value, Map<String, @Nullable Object> into) {
    F inner = nested.valueOf(value);
    if (inner != null) {
      addMembers(
          embedded.at(nested),
          inner,
          ModelInternals.members(nested.value().members(), inner),
          into);
    }
  }

  private <O, C> List<RowValues> elements(ElementCollection<O, C, ?> collection, O owner) {
    Table table = mapping.table(collection.table());
    var elements = new ArrayList<RowValues>();
    for (OwnedElement<C> element : ModelInternals.elements(collection, owner)) {
      Map<String, @Nullable Object> beside = new HashMap<>();
      ModelInternals.keyColumn(collection).ifPresent(key -> beside.put(key, element.key()));
      elements.add(of(table, collection.value().members(), element.value(), beside));
    }
    if (mapping.positionOf(table).isEmpty()) {
      elements.sort(Comparator.comparing(element -> keyOf(table, element)));
    }
    return elements;
  }

  /** The key of an element within its owner, as text. */
  private static String keyOf(Table table, RowValues element) {
    var key = new ArrayList<Object>();
    for (int column : table.key()) {
      String name = table.columns().get(column).name();
      if (element.values().containsKey(name)) {
        key.add(Objects.requireNonNullElse(element.values().get(name), "null"));
      }
    }
    return Key.of(key.toArray()).toString();
  }

  private RowValues inTheOrderOfTheTables(
      Table table, Map<String, @Nullable Object> values, Map<String, List<RowValues>> owned) {
    var ordered = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!mapping.isPlain(table, i)) {
        String name = table.columns().get(i).name();
        ordered.put(name, ids.ordinal(table, i, values.get(name)));
      }
    }
    var ofTables = new LinkedHashMap<String, List<RowValues>>();
    for (Table child : mapping.ownedBy(table)) {
      ofTables.put(child.name(), owned.getOrDefault(child.name(), List.of()));
    }
    return new RowValues(ordered, ofTables);
  }
}
