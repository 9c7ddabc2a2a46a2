package org.bilayer.mybatis.internal.statement;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.sql.TableSql;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The mapped statements of a store, made when first needed. Thread-safe.
 */
public final class MappedStatements {

  /*
   * A statement's id is org.bilayer.sql.<table>.<verb>, which is also the name of MyBatis' logger for it, so that one
   * table or all of them can be switched on. Statements whose text depends on a condition get a number behind it.
   *
   * Those texts are kept by text, the least recently used one going first: what varies in them is the shape of a
   * condition, and an application has few shapes. A number is given again when its statement has gone, because logging
   * libraries keep every logger name for ever. Texts that are long because of many values are not kept at all.
   */
  private static final String NAMESPACE = "org.bilayer.sql.";
  private static final int SHAPES_MAX = 500;
  private static final int KEPT_TEXT_LENGTH_MAX = 20_000;
  private static final ColumnHandler[] NO_ROWS = {};

  private final RowConfiguration configuration;
  private final Dialect dialect;
  private final Map<Table, TableStatements> tables = new HashMap<>();
  private final Map<String, MappedStatement> nextValues = new HashMap<>();

  public MappedStatements(RowConfiguration configuration, Dialect dialect, Schema schema) {
    this.configuration = configuration;
    this.dialect = dialect;
    schema.tables().forEach(table -> tables.put(table, new TableStatements(table)));
    for (Sequence sequence : schema.sequences()) {
      ColumnHandler[] readers = {dialect.handler(StoredType.of(Kind.INT64))};
      MappedStatement statement =
          build(sequence.name() + ".next", Verb.SELECT, dialect.nextValue(sequence), readers);
      configuration.addMappedStatement(statement);
      nextValues.put(sequence.name(), statement);
    }
  }

  /**
   * The statement that takes the next number of a sequence.
   *
   * @throws IllegalArgumentException if it is not one of the store's
   */
  public MappedStatement nextValue(Sequence sequence) {
    MappedStatement found = nextValues.get(sequence.name());
    if (found == null) {
      throw new IllegalArgumentException(
          "The sequence " + sequence.name() + " is not in this store's schema.");
    }
    return found;
  }

  private MappedStatement build(String name, Verb verb, String text, ColumnHandler[] readers) {
    return build(name, verb, text, List.<ColumnHandler[]>of(readers));
  }

  private MappedStatement build(
      String name, Verb verb, String text, List<ColumnHandler[]> readers) {
    var builder = new MappedStatement.Builder(
        configuration, NAMESPACE + name, new RowSql(configuration, text, readers), verb.command);
    if (verb == Verb.STREAM) {
      builder.fetchSize(dialect.streamRows());
    }
    return builder.build();
  }

  /**
   * The statements of a table.
   *
   * @throws IllegalArgumentException if it is not one of the store's
   */
  public TableStatements of(Table table) {
    TableStatements found = tables.get(table);
    if (found == null) {
      throw new IllegalArgumentException("The table " + table + " is not in this store's schema.");
    }
    return found;
  }

  /** What the statement does, as its id says. */
  public enum Verb {
    FETCH(SqlCommandType.SELECT),
    SELECT(SqlCommandType.SELECT),
    STREAM(SqlCommandType.SELECT),
    SUMMARISE(SqlCommandType.SELECT),
    LOCK(SqlCommandType.SELECT),
    /** Rows of several tables. */
    LOAD(SqlCommandType.SELECT),
    /** Writes of several kinds or to several tables. */
    FLUSH(SqlCommandType.UPDATE),
    /** The last writes of a unit, and COMMIT behind them. */
    COMMIT(SqlCommandType.UPDATE),
    INSERT(SqlCommandType.INSERT),
    UPDATE(SqlCommandType.UPDATE),
    DELETE(SqlCommandType.DELETE);

    private final SqlCommandType command;
    private final String word = name().toLowerCase(Locale.ROOT);

    Verb(SqlCommandType command) {
      this.command = command;
    }
  }

