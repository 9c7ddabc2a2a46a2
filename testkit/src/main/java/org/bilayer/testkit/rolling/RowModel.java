package org.bilayer.testkit.rolling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.layout.Conversion;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Member;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.Reference;
import org.bilayer.model.Row;
import org.bilayer.model.Value;
import org.bilayer.model.VersionColumn;
import org.bilayer.store.Sequence;
import org.bilayer.testkit.rolling.SnapshotColumn.Role;
import org.bilayer.testkit.verify.history.RowValues;
import org.jspecify.annotations.Nullable;

/** Makes the model of a snapshot, whose aggregates are rows. One thread. */
final class RowModel {

  /** The parts of one table's rows. */
  private record Parts(
      Map<String, Column<RowValues, Object>> columns,
      Map<String, ElementCollection<RowValues, RowValues, ?>> owned) {

    List<Member<RowValues, ?>> members() {
      var members = new ArrayList<Member<RowValues, ?>>(columns.values());
      members.addAll(owned.values());
      return members;
    }
  }

  private final List<Sequence> sequences;
  private final List<SnapshotTable> tables;
  private final Map<String, Mapping<RowValues, ?>> mappings = new LinkedHashMap<>();

  RowModel(List<Sequence> sequences, List<SnapshotTable> tables) {
    this.sequences = sequences;
    this.tables = tables;
  }

  Model model() {
    for (SnapshotTable table : tables) {
      if (table.owner().isEmpty()) {
        mappings.put(table.name(), mapping(table));
      }
    }
    Model model = Model.of(mappings.values().toArray(new Mapping<?, ?>[0]));
    return sequences.isEmpty()
        ? model
        : model.withSequences(
            sequences.stream().map(RowModel::sequence).toArray(IdSequence[]::new));
  }

  private static IdSequence sequence(Sequence sequence) {
    IdSequence made = IdSequence.of(sequence.name(), sequence.blockSize());
    String name = sequence.inDatabase().name();
    return sequence
        .inDatabase()
        .schema()
        .map(schema -> made.inSequence(schema, name))
        .orElseGet(() -> made.inSequence(name));
  }

  // --- roots

  private Mapping<RowValues, ?> mapping(SnapshotTable table) {
    List<SnapshotColumn> key = table.columns(Role.KEY);
    if (key.size() == 1) {
      Column<RowValues, Object> id = column(table, key.get(0));
      String name = key.get(0).name();
      return mapping(
          table,
          Mapping.of(RowValues.class, table.name(), id),
          Map.of(name, id),
          row -> Map.of(name, row.get(id)));
    }
    List<Column<Id, Object>> parts = Id.columns(key);
    Embedded<RowValues, Id> id = Embedded.of("", Id.value(parts), row -> Id.of(key, row));
    var columns = new LinkedHashMap<String, Column<RowValues, Object>>();
    for (int i = 0; i < key.size(); i++) {
      columns.put(key.get(i).name(), id.at(parts.get(i)));
    }
    return mapping(
        table,
        Mapping.of(RowValues.class, table.name(), id),
        columns,
        row -> row.get(id).named(key));
  }

  private <I> Mapping<RowValues, I> mapping(
      SnapshotTable table,
      Mapping.Builder<RowValues, I> builder,
      Map<String, Column<RowValues, Object>> key,
      Function<Row<RowValues>, Map<String, Object>> readKey) {
    Parts parts = parts(table, Role.ATTRIBUTE);
    var columns = new LinkedHashMap<>(key);
    columns.putAll(parts.columns());
    parts.members().forEach(builder::with);
    table
        .inDatabase()
        .schema()
        .ifPresentOrElse(
            schema -> builder.inTable(schema, table.inDatabase().name()),
            () -> builder.inTable(table.inDatabase().name()));
    builder.primaryKey(table.keyName());
    if (table.identity()) {
      builder.identity();
    }
    switch (table.versioning()) {
      case NONE -> builder.readOnly();
      case SERVER -> builder.serverVersion();
      case COLUMN -> {
        SnapshotColumn version = table.columns(Role.VERSION).get(0);
        builder.versionColumn(version(version)).inVersionColumn(version.inDatabase());
      }
    }
    for (SnapshotTable.Unique unique : table.uniques()) {
      List<Column<RowValues, Object>> members =
          unique.columns().stream().map(columns::get).toList();
      builder.unique(unique.name(), members.toArray(RowModel::members));
    }
    references(table, columns).forEach(builder::references);
    return builder.construct(row -> {
      RowValues made = made(row, parts, table);
      var values = new LinkedHashMap<String, @Nullable Object>(readKey.apply(row));
      values.putAll(made.values());
      return new RowValues(values, made.owned());
    });
  }

