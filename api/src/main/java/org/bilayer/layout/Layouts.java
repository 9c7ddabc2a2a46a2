package org.bilayer.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.Table;

/**
 * The layouts of all aggregates of a model.
 *
 * <p>Immutable and thread-safe.
 */
public final class Layouts {

  private final IdentityHashMap<MappingPart<?, ?>, Layout<?, ?>> layouts;
  private final List<Table> tables;

  private Layouts(IdentityHashMap<MappingPart<?, ?>, Layout<?, ?>> layouts, List<Table> tables) {
    this.layouts = layouts;
    this.tables = tables;
  }

  /**
   * Compiles descriptions.
   *
   * @param faults receives every fault that is found
   * @return the layouts; not to be used if there are faults
   */
  public static Layouts compile(List<MappingPart<?, ?>> mappings, Faults faults) {
    return compile(mappings, Versions.DECLARED, Optional.empty(), faults);
  }

  /** Chooses the version of a mapping's rows. */
  public interface Versions {

    /** What the mapping declares. */
    Versions DECLARED = new Versions() {
      @Override
      public <T> MappingPart.Version<T> of(MappingPart<T, ?> mapping) {
        return mapping.version();
      }
    };

    /** The version of a mapping's rows. */
    <T> MappingPart.Version<T> of(MappingPart<T, ?> mapping);
  }

  /** As the other, with other versions than the mappings declare, and other names in the database. */
  public static Layouts compile(
      List<MappingPart<?, ?>> mappings,
      Versions versions,
      Optional<Renaming> renaming,
      Faults faults) {
    var builders = new IdentityHashMap<MappingPart<?, ?>, LayoutBuilder<?, ?>>();
    var distinct = new ArrayList<LayoutBuilder<?, ?>>();
    for (MappingPart<?, ?> mapping : mappings) {
      if (builders.containsKey(mapping)) {
        faults.add(mapping.table(), "the mapping is given twice");
      } else {
        LayoutBuilder<?, ?> builder = builder(mapping, versions, renaming, faults);
        builders.put(mapping, builder);
        distinct.add(builder);
      }
    }
    var layouts = new IdentityHashMap<MappingPart<?, ?>, Layout<?, ?>>();
    var inOrder = new ArrayList<Layout<?, ?>>();
    for (LayoutBuilder<?, ?> builder : distinct) {
      Layout<?, ?> layout = builder.finish(
          target -> Optional.ofNullable(builders.get(target)).map(LayoutBuilder::root));
      layouts.put(builder.mapping(), layout);
      inOrder.add(layout);
    }
    var roots = new HashMap<String, TableLayout<?>>();
    inOrder.forEach(layout -> roots.putIfAbsent(layout.root().name(), layout.rootLayout()));
    inOrder.forEach(layout -> layout.link(roots));
    var names = new HashSet<String>();
    for (Layout<?, ?> layout : inOrder) {
      checkTable(layout.root(), names, faults);
      layout.owned().forEach(table -> checkTable(table, names, faults));
      ConstructorCheck.of(layout, faults);
    }
    return new Layouts(layouts, TableOrder.of(inOrder));
  }

  private static <T, I> LayoutBuilder<T, I> builder(
      MappingPart<T, I> mapping, Versions versions, Optional<Renaming> renaming, Faults faults) {
    return new LayoutBuilder<>(mapping, versions.of(mapping), renaming, faults);
  }

  private static void checkTable(Table table, Set<String> names, Faults faults) {
    if (!names.add(table.name())) {
      faults.add(table.name(), "two tables have this name");
    } else {
      faults.checkPlace(table.name(), "table", table.inDatabase());
    }
    TableLimits.check(table, faults);
  }

  /** The tables, in an order in which they can be created; see {@code TableOrder}. Unmodifiable. */
  public List<Table> tables() {
    return tables;
  }

  /** The layout of an aggregate; empty if the description was not compiled here. */
  public <T, I> Optional<Layout<T, I>> find(MappingPart<T, I> mapping) {
    // Filled in compile() from this very description.
    @SuppressWarnings("unchecked")
    Layout<T, I> layout = (Layout<T, I>) layouts.get(mapping);
    return Optional.ofNullable(layout);
  }
}
