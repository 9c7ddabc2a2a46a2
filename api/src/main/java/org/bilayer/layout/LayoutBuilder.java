package org.bilayer.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.bilayer.store.Check;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Index;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.Versioning;
import org.bilayer.value.StoredType;

/**
 * Turns one mapping into its tables. In two steps, since a reference needs the key of a table that may come
 * later: first the columns of every mapping, then the rules.
 */
final class LayoutBuilder<T, I> {

  /** What the second step needs to know of a table. */
  private record Draft<O>(
      TableLayout<O> layout,
      int version,
      Optional<ForeignKey> owner,
      Rules<?> rules,
      Lift<O, ?> lift,
      Optional<QualifiedName> place,
      Optional<String> keyName) {}

  /** Finds the key of a referenced mapping. */
  interface Targets {
    Optional<TableLayout<?>> of(MappingPart<?, ?> mapping);
  }

  private final MappingPart<T, I> mapping;
  private final Generations generations;
  private final Faults faults;
  private final Optional<Renaming> renaming;
  private final TableLayout<T> root;
  private final Slots<T> slots;
  private final List<OwnedLayout<T, ?, ?>> owned = new ArrayList<>();
  private final List<Draft<?>> drafts = new ArrayList<>();
  private final int version;
  private final MappingPart.Version<T> stamp;

  LayoutBuilder(
      MappingPart<T, I> mapping,
      MappingPart.Version<T> stamp,
      Optional<Renaming> renaming,
      Faults faults) {
    this.mapping = mapping;
    this.stamp = stamp;
    this.renaming = renaming;
    this.faults = faults;
    this.generations = new Generations(faults);
    this.root = new TableLayout<>(mapping.table());
    this.slots = new Slots<>(mapping.type(), mapping.construct());
    faults.checkName(mapping.toString(), "table", mapping.table());
    mapping.contradictions().forEach(fault -> faults.add(mapping.table(), fault));
    addMembers(List.of(mapping.id()), List.of(), Lift.identity(), root, slots);
    root.addKey(List.copyOf(slots.positions()));
    checkKey();
    this.version =
        stamp.column().map(column -> root.addPlain(named(column), faults)).orElse(-1);
    stamp.attribute().ifPresent(column -> {
      if (column.isNullable() || !isInteger(column.type().kind())) {
        faults.add(
            mapping.table(), "the version must be a required column of int16, int32 or int64");
      }
      root.name(version, column.path());
      slots.column(column, version);
    });
    addMembers(mapping.members(), mapping.all(), Lift.identity(), root, slots);
    drafts.add(new Draft<>(
        root,
        version,
        Optional.empty(),
        mapping.rules(),
        Lift.<T>identity(),
        mapping.names().table(),
        mapping.names().key()));
    for (Part<T> member : mapping.members()) {
      if (member instanceof CollectionPart<T, ?, ?> children) {
        owned.add(addOwned(children, root, slots, true));
      }
    }
  }

  /** The version's column under its name in the database. */
  private StoredColumn named(StoredColumn column) {
    return mapping
        .names()
        .version()
        .map(name -> new StoredColumn(column.name(), column.type(), column.nullable(), name))
        .orElse(column);
  }

  private static boolean isInteger(StoredType.Kind kind) {
    return switch (kind) {
      case INT16, INT32, INT64 -> true;
      default -> false;
    };
  }

  private void checkKey() {
    StoredType.Kind kind = root.columns().get(root.key().get(0)).type().kind();
    if (mapping.hasIdentity()
        && (root.key().size() > 1
            || (kind != StoredType.Kind.INT32 && kind != StoredType.Kind.INT64))) {
      faults.add(
          root.name(), "an id that the database generates must be one column of int32 or int64");
    }
    for (int position : root.key()) {
      StoredColumn column = root.columns().get(position);
      if (column.nullable()) {
        faults.add(root.name(), "the id column " + column.name() + " must not be nullable");
      }
      if (!column.type().hasEquality()) {
        faults.add(root.name(), "the id column " + column.name() + " cannot be a " + column.type());
      }
    }
  }

  private <R, O> void addMembers(
      List<Part<O>> members,
      List<Part<O>> siblings,
      Lift<R, O> lift,
      TableLayout<R> layout,
      Slots<O> slots) {
    for (Part<O> member : members) {
      if (member instanceof ColumnPart<O, ?> column) {
        addColumn(column, lift, layout, slots);
      } else if (member instanceof EmbeddedPart<O, ?> embedded) {
        addEmbedded(embedded, lift, layout, slots);
      } else if (member instanceof VariantsPart<O> variants) {
        addVariants(variants, siblings, lift, layout, slots);
      }
    }
  }

