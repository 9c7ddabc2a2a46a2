package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.query.Specification;

/**
 * How aggregates of type {@code T} are stored: the root's table, its columns and rules, and the rows it owns.
 * Every aggregate has an id, assigned by the application before it is added, and a version, kept by the library
 * in a column of its own unless the class has one.
 *
 * <p>Immutable; faults are collected and reported by {@link Model#of}.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public final class Mapping<T, I> {

  private final Class<T> type;
  private final String table;
  private final Member<T> id;
  private final Function<T, I> idGetter;
  private final List<Member<T>> members;
  private final String versionName;
  private final Optional<Column<T, Long>> version;
  private final Rules<T> rules;
  private final boolean identity;
  private final List<String> contradictions;
  private final Function<Row<T>, ? extends T> construct;

  private Mapping(Builder<T, I> builder, Function<Row<T>, ? extends T> construct) {
    this.type = builder.type;
    this.table = builder.table;
    this.id = builder.id;
    this.idGetter = builder.idGetter;
    this.members = List.copyOf(builder.members);
    this.versionName = builder.versionName;
    this.version = builder.version;
    this.rules = builder.rules;
    this.identity = builder.identity;
    this.contradictions = List.copyOf(builder.contradictions);
    this.construct = construct;
  }

  /**
   * Begins the mapping of a type whose id is one column.
   *
   * @param table the table's name: lower snake case, at most 63 characters
   */
  public static <T, I> Builder<T, I> of(Class<T> type, String table, Column<T, I> id) {
    return new Builder<>(type, table, id, object -> required(id.valueOf(object), type));
  }

  /** Begins the mapping of a type whose id is a value object of one or more columns. */
  public static <T, I> Builder<T, I> of(Class<T> type, String table, Embedded<T, I> id) {
    return new Builder<>(type, table, id, object -> required(id.valueOf(object), type));
  }

  private static <I> I required(@org.jspecify.annotations.Nullable I id, Class<?> type) {
    if (id == null) {
      throw new NoIdException(
          "The id of the " + type.getSimpleName() + " is null. Assign one before adding it.");
    }
    return id;
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

  /** The root's table. */
  public String table() {
    return table;
  }

  /** The members, in declared order, without id and version. */
  public List<Member<T>> members() {
    return members;
  }

  /** The id: a {@link Column}, or an {@link Embedded}. */
  public Member<T> id() {
    return id;
  }

  /**
   * The id of an object.
   *
   * @throws IllegalArgumentException if it is null
   */
  public I idOf(T object) {
    return idGetter.apply(object);
  }

  /** The class's own version attribute; empty where the library keeps the version beside the object. */
  public Optional<Column<T, Long>> version() {
    return version;
  }

  /** Whether the database generates the id; see {@link Builder#identity}. */
  public boolean hasIdentity() {
    return identity;
  }

  /** What the builder was told that cannot be true together. */
  List<String> contradictions() {
    return contradictions;
  }

  String versionName() {
    return versionName;
  }

  Rules<T> rules() {
    return rules;
  }

  Function<Row<T>, ? extends T> construct() {
    return construct;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  /**
   * Collects a mapping; each method returns this builder. Not safe for concurrent use.
   *
   * @param <T> the root's type
   * @param <I> the id's type
   */
  public static final class Builder<T, I> {

    private final Class<T> type;
    private final String table;
    private final Member<T> id;
    private final Function<T, I> idGetter;
    private final List<Member<T>> members = new ArrayList<>();
    private String versionName = "version";
    private boolean namesVersion;
    private Optional<Column<T, Long>> version = Optional.empty();
    private Rules<T> rules = Rules.none();
    private boolean identity;
    private final List<String> contradictions = new ArrayList<>();

    private Builder(Class<T> type, String table, Member<T> id, Function<T, I> idGetter) {
      this.type = type;
      this.table = table;
      this.id = id;
      this.idGetter = idGetter;
    }

    /** Adds members; the id is one already. */
    @SafeVarargs
    public final Builder<T, I> with(Member<T>... members) {
      for (Member<T> member : members) {
        this.members.add(member);
      }
      return this;
    }

    /**
     * The database generates the id, a 32- or 64-bit integer, when the row is inserted. For tables that already work so:
     * such aggregates are added by {@code addGenerated} only, which writes at once. New tables do better with ids that are
     * known beforehand, from an {@link IdSequence} or {@code TimeOrderedUuids}.
     */
    public Builder<T, I> identity() {
      this.identity = true;
      return this;
    }

    /**
     * Names the version column that the library keeps; {@code version} unless named. Not together with {@link #version}, whose
     * column has a name.
     */
    public Builder<T, I> versionColumn(String name) {
      requireNoVersion("versionColumn(" + name + ")");
      this.versionName = name;
      this.namesVersion = true;
      return this;
    }

    private void requireNoVersion(String call) {
      if (namesVersion) {
        contradictions.add(
            "the version is declared twice: " + call + " would replace the column " + versionName);
      }
    }

    /**
     * The class has the version as an attribute. The library decides its value: what the object says is ignored
     * on {@code add}, and on {@code update} it must be what this object, or the loaded one, was read with.
     */
    public Builder<T, I> version(Column<T, Long> column) {
      requireNoVersion("version(" + column.name() + ")");
      this.namesVersion = true;
      this.version = Optional.of(column);
      this.versionName = column.name();
      return this;
    }

    /**
     * No two aggregates have the same values here; one with a null among them never collides.
     *
     * @param name of the constraint, unique in the model
     */
    @SafeVarargs
    public final Builder<T, I> unique(String name, Member<T>... members) {
      var columns = new ArrayList<Member<T>>();
      for (Member<T> member : members) {
        columns.add(member);
      }
      rules = rules.unique(name, false, List.copyOf(columns));
      return this;
    }

    /**
     * The member, unless absent, is the id of an aggregate that exists. Nothing cascades: an aggregate that
     * others refer to cannot be removed.
     *
     * @param name of the constraint, unique in the model
     * @param target asked when the model is built, so that mappings may refer to themselves and each other
     */
    public <R> Builder<T, I> references(
        String name, Column<T, R> member, Supplier<? extends Mapping<?, R>> target) {
      rules = rules.reference(name, member, target);
      return this;
    }

    /** As {@link #references(String, Column, Supplier)}, for an id of several columns. */
    public <R> Builder<T, I> references(
        String name, Embedded<T, R> member, Supplier<? extends Mapping<?, R>> target) {
      rules = rules.reference(name, member, target);
      return this;
    }

    /** As {@link #references(String, Column, Supplier)}, for a mapping that exists already. */
    public <R> Builder<T, I> references(String name, Column<T, R> member, Mapping<?, R> target) {
      return references(name, member, () -> target);
    }

    /**
     * Every root must satisfy the condition, which is over its own columns, or leave it unknown.
     *
     * @param name of the constraint, unique in the model
     */
    public Builder<T, I> check(String name, Specification<T> condition) {
      rules = rules.check(name, condition);
      return this;
    }

    /**
     * Ends the mapping.
     *
     * @param construct makes the object from what was stored; must use every member
     */
    public Mapping<T, I> construct(Function<Row<T>, ? extends T> construct) {
      return new Mapping<>(this, construct);
    }
  }
}
