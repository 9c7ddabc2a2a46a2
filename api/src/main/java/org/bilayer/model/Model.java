package org.bilayer.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bilayer.layout.Faults;
import org.bilayer.layout.Layout;
import org.bilayer.layout.Layouts;
import org.bilayer.layout.MappingPart;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;

/**
 * All mappings of an application, checked against each other. A value: two versions of a model can be used side by
 * side in one process.
 *
 * <p>Immutable and thread-safe.
 */
public final class Model {

  private final List<Mapping<?, ?>> mappings;
  private final Layouts layouts;
  private final Schema schema;

  private Model(List<Mapping<?, ?>> mappings, Layouts layouts, Schema schema) {
    this.mappings = mappings;
    this.layouts = layouts;
    this.schema = schema;
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
    throwIfAny(faults);
    return new Model(mappings, layouts, new Schema(schema.tables(), all));
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
    var all = List.<Mapping<?, ?>>of(mappings);
    var faults = new Faults();
    var layouts =
        Layouts.compile(all.stream().<MappingPart<?, ?>>map(Mapping::part).toList(), faults);
    throwIfAny(faults);
    return new Model(all, layouts, new Schema(layouts.tables()));
  }

  private static void throwIfAny(Faults faults) {
    if (!faults.all().isEmpty()) {
      throw new InvalidModelException(faults.all());
    }
  }

  /** The mappings, in the order given; unmodifiable. */
  public List<Mapping<?, ?>> mappings() {
    return mappings;
  }

  Schema schema() {
    return schema;
  }

  <T, I> Layout<T, I> layout(Mapping<T, I> mapping) {
    return layouts
        .find(mapping.part())
        .orElseThrow(() -> new IllegalArgumentException("The mapping of " + mapping
            + " is not in this model, which has " + mappings + ". Add it to Model.of(...)."));
  }
}