  private <R, O> void addColumn(
      ColumnPart<O, ?> column, Lift<R, O> lift, TableLayout<R> layout, Slots<O> slots) {
    ColumnPart<R, ?> lifted = lift.column(column);
    if (lifted.type().isZeroDateAbsent() && !lifted.isNullable()) {
      faults.add(
          layout.name(),
          "the column " + lifted.name()
              + " takes the zero date for no value, and must be nullable");
    }
    int position = layout.addLeaf(lifted, lifted.path(), faults);
    slots.column(column, position);
    generations.add(column, lifted, layout, slots, position);
    for (ColumnPart.Copy<O> copy : column.copies()) {
      layout.addCopy(lift.column(copy.column()), copy.isSameValue(), List.of(position), faults);
    }
  }

  private <R, O, E> void addEmbedded(
      EmbeddedPart<O, E> embedded, Lift<R, O> lift, TableLayout<R> layout, Slots<O> slots) {
    var nested = new Slots<E>(embedded.value().type(), embedded.value().construct());
    EmbeddedPart<R, E> lifted = lift.embedded(embedded);
    for (Part<E> member : embedded.value().members()) {
      if (member instanceof CollectionPart<E, ?, ?> children) {
        faults.add(
            layout.name(),
            "the embedded value " + embedded.prefix() + " owns the collection " + children.table()
                + "; let the aggregate own it");
      }
    }
    addMembers(
        embedded.value().members(),
        embedded.value().members(),
        Lift.within(lifted),
        layout,
        nested);
    slots.embedded(embedded, nested);
    for (ColumnPart<O, ?> copy : embedded.copies()) {
      layout.addCopy(lift.column(copy), false, nested.positions(), faults);
    }
    if (embedded.isNullable()) {
      layout.addPresence(
          embedded.prefix(), lifted::valueOf, false, List.copyOf(nested.positions()));
      layout.addGroup(new ColumnGroup(lifted.prefix(), -1, nested.positions(), nested.required()));
    } else if (!lifted.isNullable() && !hasRequired(embedded)) {
      layout.addPresence(embedded.prefix(), lifted::valueOf, true, List.of());
    }
  }

  private static boolean hasRequired(EmbeddedPart<?, ?> embedded) {
    for (ColumnPart<?, ?> column : embedded.columns()) {
      if (!column.isNullable()) {
        return true;
      }
    }
    return false;
  }

  private <R, O> void addVariants(
      VariantsPart<O> variants,
      List<Part<O>> common,
      Lift<R, O> lift,
      TableLayout<R> layout,
      Slots<O> slots) {
    ColumnPart<R, String> tag = lift.column(variants.tag());
    int position = layout.addLeaf(tag, tag.path(), faults);
    var byTag = new LinkedHashMap<Object, Slots<?>>();
    for (VariantPart<O, ?> variant : variants.all()) {
      Slots<?> own = addVariant(variant, common, lift, layout, tag);
      byTag.put(variant.tag(), own);
      layout.addGroup(new ColumnGroup(variant.tag(), position, own.positions(), own.required()));
    }
    slots.variants(variants, position, byTag);
  }

  private <R, O, V extends O> Slots<V> addVariant(
      VariantPart<O, V> variant,
      List<Part<O>> common,
      Lift<R, O> lift,
      TableLayout<R> layout,
      ColumnPart<R, String> tag) {
    List<Part<V>> members = variant.own(common);
    var own = new Slots<V>(variant.type(), variant.construct());
    for (Part<V> member : members) {
      if (member instanceof CollectionPart<V, ?, ?> children) {
        faults.add(
            layout.name(),
            "the variant " + variant.tag() + " owns the collection " + children.table()
                + "; let the sealed type own it");
      }
    }
    addMembers(members, members, Lift.ofVariant(variant, lift), layout, own);
    var required = new ArrayList<Integer>();
    for (Part<V> member : members) {
      for (ColumnPart<V, ?> column : attributes(member)) {
        if (!column.isNullable()) {
          layout.find(lift.column(variant.at(column))).ifPresent(required::add);
        }
      }
    }
    layout.addRequired(owner -> variant.tag().equals(tag.valueOf(owner)), required);
    return own;
  }

