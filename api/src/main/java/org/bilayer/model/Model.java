package org.bilayer.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bilayer.layout.Faults;
import org.bilayer.layout.Layout;
import org.bilayer.layout.Layouts;
import org.bilayer.layout.MappingPart;
import org.bilayer.layout.Renaming;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;

/**
 * All mappings of an application, checked against each other. A model is a value: two versions of a model can
 * be used at the same time in one process.
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
   * Returns this model with additional sequences.
   *
   * @throws InvalidModelException if a name is not an identifier, or is used twice
   */
  public Model withSequences(IdSequence... sequences) {
    var faults = new Faults();
    var names = new HashSet<String>();
    schema.tables().forEach(table -> {
      names.add(table.name());
      faults.checkPlace(table.name(), "table", table.inDatabase());
    });
    var all = new ArrayList<>(schema.sequences());
    schema.sequences().forEach(sequence -> {
      names.add(sequence.name());
      faults.checkPlace(sequence.name(), "sequence", sequence.inDatabase());
    });
    for (IdSequence each : sequences) {
      Sequence sequence = each.sequence();
      faults.checkName("model", "sequence", sequence.name());
      if (names.add(sequence.name())) {
        faults.checkPlace(sequence.name(), "sequence", sequence.inDatabase());
      } else {
        faults.add("model", "the sequence name " + sequence.name() + " is used already");
      }
      all.add(sequence);
    }
    throwIfAny(faults);
    return new Model(mappings, layouts, new Schema(schema.tables(), all));
  }

  /**
   * Builds a model. The method calls each constructing function with made-up values, with and without the
   * values that may be absent, to check that the function reads every member and how. This includes the
   * functions of value objects, variants and elements. Exceptions of the functions are ignored. If a function
   * refuses all made-up values before it has read every member, the log names the function, and the library
   * checks it with the first stored row.
   *
   * @throws InvalidModelException with every fault. Examples are two columns with the same name, a reference to
   *     a type that is not in the model or has another id, a key over a column without equality, a name that is
   *     not an identifier, a record component whose class differs from its codec's, or a constructing function
   *     that ignores a member, reads a nullable member by {@code get}, or reads a member that it was not given
   */
  public static Model of(Mapping<?, ?>... mappings) {
    var all = List.<Mapping<?, ?>>of(mappings);
    var faults = new Faults();
    var layouts =
        Layouts.compile(all.stream().<MappingPart<?, ?>>map(Mapping::part).toList(), faults);
    throwIfAny(faults);
    return new Model(all, layouts, new Schema(layouts.tables()));
  }

  /** This model with other names of tables and columns in the database. */
  Model renamed(Renaming renaming) {
    var faults = new Faults();
    List<MappingPart<?, ?>> parts =
        mappings.stream().<MappingPart<?, ?>>map(Mapping::part).toList();
    var renamed = Layouts.compile(parts, Layouts.Versions.DECLARED, Optional.of(renaming), faults);
    throwIfAny(faults);
    return new Model(mappings, renamed, new Schema(renamed.tables(), schema.sequences()));
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

  /** This model with other versions than its mappings declare. */
  Model with(Layouts.Versions versions) {
    var faults = new Faults();
    var compiled = Layouts.compile(
        mappings.stream().<MappingPart<?, ?>>map(Mapping::part).toList(),
        versions,
        Optional.empty(),
        faults);
    throwIfAny(faults);
    return new Model(mappings, compiled, new Schema(compiled.tables(), schema.sequences()));
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
