package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.store.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * The description of an aggregate: the root's table, parts and rules. Compared by identity.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public final class MappingPart<T, I> {

  /**
   * The version column.
   *
   * @param name of the column
   * @param attribute the class's own attribute; empty where the library keeps the version beside the object
   */
  public record Version<T>(String name, Optional<ColumnPart<T, Long>> attribute) {}

  /**
   * What the database calls what the mapping describes.
   *
   * @param table the root's table; empty for its name in Java
   * @param version the version column that the library keeps; empty for its name in Java
   * @param key the constraint of the primary key; empty for the usual name
   */
  public record Names(
      Optional<QualifiedName> table, Optional<String> version, Optional<String> key) {

    /** The usual names. */
    public static final Names USUAL =
        new Names(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private final Class<T> type;
  private final String table;
  private final Part<T> id;
  private final Function<T, @Nullable I> idGetter;
  private final List<Part<T>> members;
  private final Version<T> version;
  private final Rules<T> rules;
  private final boolean identity;
  private final List<String> contradictions;
  private final Construct<T> construct;
  private final Names names;

  /**
   * Describes an aggregate.
   *
   * @param id a {@link ColumnPart} or an {@link EmbeddedPart}
   * @param members without id and version
   * @param identity whether the database generates the id
   * @param contradictions faults that were found when the description was made
   */
  public MappingPart(
      Class<T> type,
      String table,
      Part<T> id,
      Function<T, @Nullable I> idGetter,
      List<Part<T>> members,
      Version<T> version,
      Rules<T> rules,
      boolean identity,
      List<String> contradictions,
      Construct<T> construct,
      Names names) {
    this.type = type;
    this.table = table;
    this.id = id;
    this.idGetter = idGetter;
    this.members = List.copyOf(members);
    this.version = version;
    this.rules = rules;
    this.identity = identity;
    this.contradictions = List.copyOf(contradictions);
    this.construct = construct;
    this.names = names;
  }

  /** An object without an id. */
  static final class NoIdException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NoIdException(String message) {
      super(message);
    }
  }

  /** The root's class. */
  public Class<T> type() {
    return type;
  }

  /** The name of the root's table in Java. */
  public String table() {
    return table;
  }

  /**
   * The id of an object.
   *
   * @throws IllegalArgumentException if the id is null
   */
  public I idOf(T object) {
    @Nullable I id = idGetter.apply(object);
    if (id == null) {
      throw new NoIdException(
          "The id of the " + type.getSimpleName() + " is null. Assign one before adding it.");
    }
    return id;
  }

  /** Whether the database generates the id. */
  public boolean hasIdentity() {
    return identity;
  }

  Part<T> id() {
    return id;
  }

  List<Part<T>> members() {
    return members;
  }

  /** Id, version and members. */
  List<Part<T>> all() {
    var all = new ArrayList<Part<T>>();
    all.add(id);
    version.attribute().ifPresent(all::add);
    all.addAll(members);
    return all;
  }

  Version<T> version() {
    return version;
  }

  Rules<T> rules() {
    return rules;
  }

  List<String> contradictions() {
    return contradictions;
  }

  Construct<T> construct() {
    return construct;
  }

  /** What the database calls the table, the version column and the primary key. */
  public Names names() {
    return names;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