  /** Adds the table of a collection, then those of what its elements own. */
  private <O, C, S> OwnedLayout<O, C, S> addOwned(
      CollectionPart<O, C, S> children, TableLayout<?> owner, Slots<O> ownerSlots, boolean ofRoot) {
    faults.checkName(owner.name(), "table", children.table());
    var table = new TableLayout<Element<C>>(children.table());
    var slots = new Slots<>(children.value().type(), children.value().construct());

    CollectionPart.Names names = children.names();
    List<Integer> ownerColumns = addOwnerColumns(owner, table, names.ownerColumns());
    int position = children.hasPosition() ? addPosition(table, names) : -1;
    int mapKey =
        children.mapKey().map(column -> addMapKey(column, table, names)).orElse(-1);
    if (names.place().isPresent() && position < 0 && mapKey < 0) {
      faults.add(
          table.name(),
          "a set has neither a position nor the key of a map, so no column of it can be named "
              + names.place().get());
    }
    addMembers(
        children.value().members(), children.value().members(), Lift.element(), table, slots);
    table.addKey(ownerColumns);
    table.addKey(elementKey(children, table, position, mapKey));

    var ownerReference = new ForeignKey(
        names.owner().orElse(children.table() + "_owner_fkey"),
        ownerColumns,
        owner.name(),
        names.ownerEnforced());
    int index = drafts.size() - 1;
    drafts.add(new Draft<>(
        table,
        -1,
        Optional.of(ownerReference),
        children.rules(),
        Lift.<C>element(),
        names.table(),
        names.key()));
    var place = new OwnedLayout.Place(index, ofRoot, List.copyOf(owner.key()), position, mapKey);
    var result =
        new OwnedLayout<>(children, place, table, slots, addNested(children, table, slots));
    ownerSlots.owned(children, result);
    return result;
  }

  /** The columns that refer to the owner, which begin the key. */
  private List<Integer> addOwnerColumns(
      TableLayout<?> owner, TableLayout<?> table, List<String> given) {
    if (!given.isEmpty() && given.size() != owner.key().size()) {
      faults.add(
          table.name(),
          "the owner's key has " + owner.key().size()
              + " columns, but these names are given for it: " + given);
    }
    var columns = new ArrayList<Integer>();
    for (int position : owner.key()) {
      StoredColumn key = owner.columns().get(position);
      // A deeper owner's key begins with the names of its own owner, which are prefixed already.
      String name = key.name().startsWith(mapping.table() + "_")
          ? key.name()
          : owner.name() + "_" + key.name();
      String inDatabase = columns.size() < given.size() ? given.get(columns.size()) : name;
      columns.add(table.addPlain(new StoredColumn(name, key.type(), false, inDatabase), faults));
    }
    return columns;
  }

  private int addPosition(TableLayout<?> table, CollectionPart.Names names) {
    var type = StoredType.of(StoredType.Kind.INT32);
    String inDatabase = names.place().orElse(CollectionPart.POSITION);
    return table.addPlain(
        new StoredColumn(CollectionPart.POSITION, type, false, inDatabase), faults);
  }

  private <C> int addMapKey(
      ColumnPart<Element<C>, ?> declared,
      TableLayout<Element<C>> table,
      CollectionPart.Names names) {
    ColumnPart<Element<C>, ?> column = declared.inColumn(names.place().orElse(declared.name()));
    int mapKey = table.addLeaf(column, column.path(), faults);
    table
        .columns()
        .set(mapKey, new StoredColumn(column.name(), column.type(), false, column.inDatabase()));
    return mapKey;
  }

  /** The column that tells the elements of one owner apart; empty if there is a fault. */
  private <C> List<Integer> elementKey(
      CollectionPart<?, C, ?> children, TableLayout<Element<C>> table, int position, int mapKey) {
    return switch (children.shape()) {
      case POSITIONAL_LIST -> List.of(position);
      case MAP -> List.of(mapKey);
      case KEYED_LIST, SET -> declaredKey(children.key().orElseThrow(), table);
    };
  }

  private <C> List<Integer> declaredKey(ColumnPart<C, ?> column, TableLayout<Element<C>> table) {
    Optional<Integer> found = table.find(column.ofElement());
    if (found.isEmpty()) {
      faults.add(table.name(), "the key " + column + " is not a column of the element");
      return List.of();
    }
    if (table.columns().get(found.get()).nullable() || !column.type().hasEquality()) {
      faults.add(table.name(), "the key " + column + " must be required and have equality");
      return List.of();
    }
    return List.of(found.get());
  }

  private <C> List<OwnedLayout<C, ?, ?>> addNested(
      CollectionPart<?, C, ?> children, TableLayout<?> table, Slots<C> slots) {
    var nested = new ArrayList<OwnedLayout<C, ?, ?>>();
    for (Part<C> member : children.value().members()) {
      if (member instanceof CollectionPart<C, ?, ?> deeper) {
        nested.add(addOwned(deeper, table, slots, false));
      }
    }
    return nested;
  }

