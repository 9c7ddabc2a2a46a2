package org.bilayer.testkit.verify.drawing;

import java.util.List;
import java.util.Objects;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** An object that was drawn, with those it refers to. */
public final class DrawnObject<T, I> {

  private final MappingUnderTest<T, I> mapping;
  private final RowValues row;
  private final List<Object> key;
  private final List<DrawnObject<?, ?>> targets;
  private T object;
  private @Nullable Object generated;

  /**
   * @param key of its row; the ordinal of its drawing where the database generates the id
   * @param targets what it refers to, each drawn before it
   */
  DrawnObject(
      MappingUnderTest<T, I> mapping,
      RowValues row,
      List<Object> key,
      List<DrawnObject<?, ?>> targets,
      T object) {
    this.mapping = mapping;
    this.row = row;
    this.key = key;
    this.targets = List.copyOf(targets);
    this.object = object;
  }

  MappingUnderTest<T, I> mapping() {
    return mapping;
  }

  List<Object> key() {
    return key;
  }

  List<DrawnObject<?, ?>> targets() {
    return targets;
  }

  public T object() {
    return object;
  }

  RowValues row() {
    return row;
  }

  boolean isGenerated() {
    return mapping.layout().root().hasIdentity();
  }

  /** Whether others can refer to it before they are stored: its id is known. */
  boolean isKnown() {
    return !isGenerated() || generated != null;
  }

  /** The id that a database has given it. */
  Object generated() {
    return Objects.requireNonNull(generated);
  }

  /** What became of it when it was stored. */
  void stored(T next, @Nullable Object id) {
    object = next;
    generated = id;
  }
}
