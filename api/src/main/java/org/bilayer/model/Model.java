package org.bilayer.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;

/**
 * All mappings of an application, checked against each other. A value: two versions of a model can be used side by
 * side in one process.
 *
 * <p>Immutable and thread-safe.
 */
public final class Model {

  private final IdentityHashMap<Mapping<?, ?>, Layout<?, ?>> layouts;
  private final List<Mapping<?, ?>> mappings;
  private final Schema schema;

  private Model(
      List<Mapping<?, ?>> mappings, IdentityHashMap<Mapping<?, ?>, Layout<?, ?>> layouts) {
    this.mappings = mappings;
    this.layouts = layouts;
    this.schema = new Schema(TableOrder.of(mappings.stream().map(layouts::get).toList()));
  }

  private Model(Model model, List<Sequence> sequences) {
    this.mappings = model.mappings;
    this.layouts = model.layouts;
    this.schema = new Schema(model.schema.tables(), sequences);
  }

  /**
   * This model with sequences beside those it has.
   *
   * @throws InvalidModelException if a name is no identifier, or used twice
   */
  public Model withSequences(IdSequence... sequences) {
    var faults = new Faults();
    var names = new HashSet<String>();
    schema.tables().forEach(table -> names.add(table.name()));
    var all = new ArrayList<>(schema.sequences());
    schema.sequences().forEach(sequence -> names.add(sequence.name()));
    for (IdSequence each : sequences) {
      Sequence sequence = each.sequence();
      faults.checkName("model", "sequence", sequence.name());
      if (!names.add(sequence.name())) {
        faults.add("model", "the sequence name " + sequence.name() + " is used already");
      }
      all.add(sequence);
    }
    faults.throwIfAny();
    return new Model(this, all);
  }

  /**
   * Builds a model. Each constructing function, those of value objects, variants and elements included, is tried with made-up
   * values, with and without those that may be absent, to see that it reads every member and how; whatever it throws then is
   * ignored. A function that refuses all of them before it has read every member is logged and checked with the first stored row.
   *
   * @throws InvalidModelException naming every fault, such as two columns of one name, a reference to a type that is
   *     not in the model or has another id, a key over a column without equality, a name that is no identifier, a
   *     record component of another class than its codec's, or a constructing function that ignores a member, demands a nullable
   *     one by {@code get}, or reads one that it was not given
   */
  public static Model of(Mapping<?, ?>... mappings) {
    var faults = new Faults();
    var builders = new IdentityHashMap<Mapping<?, ?>, LayoutBuilder<?, ?>>();
    for (Mapping<?, ?> mapping : mappings) {
      if (builders.put(mapping, new LayoutBuilder<>(mapping, faults)) != null) {
        faults.add(mapping.table(), "the mapping is given twice");
      }
    }
    var layouts = new IdentityHashMap<Mapping<?, ?>, Layout<?, ?>>();
    for (Mapping<?, ?> mapping : mappings) {
      LayoutBuilder<?, ?> builder = builders.get(mapping);
      if (builder != null && !layouts.containsKey(mapping)) {
        layouts.put(
            mapping,
            builder.finish(
                target -> Optional.ofNullable(builders.get(target)).map(LayoutBuilder::root)));
      }
    }
    var names = new HashSet<String>();
    for (Mapping<?, ?> mapping : layouts.keySet()) {
      Layout<?, ?> layout = layouts.get(mapping);
      if (layout != null) {
        checkTableName(layout.root(), names, faults);
        layout.owned().forEach(table -> checkTableName(table, names, faults));
        ConstructorCheck.of(layout, faults);
      }
    }
    faults.throwIfAny();
    return new Model(List.of(mappings), layouts);
  }

  private static void checkTableName(Table table, Set<String> names, Faults faults) {
    if (!names.add(table.name())) {
      faults.add(table.name(), "two tables have this name");
    }
    TableLimits.check(table, faults);
  }

  /** The mappings, in the order given; unmodifiable. */
  public List<Mapping<?, ?>> mappings() {
    return mappings;
  }

  /** The tables of all mappings. */
  public Schema schema() {
    return schema;
  }

  /**
   * How a mapping of this model lies in its tables.
   *
   * @throws IllegalArgumentException if the mapping is not in this model
   */
  public <T, I> Layout<T, I> layout(Mapping<T, I> mapping) {
    // Filled in of() from this very mapping.
    @SuppressWarnings("unchecked")
    Layout<T, I> layout = (Layout<T, I>) layouts.get(mapping);
    if (layout == null) {
      throw new IllegalArgumentException(
          "The mapping of " + mapping + " is not in this model, which has "
              + new ArrayList<>(mappings) + ". Add it to Model.of(...).");
    }
    return layout;
  }
}