  private static VersionColumn version(SnapshotColumn column) {
    VersionColumn made = switch (column.type().kind()) {
      case INT16 -> VersionColumn.int16(column.name());
      case INT32 -> VersionColumn.int32(column.name());
      default -> VersionColumn.int64(column.name());
    };
    return column.nullable() ? made.nullable() : made;
  }

  @SuppressWarnings("unchecked") // an array of one generic type
  private static Column<RowValues, Object>[] members(int size) {
    return (Column<RowValues, Object>[]) new Column<?, ?>[size];
  }

  /** The references from one column. A reference from several columns is left to the database. */
  private List<Reference<RowValues, RowValues>> references(
      SnapshotTable table, Map<String, Column<RowValues, Object>> columns) {
    var references = new ArrayList<Reference<RowValues, RowValues>>();
    for (SnapshotTable.Reference reference : table.references()) {
      Column<RowValues, Object> member = columns.get(reference.columns().get(0));
      if (reference.columns().size() == 1 && member != null) {
        Reference<RowValues, RowValues> made =
            Reference.of(reference.name(), member, target(reference.target()));
        made = reference.enforced() ? made : made.notEnforced();
        references.add(reference.acts() ? made.withAction() : made);
      }
    }
    return references;
  }

  // The id of the target has the type of the referring column; both hold stored values.
  @SuppressWarnings("unchecked")
  private Supplier<Mapping<RowValues, Object>> target(String table) {
    return () -> (Mapping<RowValues, Object>) mappings.get(table);
  }

  // --- rows

  private Parts parts(SnapshotTable table, Role... roles) {
    Set<Role> wanted = Set.of(roles);
    var columns = new LinkedHashMap<String, Column<RowValues, Object>>();
    for (SnapshotColumn column : table.columns()) {
      if (wanted.contains(column.role())) {
        columns.put(column.name(), column(table, column));
      }
    }
    var owned = new LinkedHashMap<String, ElementCollection<RowValues, RowValues, ?>>();
    for (SnapshotTable child : tables) {
      if (child.owner().filter(owner -> owner.table().equals(table.name())).isPresent()) {
        owned.put(child.name(), collection(child));
      }
    }
    return new Parts(columns, owned);
  }

  private static Column<RowValues, Object> column(SnapshotTable table, SnapshotColumn column) {
    Column<RowValues, Object> made = plain(column);
    List<Column<RowValues, ?>> copies = table.columns(Role.COPY).stream()
        .filter(copy -> copy.sameAs().equals(column.name()))
        .<Column<RowValues, ?>>map(copy -> copyOf(copy, column))
        .toList();
    return copies.isEmpty() ? made : made.alsoWriting(columns(copies));
  }

  @SuppressWarnings("unchecked") // an array of one generic type
  private static Column<RowValues, ?>[] columns(List<Column<RowValues, ?>> columns) {
    return (Column<RowValues, ?>[]) columns.toArray(new Column<?, ?>[0]);
  }

  @SuppressWarnings("unchecked") // an array of one generic type
  private static <O> Member<O, ?>[] array(List<? extends Member<O, ?>> members) {
    return (Member<O, ?>[]) members.toArray(new Member<?, ?>[0]);
  }

  private static Column<RowValues, Object> plain(SnapshotColumn column) {
    Codec<Object, ?> codec = codec(column);
    String name = column.name();
    Column<RowValues, Object> made = column.nullable()
        ? Column.nullable(name, codec, row -> row.values().get(name))
        : Column.of(name, codec, row -> row.values().get(name));
    return made.inColumn(column.inDatabase());
  }

  private static Column<RowValues, Object> copyOf(SnapshotColumn copy, SnapshotColumn column) {
    return Column.nullable(
            copy.name(), codec(copy), (RowValues row) -> row.values().get(column.name()))
        .inColumn(copy.inDatabase());
  }

  /** The codec of stored values. It refuses, as the release does, a constant or a tag that the release does not know. */
  static Codec<Object, ?> codec(SnapshotColumn column) {
    List<String> choices = column.choices();
    return ModelInternals.codec(Conversion.of(
        column.type(),
        value -> known(choices, value),
        stored -> known(choices, stored),
        SampleValue.of(column.type(), choices),
        List.copyOf(choices)));
  }

  private static Object known(List<String> choices, Object value) {
    if (!choices.isEmpty() && !choices.contains(String.valueOf(value))) {
      throw new IllegalArgumentException(
          "The release of the snapshot knows the values " + choices + ", not " + value + ".");
    }
    return value;
  }

