package org.bilayer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bilayer.layout.Construct;
import org.bilayer.layout.MappingPart;
import org.bilayer.layout.Part;
import org.bilayer.layout.Rules;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Versioning;
import org.jspecify.annotations.Nullable;

/**
 * How aggregates of type {@code T} are stored: the root's table, its columns and rules, and the rows it owns.
 * Every aggregate has an id, assigned by the application before it is added, and a version. The library keeps
 * the version in a column of its own, unless the class has a version attribute.
 *
 * <p>Immutable. {@link Model#of} collects and reports the faults of a mapping.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public final class Mapping<T, I> {

  private final Member<T, I> id;
  private final List<Member<T, ?>> members;
  private final Optional<Column<T, Long>> version;
  private final MappingPart<T, I> part;
  private final FormerNames formerNames;

  private Mapping(Builder<T, I> builder, Construct<T> construct) {
    this.id = builder.id;
    this.members = List.copyOf(builder.members);
    this.version = builder.version;
    this.formerNames = new FormerNames(builder.formerName, builder.formerNames);
    this.part = new MappingPart<>(
        builder.type,
        builder.table,
        Parts.of(id),
        builder.idGetter,
        Parts.of(members),
        version.map(column -> MappingPart.Version.of(column.part())).orElse(builder.stamp),
        builder.rules,
        builder.identity,
        builder.contradictions(),
        construct,
        new MappingPart.Names(builder.place, builder.versionInDatabase, builder.keyName));
  }

  /**
   * Begins the mapping of a type whose id is one column.
   *
   * @param table the table's name in Java and in messages: lower snake case, at most 63 characters. It is the name in
   *     the database too, unless {@link Builder#inTable(String)} gives another one
   */
  public static <T, I> Builder<T, I> of(Class<T> type, String table, Column<T, I> id) {
    return new Builder<>(type, table, id, id::valueOf);
  }

  /** Begins the mapping of a type whose id is a value object of one or more columns. */
  public static <T, I> Builder<T, I> of(Class<T> type, String table, Embedded<T, I> id) {
    return new Builder<>(type, table, id, id::valueOf);
  }

  /** The root's class. */
  public Class<T> type() {
    return part.type();
  }

  /** The name of the root's table in Java. */
  public String table() {
    return part.table();
  }

  /** The members, in declared order, without id and version. */
  public List<Member<T, ?>> members() {
    return members;
  }

  /** The id: a {@link Column}, or an {@link Embedded}. */
  public Member<T, I> id() {
    return id;
  }

  /**
   * Returns the id of an object.
   *
   * @throws IllegalArgumentException if the id is null
   */
  public I idOf(T object) {
    return part.idOf(object);
  }

  /** The class's own version attribute; empty if the library keeps the version beside the object. */
  public Optional<Column<T, Long>> version() {
    return version;
  }

  /** Whether aggregates are only read; see {@link Builder#readOnly}. */
  public boolean isReadOnly() {
    return part.version().versioning() == Versioning.NONE;
  }

  /** Whether the database generates the id; see {@link Builder#identity}. */
  public boolean hasIdentity() {
    return part.hasIdentity();
  }

  MappingPart<T, I> part() {
    return part;
  }

  /** What the table and its columns were called. */
  FormerNames formerNames() {
    return formerNames;
  }

  /**
   * Former names in the database.
   *
   * @param table that of the table
   * @param columns those of columns, by the names in Java
   */
  record FormerNames(Optional<String> table, Map<String, String> columns) {
    FormerNames {
      columns = Map.copyOf(columns);
    }
  }

  @Override
  public String toString() {
    return part.toString();
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
    private final Member<T, I> id;
    private final Function<T, @Nullable I> idGetter;
    private final List<Member<T, ?>> members = new ArrayList<>();
    private String versionName = "the column version";
    private MappingPart.Version<T> stamp = kept(VersionColumn.int64("version"));
    private boolean namesVersion;
    private Optional<Column<T, Long>> version = Optional.empty();
    private Rules<T> rules = Rules.none();
    private boolean identity;
    private Optional<QualifiedName> place = Optional.empty();
    private Optional<String> versionInDatabase = Optional.empty();
    private Optional<String> keyName = Optional.empty();
    private Optional<String> formerName = Optional.empty();
    private final Map<String, String> formerNames = new LinkedHashMap<>();
    private final List<String> contradictions = new ArrayList<>();

    private Builder(
        Class<T> type, String table, Member<T, I> id, Function<T, @Nullable I> idGetter) {
      this.type = type;
      this.table = table;
      this.id = id;
      this.idGetter = idGetter;
    }

    /**
     * Adds members. The id is always a member and needs no {@code with}. Members that {@link #construct(Member,
     * Function)} names need no {@code with}, either.
     */
    @SafeVarargs
    public final Builder<T, I> with(Member<T, ?>... members) {
      for (Member<T, ?> member : members) {
        this.members.add(member);
      }
      return this;
    }

    /**
     * Declares that the database generates the id, a 32- or 64-bit integer, when the row is inserted. Use this
     * method for existing tables with generated ids. Such aggregates are added by {@code addGenerated},
     * which writes at once. A unit begun with {@code UnitOptions.assignIds()} imports aggregates under the ids that they have. For
     * new tables, ids that are known before the insert are better: use an {@link
     * IdSequence} or {@code TimeOrderedUuids}.
     */
    public Builder<T, I> identity() {
      this.identity = true;
      return this;
    }

    /**
     * Sets the name of the version column that the library keeps. The default is {@code version}. This method
     * cannot be combined with {@link #version}, whose column has a name.
     */
    public Builder<T, I> versionColumn(String name) {
      return versionColumn(VersionColumn.int64(name));
    }

    /**
     * Declares the version column that the library keeps: its name, its size, and whether rows of other applications may have no
     * version. The default is {@code VersionColumn.int64("version")}.
     */
    public Builder<T, I> versionColumn(VersionColumn column) {
      declareVersion("versionColumn(" + column + ")", "the column " + column.name());
      this.stamp = kept(column);
      return this;
    }

    private static <T> MappingPart.Version<T> kept(VersionColumn column) {
      return MappingPart.Version.of(
          new StoredColumn(column.name(), column.type(), column.isNullable()));
    }

    /**
     * Declares that the server's own version of a row shows changes, so that the table needs no column for it: {@code xmin} of
     * PostgreSQL, which each write of any application changes. Memory has such versions, too. Opening a data layer on
     * another database fails with an {@code IllegalStateException}. Each write of a root returns its new version.
     */
    public Builder<T, I> serverVersion() {
      declareVersion("serverVersion()", "the version of the server");
      this.stamp = MappingPart.Version.ofServer();
      return this;
    }

    /**
     * Declares that aggregates of this mapping are only read, and have no version. Use this method for views, and for tables
     * in which nothing shows that a row has changed. Each method that writes, locks, guards or tells a version fails with a
     * {@code MisuseException} before it does anything. Changes in place of such objects are not noticed.
     */
    public Builder<T, I> readOnly() {
      declareVersion("readOnly()", "the declaration that aggregates are only read");
      this.stamp = MappingPart.Version.none();
      return this;
    }

    private List<String> contradictions() {
      boolean keepsColumn = version.isEmpty() && stamp.versioning() == Versioning.COLUMN;
      if (versionInDatabase.isEmpty() || keepsColumn) {
        return contradictions;
      }
      var all = new ArrayList<>(contradictions);
      all.add("inVersionColumn(" + versionInDatabase.get()
          + ") names the version column that the library keeps, and this mapping has " + versionName
          + " instead; inColumn names the column of an attribute");
      return all;
    }

    private void declareVersion(String call, String declared) {
      if (namesVersion) {
        contradictions.add(
            "the version is declared twice: " + call + " would replace " + versionName);
      }
      this.namesVersion = true;
      this.versionName = declared;
    }

    /**
     * Declares that the class has the version as an attribute, a column of 16, 32 or 64 bits. The library decides the value of the attribute.
     * On {@code add}, the value of the object is ignored. On {@code update}, the value must be the version with
     * which this object, or the loaded object, was read.
     */
    public Builder<T, I> version(Column<T, Long> column) {
      declareVersion("version(" + column.name() + ")", "the column " + column.name());
      this.version = Optional.of(column);
      return this;
    }

    /**
     * Declares that no two aggregates have the same values in these members. An aggregate with a null in a
     * member never collides.
     *
     * @param name the name of the constraint in the database, unique in its table; failures carry it
     */
    @SafeVarargs
    public final Builder<T, I> unique(String name, Member<T, ?>... members) {
      var parts = new ArrayList<Part<T>>();
      for (Member<T, ?> member : members) {
        parts.add(Parts.of(member));
      }
      rules = rules.unique(name, false, List.copyOf(parts));
      return this;
    }

    /**
     * Declares a non-unique index over attributes, in this order. An index changes no answer. The create script creates it, the live
     * check notes where it is missing, and the memory backend finds and sorts rows by it, except rows without a value in one of
     * its columns. Keys and references have indexes without a declaration.
     *
     * @param name the name of the index in the database, unique in its table, and on PostgreSQL and H2 in its schema
     * @param order the attributes with their directions; where absent values lie in the index is up to the database
     * @throws IllegalArgumentException if no attribute is given
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Builder<T, I> index(String name, Sort<T>... order) {
      rules = rules.index(name, Parts.order(name, List.of(order)), Optional.empty());
      return this;
    }

    /**
     * As {@link #index(String, Sort...)}, for the rows that satisfy a condition. PostgreSQL has such indexes. On other databases and
     * in memory the index holds every row.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Builder<T, I> index(String name, Specification<T> where, Sort<T>... order) {
      rules = rules.index(name, Parts.order(name, List.of(order)), Optional.of(where));
      return this;
    }

    /**
     * Declares that aggregates refer to other ones; see {@link Reference#of(String, Column, Mapping)}. The
     * constant and the mapping may refer to each other: a static field that is initialised before the other one must use a
     * {@code Supplier}.
     */
    public Builder<T, I> references(Reference<T, ?> reference) {
      rules = rules.reference(reference.rule());
      return this;
    }

    /** Sets the name of the table in the database: any name that the database allows, which SQL always quotes. */
    public Builder<T, I> inTable(String name) {
      this.place = Optional.of(QualifiedName.of(name));
      return this;
    }

    /**
     * Sets the schema and the name of the table in the database. Create scripts quote the schema and do not create it.
     * MariaDB calls a schema a database.
     */
    public Builder<T, I> inTable(String schema, String name) {
      this.place = Optional.of(QualifiedName.of(schema, name));
      return this;
    }

    /**
     * Declares that the table had another name in the database until a migration that has not reached every database yet. Proposals
     * of migrations then rename the table; without this, they create another one. Nothing else reads it.
     *
     * @param name the former name in the database
     */
    public Builder<T, I> formerly(String name) {
      this.formerName = Optional.of(name);
      return this;
    }

    /**
     * As {@link #formerly(String)}, for a column of the root's table.
     *
     * @param column an attribute of the root, or of a value object of the root by its name in the root
     * @param name the former name in the database
     */
    public Builder<T, I> formerly(Column<T, ?> column, String name) {
      this.formerNames.put(column.name(), name);
      return this;
    }

    /**
     * Sets the name in the database of the version column that the library keeps. A column of the class's own names
     * itself by {@link Column#inColumn}.
     */
    public Builder<T, I> inVersionColumn(String name) {
      this.versionInDatabase = Optional.of(name);
      return this;
    }

    /** Sets the name of the primary key's constraint; the usual one is {@code <table>_pkey}. Failures carry it. */
    public Builder<T, I> primaryKey(String name) {
      this.keyName = Optional.of(name);
      return this;
    }

    /**
     * Declares a condition that every root must satisfy. The condition uses columns of the root only. A root
     * for which the condition is unknown satisfies the check.
     *
     * @param name the name of the constraint in the database, unique in its table; failures carry it
     */
    public Builder<T, I> check(String name, Specification<T> condition) {
      rules = rules.check(name, condition);
      return this;
    }

    /**
     * Ends the mapping.
     *
     * @param construct makes the object from the stored values; must use every member
     */
    public Mapping<T, I> construct(Function<Row<T>, ? extends T> construct) {
      return new Mapping<>(this, RowAdapter.construct(construct));
    }

    /**
     * Ends the mapping of a class whose constructor takes one member. The member needs no {@link #with}. A
     * nullable member is passed as null, or as an {@code Optional} if it is given by {@code asOptional()}.
     *
     * @param make such as {@code Customer::new}; must take every member, also those given to {@link #with}
     */
    public <A> Mapping<T, I> construct(Member<T, A> a, Function<? super A, ? extends T> make) {
      return constructed(List.of(a), Typed.construct(a, make));
    }

    /** Ends the mapping of a class whose constructor takes two members; see {@link #construct(Member, Function)}. */
    public <A, B> Mapping<T, I> construct(
        Member<T, A> a, Member<T, B> b, BiFunction<? super A, ? super B, ? extends T> make) {
      return constructed(List.of(a, b), Typed.construct(a, b, make));
    }

    /** Ends the mapping of a class whose constructor takes three members; see {@link #construct(Member, Function)}. */
    public <A, B, C> Mapping<T, I> construct(
        Member<T, A> a,
        Member<T, B> b,
        Member<T, C> c,
        Constructor.Of3<? super A, ? super B, ? super C, ? extends T> make) {
      return constructed(List.of(a, b, c), Typed.construct(a, b, c, make));
    }

    /** Ends the mapping of a class whose constructor takes four members; see {@link #construct(Member, Function)}. */
    public <A, B, C, D> Mapping<T, I> construct(
        Member<T, A> a,
        Member<T, B> b,
        Member<T, C> c,
        Member<T, D> d,
        Constructor.Of4<? super A, ? super B, ? super C, ? super D, ? extends T> make) {
      return constructed(List.of(a, b, c, d), Typed.construct(a, b, c, d, make));
    }

    /** Ends the mapping of a class whose constructor takes five members; see {@link #construct(Member, Function)}. */
    public <A, B, C, D, E> Mapping<T, I> construct(
        Member<T, A> a,
        Member<T, B> b,
        Member<T, C> c,
        Member<T, D> d,
        Member<T, E> e,
        Constructor.Of5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends T> make) {
      return constructed(List.of(a, b, c, d, e), Typed.construct(a, b, c, d, e, make));
    }

    /** Ends the mapping of a class whose constructor takes six members; see {@link #construct(Member, Function)}. */
    public <A, B, C, D, E, F> Mapping<T, I> construct(
        Member<T, A> a,
        Member<T, B> b,
        Member<T, C> c,
        Member<T, D> d,
        Member<T, E> e,
        Member<T, F> f,
        Constructor.Of6<
                ? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends T>
            make) {
      return constructed(List.of(a, b, c, d, e, f), Typed.construct(a, b, c, d, e, f, make));
    }

    /** Ends the mapping of a class whose constructor takes seven members; see {@link #construct(Member, Function)}. */
    public <A, B, C, D, E, F, G> Mapping<T, I> construct(
        Member<T, A> a,
        Member<T, B> b,
        Member<T, C> c,
        Member<T, D> d,
        Member<T, E> e,
        Member<T, F> f,
        Member<T, G> g,
        Constructor.Of7<
                ? super A,
                ? super B,
                ? super C,
                ? super D,
                ? super E,
                ? super F,
                ? super G,
                ? extends T>
            make) {
      return constructed(List.of(a, b, c, d, e, f, g), Typed.construct(a, b, c, d, e, f, g, make));
    }

    /** Ends the mapping of a class whose constructor takes eight members; see {@link #construct(Member, Function)}. */
    public <A, B, C, D, E, F, G, H> Mapping<T, I> construct(
        Member<T, A> a,
        Member<T, B> b,
        Member<T, C> c,
        Member<T, D> d,
        Member<T, E> e,
        Member<T, F> f,
        Member<T, G> g,
        Member<T, H> h,
        Constructor.Of8<
                ? super A,
                ? super B,
                ? super C,
                ? super D,
                ? super E,
                ? super F,
                ? super G,
                ? super H,
                ? extends T>
            make) {
      return constructed(
          List.of(a, b, c, d, e, f, g, h), Typed.construct(a, b, c, d, e, f, g, h, make));
    }

    private Mapping<T, I> constructed(List<Member<T, ?>> named, Construct<T> construct) {
      for (Member<T, ?> member : named) {
        if (!isDeclared(member)) {
          members.add(member);
        }
      }
      return new Mapping<>(this, construct);
    }

    private boolean isDeclared(Member<T, ?> member) {
      return Parts.same(id, member)
          || (version.isPresent() && Parts.same(version.get(), member))
          || members.stream().anyMatch(each -> Parts.same(each, member));
    }
  }
}