  MappingPart<T, I> mapping() {
    return mapping;
  }

  TableLayout<T> root() {
    return root;
  }

  /** The second step: resolves the rules, seals the tables and returns the layout. */
  Layout<T, I> finish(Targets targets) {
    generations.finish();
    stamp
        .attribute()
        .filter(attribute -> attribute.generation().isPresent())
        .ifPresent(attribute -> faults.add(
            root.name(),
            "the database cannot fill the version " + attribute + ", which the library counts"));
    stamp
        .attribute()
        .filter(attribute -> !attribute.copies().isEmpty())
        .ifPresent(attribute -> faults.add(
            root.name(),
            "the version " + attribute + " has another form in a further column; a version has one"
                + " column"));
    var ownedTables = new ArrayList<TableLayout<?>>();
    for (Draft<?> draft : drafts) {
      checkCopies(draft.layout());
      seal(draft, targets);
      if (draft.owner().isPresent()) {
        ownedTables.add(draft.layout());
      }
    }
    return new Layout<>(mapping, stamp, root, slots, owned, ownedTables, version);
  }

  private void checkCopies(TableLayout<?> layout) {
    for (int position = 0; position < layout.columns().size(); position++) {
      StoredColumn column = layout.columns().get(position);
      if (layout.otherForms(position).isEmpty()) {
        continue;
      }
      if (layout.key().contains(position)) {
        faults.add(
            layout.name(),
            "the key column " + column.name()
                + " has another form in a further column. A key cannot"
                + " move: rows are found, and referred to, by one column");
      } else if (column.generation().isPresent()) {
        faults.add(
            layout.name(),
            "the database fills " + column.name()
                + ", so the library cannot write its other form. Let the database fill both columns");
      }
    }
  }

  private <O> void seal(Draft<O> draft, Targets targets) {
    TableLayout<O> layout = draft.layout();
    String keyName = draft.keyName().orElse(layout.name() + "_pkey");
    faults.checkConstraint(layout.name(), keyName);
    var foreignKeys = new ArrayList<ForeignKey>();
    draft.owner().ifPresent(owner -> {
      faults.checkConstraint(layout.name(), owner.name());
      foreignKeys.add(owner);
    });
    boolean isRoot = draft.owner().isEmpty();
    Table declared = new Table(
            layout.name(),
            inDatabase(layout),
            layout.key(),
            draft.version(),
            uniqueKeys(draft),
            foreignKeys(draft, targets, foreignKeys),
            checks(draft),
            draft.owner())
        .withKeyName(keyName)
        .withIndexes(indexes(draft))
        .withNameInDatabase(draft.place().orElse(QualifiedName.of(layout.name())));
    Table table =
        isRoot && stamp.versioning() == Versioning.SERVER ? declared.withServerVersion() : declared;
    Table named = renaming.map(names -> names.table(table)).orElse(table);
    layout.seal(isRoot && mapping.hasIdentity() ? named.withIdentity() : named);
  }

  /** The columns with their names in the database, each of which is that of one column. */
  private List<StoredColumn> inDatabase(TableLayout<?> layout) {
    var columns = new ArrayList<StoredColumn>();
    var names = new HashMap<String, String>();
    for (StoredColumn declared : layout.columns()) {
      StoredColumn column = renaming.map(other -> other.column(declared)).orElse(declared);
      columns.add(column);
      faults.checkNameInDatabase(layout.name(), "column " + column.name(), column.inDatabase());
      String other = names.putIfAbsent(column.inDatabase(), column.name());
      if (other != null && !other.equals(column.name())) {
        faults.add(
            layout.name(),
            "the columns " + other + " and " + column.name() + " have the same name "
                + column.inDatabase() + " in the database");
      }
    }
    return columns;
  }

  private List<UniqueKey> uniqueKeys(Draft<?> draft) {
    TableLayout<?> layout = draft.layout();
    var keys = new ArrayList<UniqueKey>();
    for (Rules.Unique<?> unique : draft.rules().uniques()) {
      faults.checkConstraint(layout.name(), unique.name());
      var positions = new ArrayList<Integer>();
      if (unique.withinOwner()) {
        draft.owner().ifPresent(owner -> positions.addAll(owner.columns()));
      }
      for (Part<?> member : unique.members()) {
        for (int position : positions(layout, "the unique key " + unique.name(), member)) {
          positions.add(position);
          StoredType type = layout.columns().get(position).type();
          if (!type.hasEquality()) {
            faults.add(
                layout.name(),
                "the unique key " + unique.name() + " cannot hold a " + type
                    + ", which has no equality");
          } else if (type.isZeroDateAbsent()) {
            faults.add(
                layout.name(),
                "the unique key " + unique.name() + " cannot hold a " + type
                    + ": to MariaDB all zero dates are the same value");
          }
        }
      }
      if (unique.members().isEmpty()) {
        faults.add(layout.name(), "the unique key " + unique.name() + " has no columns");
      }
      keys.add(new UniqueKey(unique.name(), positions));
    }
    return keys;
  }