  private static RowValues made(Row<RowValues> row, Parts parts, SnapshotTable table) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    parts
        .columns()
        .forEach((name, column) -> values.put(
            name, table.column(name).nullable() ? row.getOrNull(column) : row.get(column)));
    var owned = new LinkedHashMap<String, List<RowValues>>();
    parts.owned().forEach((name, collection) -> owned.put(name, elements(row, collection)));
    return new RowValues(values, owned);
  }

  private static <S> List<RowValues> elements(
      Row<RowValues> row, ElementCollection<RowValues, RowValues, S> collection) {
    // Both shapes that this class makes hold rows.
    @SuppressWarnings("unchecked")
    Iterable<RowValues> elements = (Iterable<RowValues>) row.get(collection);
    var all = new ArrayList<RowValues>();
    elements.forEach(all::add);
    return all;
  }

  // --- owned rows

  private ElementCollection<RowValues, RowValues, ?> collection(SnapshotTable table) {
    Parts parts = parts(table, Role.ATTRIBUTE, Role.KEY);
    Value<RowValues> value =
        Value.of(RowValues.class, row -> made(row, parts, table), array(parts.members()));
    boolean hasPosition = !table.columns(Role.POSITION).isEmpty()
        || !table.columns(Role.KEY_POSITION).isEmpty();
    List<SnapshotColumn> key = table.columns(Role.KEY);
    Optional<Column<RowValues, Object>> keyColumn =
        key.stream().findFirst().map(column -> parts.columns().get(column.name()));
    return keyColumn.isPresent() && !hasPosition
        ? named(
            table,
            parts,
            ElementCollection.set(
                table.name(),
                value,
                keyColumn.get(),
                row -> new LinkedHashSet<>(row.owned(table.name()))))
        : named(
            table,
            parts,
            keyColumn.isPresent()
                ? ElementCollection.list(
                    table.name(), value, keyColumn.get(), row -> row.owned(table.name()))
                : ElementCollection.list(table.name(), value, row -> row.owned(table.name())));
  }

  private <S> ElementCollection<RowValues, RowValues, S> named(
      SnapshotTable table, Parts parts, ElementCollection<RowValues, RowValues, S> collection) {
    SnapshotTable.Owner owner = table.owner().orElseThrow();
    ElementCollection<RowValues, RowValues, S> made = table
        .inDatabase()
        .schema()
        .map(schema -> collection.inTable(schema, table.inDatabase().name()))
        .orElseGet(() -> collection.inTable(table.inDatabase().name()))
        .primaryKey(table.keyName())
        .ownerReference(owner.name())
        .inOwnerColumns(table.columns(Role.OWNER).stream()
            .map(SnapshotColumn::inDatabase)
            .toArray(String[]::new));
    if (!owner.enforced()) {
      made = made.ownerNotEnforced();
    }
    for (SnapshotColumn position : table.columns()) {
      if (position.role() == Role.POSITION || position.role() == Role.KEY_POSITION) {
        made = made.inPlaceColumn(position.inDatabase());
      }
    }
    for (SnapshotTable.Unique unique : table.uniques()) {
      boolean withinOwner =
          unique.columns().stream().anyMatch(column -> table.column(column).role() == Role.OWNER);
      Column<RowValues, Object>[] members = unique.columns().stream()
          .filter(parts.columns()::containsKey)
          .map(parts.columns()::get)
          .toArray(RowModel::members);
      made = withinOwner
          ? made.uniqueWithinOwner(unique.name(), members)
          : made.unique(unique.name(), members);
    }
    for (Reference<RowValues, RowValues> reference : references(table, parts.columns())) {
      made = made.references(reference);
    }
    return made;
  }

  // --- ids of several columns

  /** The id of a root with several key columns. */
  record Id(List<Object> parts) {

    Id {
      parts = List.copyOf(parts);
    }

    static Id of(List<SnapshotColumn> key, RowValues row) {
      return new Id(key.stream()
          .map(column -> Objects.requireNonNull(row.values().get(column.name())))
          .toList());
    }

    static List<Column<Id, Object>> columns(List<SnapshotColumn> key) {
      var columns = new ArrayList<Column<Id, Object>>();
      for (int i = 0; i < key.size(); i++) {
        int index = i;
        SnapshotColumn column = key.get(i);
        columns.add(
            Column.<Id, Object>of(column.name(), codec(column), id -> id.parts().get(index))
                .inColumn(column.inDatabase()));
      }
      return columns;
    }

    static Value<Id> value(List<Column<Id, Object>> columns) {
      return Value.of(
          Id.class, row -> new Id(columns.stream().map(row::get).toList()), array(columns));
    }

    Map<String, Object> named(List<SnapshotColumn> key) {
      var values = new LinkedHashMap<String, Object>();
      for (int i = 0; i < key.size(); i++) {
        values.put(key.get(i).name(), parts.get(i));
      }
      return values;
    }
  }
}
