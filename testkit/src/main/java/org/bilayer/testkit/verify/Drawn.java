package org.bilayer.testkit.verify;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An object that was drawn, with those it refers to. */
final class Drawn<T, I> {

  private final MappingUnderTest<T, I> subject;
  private final RowValues row;
  private final List<Object> key;
  private final List<Drawn<?, ?>> targets;
  private T object;
  private @Nullable Object generated;

  /**
   * @param key of its row; the turn of its drawing where the database generates the id
   * @param targets what it refers to, each drawn before it
   */
  Drawn(
      MappingUnderTest<T, I> subject,
      RowValues row,
      List<Object> key,
      List<Drawn<?, ?>> targets,
      T object) {
    this.subject = subject;
    this.row = row;
    this.key = key;
    this.targets = List.copyOf(targets);
    this.object = object;
  }

  MappingUnderTest<T, I> subject() {
    return subject;
  }

  List<Object> key() {
    return key;
  }

  List<Drawn<?, ?>> targets() {
    return targets;
  }

  T object() {
    return object;
  }

  RowValues row() {
    return row;
  }

  boolean isGenerated() {
    return subject.layout().root().hasIdentity();
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