  /**
   * A statement that reads or writes by one key, and how its parameters are bound.
   *
   * @param handlers not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  public record RowStatement(MappedStatement statement, ColumnHandler[] handlers) {

    public String sql() {
      return ((RowSql) statement.getSqlSource()).sql();
    }
  }

  /** The statements of one table. Thread-safe. */
  public final class TableStatements {

    private final TableSql sql;
    private final RowStatement insert;
    private final RowStatement delete;
    private final RowStatement deleteUnchecked;
    private final List<Map<Lock, RowStatement>> fetchOne = new ArrayList<>();
    private final Map<IntBuffer, RowStatement> updates = new ConcurrentHashMap<>();
    private final Map<List<Integer>, RowStatement> inserts = new ConcurrentHashMap<>();
    private final Map<String, Numbered> shapes = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Integer> freeNumbers = new ArrayDeque<>();
    private int numbers;

    private record Numbered(int number, MappedStatement statement) {}

    TableStatements(Table table) {
      this.sql = new TableSql(dialect, table);
      this.insert = new RowStatement(
          fixed("insert", Verb.INSERT, sql.insert(sql.given()), readBack()),
          sql.handlers(sql.given()));
      this.delete = new RowStatement(
          fixed("delete", Verb.DELETE, sql.delete(true), NO_ROWS), sql.targetHandlers(true));
      this.deleteUnchecked = table.hasServerVersion()
          ? new RowStatement(
              fixed("deleteUnchecked", Verb.DELETE, sql.delete(false), NO_ROWS),
              sql.targetHandlers(false))
          : delete;
      for (int columns = 1; columns <= table.key().size(); columns++) {
        fetchOne.add(fetchOneByLock(columns));
      }
    }

    private Map<Lock, RowStatement> fetchOneByLock(int columns) {
      String name = columns == sql.table().key().size() ? "get" : "getByFirst" + columns;
      ColumnHandler[] handlers = sql.keyHandlers(columns);
      var statements = new EnumMap<Lock, RowStatement>(Lock.class);
      for (Lock lock : Lock.values()) {
        String suffix = switch (lock) {
          case NONE -> "";
          case SHARE -> "ForShare";
          case UPDATE -> "ForUpdate";
        };
        MappedStatement statement =
            fixed(name + suffix, Verb.FETCH, sql.fetchOne(columns, lock), sql.handlers());
        statements.put(lock, new RowStatement(statement, handlers));
      }
      return statements;
    }

    public TableSql sql() {
      return sql;
    }

    /** INSERT of a row, with the values that are not left to the store. */
    public RowStatement insert(@Nullable Object[] row) {
      return sql.table().generated().isEmpty() ? insert : insert(sql.given(row));
    }

    private RowStatement insert(List<Integer> given) {
      if (given.equals(sql.given())) {
        return insert;
      }
      RowStatement known = inserts.get(given);
      return known != null ? known : newInsert(given, sql.insert(given), readBack());
    }

    private RowStatement newInsert(List<Integer> given, String text, ColumnHandler[] readers) {
      ColumnHandler[] handlers = given.isEmpty() ? NO_ROWS : sql.handlers(given);
      synchronized (shapes) {
        var made = new RowStatement(withText(Verb.INSERT, text, readers), handlers);
        inserts.put(given, made);
        return made;
      }
    }

    /** How an inserted or updated row is read back. */
    public ColumnHandler[] readBack() {
      return sql.table().hasServerVersion() ? sql.handlers(sql.readBack()) : NO_ROWS;
    }

    /** UPDATE of one row: the values of these columns, then key and version. */
    public RowStatement update(int[] changed) {
      // Compared by what is in it.
      IntBuffer shape = IntBuffer.wrap(changed);
      RowStatement known = updates.get(shape);
      return known != null ? known : newUpdate(changed, true, shape);
    }

