package org.bilayer.testkit.verify.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.model.IdSequence;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * The ids that one backend has generated in one history. Backends generate different ones and leave gaps, so histories and
 * answers name them by their ordinal: 1 is the first generated for the table. One that was not generated yet is negative.
 */
public final class GeneratedIds {

  /** For objects that are never stored. */
  public static final GeneratedIds NONE = new GeneratedIds(new Schema(List.of()));

  private final Schema schema;
  private final Map<String, List<Long>> generated = new HashMap<>();
  private final Map<String, Long> lastNumbers = new HashMap<>();

  public GeneratedIds(Schema schema) {
    this.schema = schema;
  }

  /** Notes an id that was just generated. */
  public void add(Table table, Object id) {
    generated
        .computeIfAbsent(table.name(), name -> new ArrayList<>())
        .add(((Number) id).longValue());
  }

  /** The ordinal of the id that is generated next for a table. */
  public long next(Table table) {
    return generated.getOrDefault(table.name(), List.of()).size() + 1L;
  }

  /** The sequence of that name. */
  public IdSequence sequence(String name) {
    for (Sequence sequence : schema.sequences()) {
      if (sequence.name().equals(name)) {
        var found = IdSequence.of(name, sequence.blockSize());
        String inDatabase = sequence.inDatabase().name();
        return sequence
            .inDatabase()
            .schema()
            .map(schema -> found.inSequence(schema, inDatabase))
            .orElseGet(() -> found.inSequence(inDatabase));
      }
    }
    throw new IllegalArgumentException(
        "The model has no sequence " + name + "; it has " + schema.sequences() + ".");
  }

  /** Whether a number of a sequence is greater than the one before it; notes it. */
  public boolean isNext(String sequence, long number) {
    Long last = lastNumbers.put(sequence, number);
    return last == null || number > last;
  }

  /** Notes the id that took the place of an earlier one. */
  public void replace(Table table, long ordinal, Object id) {
    Objects.requireNonNull(generated.get(table.name()))
        .set((int) ordinal - 1, ((Number) id).longValue());
  }

  /** The table whose generated ids a column holds; null for any other column. */
  public static @Nullable Table source(Schema schema, Table table, int column) {
    if (table.hasIdentity() && table.key().contains(column)) {
      return table;
    }
    for (ForeignKey key : table.foreignKeys()) {
      int place = key.columns().indexOf(column);
      if (place >= 0
          && schema.tables().stream().anyMatch(each -> each.name().equals(key.target()))) {
        Table target = schema.table(key.target());
        Table source = source(schema, target, target.key().get(place));
        if (source != null) {
          return source;
        }
      }
    }
    return null;
  }

  /** The real value of a column that a history names by its ordinal. */
  @Nullable
  public Object real(Table table, int column, @Nullable Object ordinal) {
    Table source = source(schema, table, column);
    if (source == null || ordinal == null) {
      return ordinal;
    }
    List<Long> ids = generated.getOrDefault(source.name(), List.of());
    long place = ((Number) ordinal).longValue();
    long real = place >= 1 && place <= ids.size() ? ids.get((int) place - 1) : -Math.abs(place);
    return typed(table.type(column), real);
  }

  /** What a history calls the real value of a column. */
  @Nullable
  public Object ordinal(Table table, int column, @Nullable Object real) {
    if (column == table.version() && real instanceof Number version) {
      return table.storedVersion(ShownVersion.of(table, version.longValue()));
    }
    Table source = source(schema, table, column);
    if (source == null || real == null) {
      return real;
    }
    int place =
        generated.getOrDefault(source.name(), List.of()).indexOf(((Number) real).longValue());
    return place < 0 ? real : typed(table.type(column), place + 1L);
  }

  /** An id as a column of this type holds it. */
  public static Object typed(StoredType type, long value) {
    return type.kind() == StoredType.Kind.INT32 ? (Object) (int) value : (Object) value;
  }
}