  private List<ForeignKey> foreignKeys(
      Draft<?> draft, Targets targets, List<ForeignKey> foreignKeys) {
    TableLayout<?> layout = draft.layout();
    for (Rules.Reference<?> reference : draft.rules().references()) {
      faults.checkConstraint(layout.name(), reference.name());
      List<Integer> positions =
          positions(layout, "the reference " + reference.name(), reference.member());
      for (int position : positions) {
        StoredColumn column = layout.columns().get(position);
        if (column
            .generation()
            .filter(how -> how.moment() != StoredColumn.Moment.ABSENT)
            .isPresent()) {
          faults.add(
              layout.name(),
              "the reference " + reference.name() + " is stored in " + column.name()
                  + ", which the database fills; a flush cannot order rows by a value that it does not"
                  + " know. Leave the reference out");
        }
      }
      MappingPart<?, ?> target = reference.target().get();
      Optional<TableLayout<?>> referenced = targets.of(target);
      if (referenced.isEmpty()) {
        faults.add(
            layout.name(),
            "the reference " + reference.name() + " points to " + target
                + ", which is not in the model");
        continue;
      }
      List<StoredType> mine = types(layout, positions);
      List<StoredType> theirs = types(referenced.get(), referenced.get().key());
      if (!mine.equals(theirs)) {
        faults.add(
            layout.name(),
            "the reference " + reference.name() + " stores " + mine + ", but the id of " + target
                + " is " + theirs);
      }
      foreignKeys.add(new ForeignKey(
          reference.name(),
          positions,
          referenced.get().name(),
          reference.enforced(),
          reference.acts()));
    }
    return foreignKeys;
  }

  private static List<StoredType> types(TableLayout<?> layout, List<Integer> positions) {
    return positions.stream()
        .map(position -> layout.columns().get(position).type())
        .toList();
  }

  private List<Index> indexes(Draft<?> draft) {
    TableLayout<?> layout = draft.layout();
    var indexes = new ArrayList<Index>();
    for (Rules.IndexRule<?> index : draft.rules().indexes()) {
      faults.checkConstraint(layout.name(), index.name());
      try {
        var conditions = new Conditions(layout, owned -> Optional.empty());
        List<SortColumn> columns = conditions.resolve(index.order(), List.of());
        if (columns.isEmpty()) {
          faults.add(layout.name(), "the index " + index.name() + " has no columns");
        }
        indexes.add(new Index(index.name(), columns, index.where().map(conditions::resolve)));
      } catch (IllegalArgumentException e) {
        faults.add(
            layout.name(), "the index " + index.name() + " cannot be used: " + e.getMessage());
      }
    }
    return indexes;
  }

  private List<Check> checks(Draft<?> draft) {
    TableLayout<?> layout = draft.layout();
    var checks = new ArrayList<Check>();
    for (Rules.CheckRule<?> check : draft.rules().checks()) {
      faults.checkConstraint(layout.name(), check.name());
      try {
        Condition condition =
            new Conditions(layout, owned -> Optional.empty()).resolve(check.condition());
        checks.add(new Check(check.name(), condition));
      } catch (IllegalArgumentException e) {
        faults.add(
            layout.name(), "the check " + check.name() + " cannot be used: " + e.getMessage());
      }
    }
    return checks;
  }

  /** The columns of a member that a rule names. */
  private List<Integer> positions(TableLayout<?> layout, String rule, Part<?> member) {
    var positions = new ArrayList<Integer>();
    for (ColumnPart<?, ?> attribute : attributes(member)) {
      Optional<Integer> position = layout.find(attribute);
      if (position.isEmpty()) {
        faults.add(
            layout.name(), rule + " names " + attribute + ", which is not a column of the mapping");
      } else {
        positions.add(position.get());
      }
    }
    if (member instanceof CollectionPart<?, ?, ?> children) {
      faults.add(
          layout.name(), rule + " names the collection " + children.table() + ", not a column");
    }
    return positions;
  }

  private static <O> List<ColumnPart<O, ?>> attributes(Part<O> member) {
    if (member instanceof ColumnPart<O, ?> column) {
      return List.of(column);
    }
    return member instanceof EmbeddedPart<O, ?> embedded ? embedded.columns() : List.of();
  }
}