    /** As the other, for a row that is locked and compared: the values of these columns, then the key. */
    public RowStatement updateUnchecked(int[] changed) {
      int[] marked = Arrays.copyOf(changed, changed.length + 1);
      marked[changed.length] = -1;
      IntBuffer shape = IntBuffer.wrap(marked);
      RowStatement known = updates.get(shape);
      return known != null ? known : newUpdate(changed, false, shape);
    }

    private RowStatement newUpdate(int[] changed, boolean comparesVersion, IntBuffer shape) {
      ColumnHandler[] handlers = Stream.of(
              sql.handlers(changed), sql.targetHandlers(comparesVersion))
          .flatMap(Arrays::stream)
          .toArray(ColumnHandler[]::new);
      synchronized (shapes) {
        var update = new RowStatement(
            withText(Verb.UPDATE, sql.update(changed, comparesVersion), readBack()), handlers);
        updates.put(shape, update);
        return update;
      }
    }

    /** INSERT that answers with the generated key, with the values that are not left to the store. */
    public RowStatement insertGenerated(@Nullable Object[] row) {
      List<Integer> given = sql.besideKey(row);
      RowStatement known = inserts.get(given);
      return known != null
          ? known
          : newInsert(given, sql.insertGenerated(given), sql.handlers(sql.generatedAndReadBack()));
    }

    /** DELETE of one row: its key and version. */
    public RowStatement delete() {
      return delete;
    }

    /** As the other, for a row that is locked and compared: its key. */
    public RowStatement deleteUnchecked() {
      return deleteUnchecked;
    }

    /** SELECT by one key of so many columns. */
    public RowStatement fetchOne(int keyColumns, Lock lock) {
      return Objects.requireNonNull(fetchOne.get(keyColumns - 1).get(lock));
    }

    private String qualified(String name) {
      return sql.table().name() + "." + name;
    }

    private MappedStatement fixed(String name, Verb verb, String text, ColumnHandler[] readers) {
      MappedStatement statement = build(qualified(name), verb, text, readers);
      configuration.addMappedStatement(statement);
      return statement;
    }

    /**
     * The statement with this text.
     *
     * @param readers of its result; the same for the same text, but for their marks
     */
    public MappedStatement withText(Verb verb, String text, ColumnHandler[] readers) {
      return withText(verb, text, List.<ColumnHandler[]>of(readers));
    }

    /** As the other, for a statement with several results. */
    public MappedStatement withText(Verb verb, String text, List<ColumnHandler[]> readers) {
      if (text.length() > KEPT_TEXT_LENGTH_MAX) {
        return build(qualified(verb.word), verb, text, readers);
      }
      // A stream differs from a select by its fetch size alone, and rows with marks by how they are
      // read.
      String shape = verb == Verb.STREAM ? "stream " + text : text;
      String key = isMarking(readers) ? "marking " + shape : shape;
      synchronized (shapes) {
        Numbered known = shapes.get(key);
        if (known == null) {
          int number = freeNumbers.isEmpty() ? ++numbers : freeNumbers.pop();
          MappedStatement statement =
              build(qualified(verb.word + "#" + number), verb, text, readers);
          configuration.addMappedStatement(statement);
          known = new Numbered(number, statement);
          shapes.put(key, known);
          forgetEldest();
        }
        return known.statement();
      }
    }

    private static boolean isMarking(List<ColumnHandler[]> readers) {
      ColumnHandler[] first = readers.get(0);
      return first.length > 0 && first[0].marks();
    }

    public MappedStatement withText(Verb verb, String text) {
      return withText(verb, text, NO_ROWS);
    }

    @SuppressWarnings("ReferenceEquality") // a statement is itself and nothing else
    private void forgetEldest() {
      if (shapes.size() > SHAPES_MAX) {
        var eldest = shapes.values().iterator();
        Numbered gone = eldest.next();
        eldest.remove();
        freeNumbers.push(gone.number());
        configuration.remove(gone.statement());
        updates.values().removeIf(update -> update.statement() == gone.statement());
        inserts.values().removeIf(made -> made.statement() == gone.statement());
      }
    }
  }
}
