package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Versioning;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * The description of an aggregate: the root's table, parts and rules. Compared by identity.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public final class MappingPart<T, I> {

  /**
   * How the root's rows show that they have changed.
   *
   * @param column the version's column; empty where the rows have no version
   * @param attribute the class's own attribute, if there is one; otherwise the library keeps the version beside the object
   */
  public record Version<T>(
      Versioning versioning,
      Optional<StoredColumn> column,
      Optional<ColumnPart<T, Long>> attribute) {

    private static final String SERVER_VERSION = "xmin";

    /** A version in a column of the class's own. */
    public static <T> Version<T> of(ColumnPart<T, Long> attribute) {
      var column =
          new StoredColumn(attribute.name(), attribute.type(), false, attribute.inDatabase());
      return new Version<>(Versioning.COLUMN, Optional.of(column), Optional.of(attribute));
    }

    /** A version in a column that the library keeps. */
    public static <T> Version<T> of(StoredColumn column) {
      return new Version<>(Versioning.COLUMN, Optional.of(column), Optional.empty());
    }

    /** The server's version of a row. */
    public static <T> Version<T> ofServer() {
      var type = StoredType.of(StoredType.Kind.INT64);
      return new Version<>(
          Versioning.SERVER,
          Optional.of(new StoredColumn(SERVER_VERSION, type, false)),
          Optional.empty());
    }

    /** No version. */
    public static <T> Version<T> none() {
      return new Version<>(Versioning.NONE, Optional.empty(), Optional.empty());
    }
  }

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

  /** How the root's rows show that they have changed. */
  public Version<T> version() {
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
