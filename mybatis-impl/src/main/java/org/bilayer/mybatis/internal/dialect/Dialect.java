package org.bilayer.mybatis.internal.dialect;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.StoredColumn.Generation;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.StoredColumn.Source;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Everything that differs between databases, and what was found out about the one server at hand. The methods with a
 * body say what most databases do.
 *
 * <p>Immutable and thread-safe.
 */
public abstract class Dialect {

  /** What rows are counted in. */
  public static final StoredType COUNT = StoredType.of(Kind.INT64);

  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  /** Longer than any stored text: every character may be escaped. */
  private static final StoredType PATTERN = StoredType.textOfAnyLength();

  private Map<String, String> schemas = Map.of();
  private @Nullable String current;
  private final String version;

  /**
   * A dialect.
   *
   * @param version product and version of the server, for people
   */
  protected Dialect(String version) {
    this.version = version;
  }

  /** The name under which {@link Dialects} knows it. */
  public abstract String name();

  /**
   * The version of a row as a value of the version column's type: a column without a value stands for 0.
   *
   * @param prefix of the column's name: empty, or the quoted table and a point
   */
  public final String version(Table table, String prefix) {
    StoredColumn column = table.columns().get(table.version());
    if (table.hasServerVersion()) {
      return serverVersion(prefix);
    }
    String name = prefix + quote(column.inDatabase());
    return column.nullable() ? "COALESCE(" + name + ", 0)" : name;
  }

  /** Whether the server gives each row version of its own; see {@link #serverVersion}. */
  public boolean hasServerVersions() {
    return false;
  }

  /** The server's version of a row as a 64-bit integer. */
  protected String serverVersion(String prefix) {
    throw new IllegalStateException(version + " has no row versions of its own.");
  }

  /**
   * Checks that the rows of all tables can have their versions.
   *
   * @throws IllegalStateException if the server has no row versions, and a mapping relies on them
   */
  public final void requireVersions(Schema schema) {
    for (Table table : schema.tables()) {
      if (table.hasServerVersion() && !hasServerVersions()) {
        throw new IllegalStateException("The mapping of a table relies on row versions of the"
            + " server, which " + version + " does not have [table=" + table
            + "]. Declare a version column by versionColumn(...), or readOnly().");
      }
    }
  }

  /** Product and version of the server, for people. */
  public final String version() {
    return version;
  }

  // --- names and values

  /** An identifier as SQL writes it, whatever word it is. */
  public String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /**
   * Sets what is known about schemas. Before this dialect is shared.
   *
   * @param schemas what to use in place of schemas that the tables name
   * @param current the schema of the connection; null where it has none
   */
  public final Dialect inSchemas(Map<String, String> schemas, @Nullable String current) {
    this.schemas = Map.copyOf(schemas);
    this.current = current;
    return this;
  }

  /**
   * A table that a foreign key refers to, as a definition writes it.
   *
   * @throws IllegalArgumentException if its schema has to be written and is not known
   */
  public final String quoteTarget(Table referring, Table target) {
    QualifiedName name = target.inDatabase();
    if (name.schema().isPresent()
        || referring.inDatabase().schema().isEmpty()
        || !nameRules().looksBesideTheReferringTable()) {
      return quote(name);
    }
    if (current == null) {
      throw new IllegalArgumentException(
          name() + " looks for a referenced table in the schema of the referring table [table="
              + referring.name() + ", target=" + target.name()
              + "]. Give the target a schema by inTable(schema, name), or pass a DataSource whose"
              + " connections are in its schema.");
    }
    return quote(current) + "." + quote(name.name());
  }

  /** Where a table or a sequence lies in this database. */
  public final QualifiedName placed(QualifiedName name) {
    return new QualifiedName(
        name.schema().map(schema -> schemas.getOrDefault(schema, schema)), name.name());
  }

  /** A table or a sequence as SQL writes it. */
  public final String quote(QualifiedName name) {
    QualifiedName placed = placed(name);
    return placed.schema().map(schema -> quote(schema) + ".").orElse("") + quote(placed.name());
  }

  /** A column as SQL writes it. */
  public final String quotedColumn(Table table, int column) {
    return quote(table.columns().get(column).inDatabase());
  }

  /**
   * A column as a statement reads it.
   *
   * @param prefix of the column's name: empty, or the quoted table and a point
   */
  public String readColumn(Table table, int column, String prefix) {
    return read(prefix + quotedColumn(table, column), table.type(column));
  }

  /** Which names the database takes. */
  abstract NameRules nameRules();

  /**
   * Refuses names that this database does not take.
   *
   * @throws IllegalArgumentException with the name
   */
  public final void checkNames(Schema schema) {
    nameRules().check(schema);
  }

  /**
   * What the stored value of a column stands for, such as no value for a zero date. {@link #readColumn} has this in it.
   *
   * @param name the quoted name, after its table where that is needed
   */
  public String read(String name, StoredType type) {
    return name;
  }

  /** No value, as an assignment writes it. */
  public String absent(StoredType type) {
    return "NULL";
  }

  /** How values of a type are bound and read. */
  public ColumnHandler handler(StoredType type) {
    return ColumnHandler.standard(type);
  }

  /** How a sum over a column of a type is read. */
  public final ColumnHandler sumHandler(StoredType type) {
    if (type.isUnbounded()) {
      return ColumnHandler.unboundedDecimal();
    }
    return ColumnHandler.decimal(type.kind() == Kind.DECIMAL ? type.scale() : 0);
  }

  /** A parameter for a value of a type, with the cast that it needs. */
  public String placeholder(StoredType type) {
    return "?";
  }

  /** A type of the database as SQL writes it where the name cannot be quoted. */
  static String unquoted(StoredType type) {
    String name = type.databaseType();
    if (!name.matches("[A-Za-z][A-Za-z0-9_ ]*(\\([0-9]+\\))?[A-Za-z0-9_ ]*")) {
      throw new IllegalArgumentException("Not the name of a type: " + name
          + ". Give databaseText(...) the name as a definition of a column has it, such as inet6.");
    }
    return name;
  }

  /** A value as SQL writes it where no parameter is allowed. */
  public String literal(StoredType type, Object value) {
    return switch (type.kind()) {
      case TEXT, ENUM, DOCUMENT, LONG_TEXT -> textLiteral((String) value);
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case INT16, INT32, INT64 -> value.toString();
      case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
      case DOUBLE -> "CAST('" + value + "' AS DOUBLE PRECISION)";
      case INSTANT ->
        "TIMESTAMP WITH TIME ZONE '"
            + DATE_TIME.format(LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC))
            + "+00:00'";
      case LOCAL_DATE_TIME -> "TIMESTAMP '" + DATE_TIME.format((LocalDateTime) value) + "'";
      case LOCAL_DATE -> "DATE '" + value + "'";
      case LOCAL_TIME -> "TIME '" + TIME.format((LocalTime) value) + "'";
      case UUID -> "CAST('" + value + "' AS UUID)";
      case BYTES, LONG_BYTES -> "X'" + HexFormat.of().formatHex((byte[]) value) + "'";
    };
  }

  /** A text as SQL writes it. */
  protected String textLiteral(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  // --- tables

  /** The statement that creates the type of a column, where a column names a type of its own. */
  public Optional<String> createType(StoredType type) {
    return Optional.empty();
  }

  /** The type of a column in a create script. */
  public abstract String columnType(Table table, int column);

  /** What follows the closing parenthesis of a table's definition. */
  public String tableSuffix() {
    return "";
  }

  /** Whether an index can hold the rows that satisfy a condition. */
  public boolean hasPartialIndexes() {
    return false;
  }

  /** Whether the columns of a foreign key have no index unless the create script makes one. */
  public boolean leavesForeignKeysUnindexed() {
    return false;
  }

  /**
   * Refuses a table with a type that this database does not have.
   *
   * @throws IllegalArgumentException saying which column it is
   */
  public void checkTypes(Table table) {}

  /**
   * Refuses a table that this database cannot hold.
   *
   * @throws IllegalArgumentException saying which limit it exceeds
   */
  public void checkLimits(Table table) {}

  /**
   * What makes the database fill a column, as a part of the column's definition.
   *
   * @throws IllegalArgumentException if the model does not say how the database does it, or this database cannot
   */
  public final String generation(Table table, int column, Generation how) {
    StoredType type = table.type(column);
    boolean isComputed = how.source() == Source.COMPUTED;
    if (isComputed && how.sql().isEmpty()) {
      throw notCreated(
          table,
          column,
          "The model does not say by which expression the database computes a column",
          "Pass the expression to DatabaseValue.computed(sql, twin), or create the table by a script of your own");
    }
    String value = isComputed
        ? "(" + expression(table, how.sql().orElseThrow()) + ")"
        : how.source() == Source.NOW
            ? now(type)
            : "(" + literal(type, how.constant().orElseThrow()) + ")";
    if (how.moment() != Moment.WRITE) {
      return " DEFAULT " + value;
    }
    return how.source() == Source.NOW
        ? onUpdate(table, column, value)
        : " GENERATED ALWAYS AS " + value + storedClause();
  }

  /** The definition of a column that holds the time of the last write. */
  protected String onUpdate(Table table, int column, String now) {
    return " DEFAULT " + now + " ON UPDATE " + now;
  }

  /** What follows the expression of a column that is computed when a row is written. */
  protected String storedClause() {
    return " STORED";
  }

  /** The statements that create the triggers by which the columns of a table are filled. */
  public List<String> createTriggers(Table table) {
    return List.of();
  }

  /** Whether the definition of a column can say that it is never null. */
  public boolean takesNotNull(StoredColumn column) {
    return true;
  }

  /** The present time as a value of a type; a local time is that of UTC. */
  protected abstract String now(StoredType type);

  /** An expression of a model with the columns as this database writes them. */
  private String expression(Table table, String sql) {
    String written = sql;
    for (StoredColumn column : table.columns()) {
      written = written.replace("{" + column.name() + "}", quote(column.inDatabase()));
    }
    return written;
  }

  /** The refusal to create a table. */
  protected static IllegalArgumentException notCreated(
      Table table, int column, String what, String advice) {
    return new IllegalArgumentException(what + " [table=" + table + ", column="
        + table.columns().get(column).name() + "]. " + advice + ".");
  }

  /** What makes a column of integers generate the primary key. */
  public String identityClause() {
    return " GENERATED ALWAYS AS IDENTITY";
  }

  /** The statement that creates a sequence. */
  public String createSequence(Sequence sequence) {
    return "CREATE SEQUENCE " + quote(sequence.inDatabase()) + " START WITH 1 INCREMENT BY "
        + sequence.blockSize();
  }

  /** The query that takes the next number of a sequence. */
  public String nextValue(Sequence sequence) {
    return "SELECT NEXT VALUE FOR " + quote(sequence.inDatabase());
  }

  // --- conditions and orders

  /**
   * An expression over a column whose values are compared by code point, and not as the column's collation says. The column itself
   * where its collation is by code point.
   */
  public final String exact(String column, StoredType type) {
    return type.isCollated() ? byCodePoint(column, type) : column;
  }

  /** As {@link #exact}, over a column of text with whatever collation. */
  protected abstract String byCodePoint(String column, StoredType type);

  /** An expression over a column that is equal where values of the stored type are: for groups, and between two columns. */
  public final String distinct(String column, StoredType type) {
    return type.isFolding() ? byCodePoint(column, type) : column;
  }

  /**
   * Appends that a column equals something.
   *
   * <p>Where the column's collation may take more texts for equal, the condition is there twice: for the index, and by code point.
   *
   * @param read the column as {@link #readColumn} writes it
   * @param other written once or twice
   */
  public final void equal(
      SqlText text, String column, String read, StoredType type, Consumer<SqlText> other) {
    text.append(column).append(" = ");
    other.accept(text);
    if (type.isFolding()) {
      text.append(" AND ").append(byCodePoint(read, type)).append(" = ");
      other.accept(text);
    }
  }

  /** An expression over a column that {@code <} and ORDER BY put in the order of the stored type. */
  public String ordered(String column, StoredType type) {
    return exact(column, type);
  }

  /** An expression over a column of text that LIKE compares code point by code point. */
  public String searched(String column, StoredType type) {
    return exact(column, type);
  }

  /** Whether comparing the bare column with this value gives the order of the stored type. */
  public boolean comparesAlike(StoredType type, Object value) {
    return !type.isCollated();
  }

  /** Appends a comparison value that suits {@link #ordered}. */
  public void orderedValue(SqlText text, StoredType type, Object value) {
    text.value(type, value);
  }

  /** Appends a condition that is true where the column equals one of the values, unknown where it is null. */
  public final void membership(
      SqlText text, String column, String read, StoredType type, List<?> values) {
    if (!type.isFolding()) {
      isAmong(text, column, type, values);
      return;
    }
    text.append("(");
    isAmong(text, column, type, values);
    text.append(" AND ");
    isAmong(text, byCodePoint(read, type), plain(type), values);
    text.append(")");
  }

  /** The type of what {@link #exact} gives. */
  protected static StoredType plain(StoredType type) {
    return type.isCollated() ? StoredType.text(type.length()) : type;
  }

  /** Appends a condition as {@link #membership} does, in which values are equal if the expression's collation says so. */
  protected void isAmong(SqlText text, String column, StoredType type, List<?> values) {
    text.append(column).append(" IN (");
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ", ").value(type, values.get(i));
    }
    text.append(")");
  }

  /** Whether LIKE with a fixed beginning finds every text by an index. */
  public boolean findsPrefixesByIndex() {
    return true;
  }

  /** Appends the pattern of a LIKE. */
  public void pattern(SqlText text, String pattern) {
    text.value(PATTERN, pattern);
  }

  /**
   * Appends FROM and WHERE for the rows whose columns equal one of the keys.
   *
   * @param columns of a beginning of the primary key, quoted
   */
  public void fromByKeys(
      SqlText text, String table, List<String> columns, List<StoredType> types, List<Key> keys) {
    text.append(" FROM ").append(table).append(" WHERE ");
    if (columns.size() == 1) {
      membership(
          text,
          columns.get(0),
          columns.get(0),
          types.get(0),
          keys.stream().map(key -> key.value(0)).toList());
      return;
    }
    areAmong(text, columns, types, keys);
    if (types.stream().anyMatch(StoredType::isFolding)) {
      text.append(" AND ");
      areAmong(text, distinct(columns, types), plain(types), keys);
    }
  }

  /** As {@link #distinct(String, StoredType)}, for each of the columns. */
  protected final List<String> distinct(List<String> columns, List<StoredType> types) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> distinct(columns.get(i), types.get(i)))
        .toList();
  }

  private static List<StoredType> plain(List<StoredType> types) {
    return types.stream().map(type -> type.isFolding() ? plain(type) : type).toList();
  }

  private static void areAmong(
      SqlText text, List<String> columns, List<StoredType> types, List<Key> keys) {
    text.append("(").append(String.join(", ", columns)).append(") IN (");
    for (int i = 0; i < keys.size(); i++) {
      text.append(i == 0 ? "(" : ", (");
      for (int j = 0; j < columns.size(); j++) {
        text.append(j == 0 ? "" : ", ").value(types.get(j), keys.get(i).value(j));
      }
      text.append(")");
    }
    text.append(")");
  }

  /** The keys in portions, each of which one statement can look for; one portion where there is no limit. */
  public List<List<Key>> portions(List<Key> keys) {
    return List.of(keys);
  }

  /** The most bytes a statement has with its values; no limit where the protocol has none that can be met. */
  public long statementBytesMax() {
    return Long.MAX_VALUE;
  }

  /** Appends how many rows are wanted at most. */
  public void limit(SqlText text, long rows) {
    text.append(" LIMIT ").value(COUNT, rows);
  }

  /** Appends what has to precede a SELECT that sorts or groups by columns of these types. */
  public void sorting(SqlText text, List<StoredType> by) {}

  /** Appends one criterion of an order. */
  public void order(
      SqlText text, String column, StoredType type, boolean nullable, SortColumn sort) {
    text.append(ordered(column, type)).append(sort.descending() ? " DESC" : "");
    if (nullable) {
      text.append(sort.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }
  }

  /** The function that finds the least or the greatest value of a column. */
  public String extreme(Summary.Function function, String column, StoredType type) {
    return function.name() + "(" + ordered(column, type) + ")";
  }

  /** What ends a SELECT that locks; empty for none. */
  public String lockClause(Lock lock) {
    return switch (lock) {
      case NONE -> "";
      case SHARE -> " FOR SHARE";
      case UPDATE -> " FOR UPDATE";
    };
  }

  /** Whether other statements can run while rows of a stream are coming, in bounded memory. */
  public boolean readsBesideCursors() {
    return true;
  }

  /** How many rows a stream asks the server for at a time. */
  public int streamRows() {
    return 500;
  }

  // --- writes

  /** An INSERT that answers with a column of the new row. */
  public String insertReturning(String insert, String column) {
    return insert + " RETURNING " + column;
  }

  /** What an INSERT needs between its columns and VALUES to give a key that the database generates. */
  public String overriding(Table table) {
    return table.hasIdentity() ? " OVERRIDING SYSTEM VALUE" : "";
  }

  /**
   * The statement that makes a table's next generated key greater than its greatest key; empty where the database does that by
   * itself.
   */
  public abstract Optional<String> continueKeys(Table table);

  /**
   * The position of a column that an update assigns to itself where only the server's version of the row is to change. A key that
   * the database generates takes no assignment.
   */
  public final int assignedToItself(Table table) {
    int key = table.key().get(0);
    if (!table.hasIdentity()) {
      return key;
    }
    return IntStream.range(0, table.columns().size())
        .filter(column -> !table.key().contains(column) && !table.isWrittenByStore(column))
        .findFirst()
        .orElse(key);
  }

  /** Whether a JDBC batch of updates or deletes answers with a count for each of them. */
  public boolean countsBatches() {
    return true;
  }

  /** Statements that write many rows at once, or null where a JDBC batch is the fastest. */
  public @Nullable SetWrites setWrites() {
    return null;
  }

  /** Writes behind which COMMIT can be sent in the same trip; null where it cannot, or saves nothing. */
  public @Nullable CheckedWrites checkedWrites() {
    return null;
  }

  /** Whether several statements, separated by semicolons, go as one prepared statement in one trip, with all their answers. */
  public boolean sendsTogether() {
    return false;
  }

  /** Whether two transactions can leave a row that refers to nothing, unless the library locks. */
  public boolean canLoseReferences() {
    return false;
  }

  /**
   * A session beside that of a connection, whose view is of what is committed now; only where {@link #canLoseReferences}.
   *
   * @return null where the driver gives none
   */
  public @Nullable SideSession beside(Connection connection) throws SQLException {
    return null;
  }

  // --- sessions and errors

  /** Whether the server tells what became of a transaction by its number; otherwise a commit token does. */
  public boolean tellsTransactionStatus() {
    return false;
  }

  /** The levels this server gives. */
  public abstract Set<Level> levels();

  /**
   * Prepares a borrowed connection for one transaction, which has not begun yet.
   *
   * @param limitMillis what is left for the unit of work; statements will have time limits of their own. Empty for no limit
   */
  public abstract StartedTransaction begin(
      Connection connection, Level level, OptionalInt limitMillis) throws SQLException;

  /** Whether a connection is in a transaction, as far as its driver knows. Costs no trip. */
  public abstract TransactionState transactionState(Connection connection);

  /**
   * Whether a connection with auto-commit off is in a transaction, as far as the server tells without being changed. Costs a
   * trip at most.
   */
  public TransactionState askTransactionState(Connection connection) throws SQLException {
    return transactionState(connection);
  }

  /**
   * Whether a connection whose COMMIT failed is for certain still in the transaction, so that COMMIT was never carried out. Costs
   * a trip.
   */
  public abstract boolean isStillOpen(Connection connection) throws SQLException;

  /**
   * Whether a connection that has changed rows in a transaction is for certain in no transaction any more. Costs no trip.
   */
  public boolean hasLostTransaction(Connection connection) {
    return transactionState(connection) == TransactionState.NONE;
  }

  /** Whether a connection says that it must not write. Costs no trip. */
  public boolean isReadOnly(Connection connection) throws SQLException {
    return connection.isReadOnly();
  }

  /** Whether connections do not know any more that they were told not to write. */
  public boolean forgetsReadOnly() {
    return false;
  }

  /** Whether a single query says the same with auto-commit on, on a connection as the pool lends it. Costs no trip. */
  public boolean readsAlike(Connection connection) throws SQLException {
    return true;
  }

  /** What this database's codes mean. */
  public abstract ErrorCodes errorCodes();

  /**
   * A condition that is true where two values differ or just one of them is absent. Texts differ if a character does, whatever
   * the collation.
   */
  public String differ(String left, String right, StoredType type) {
    return type.kind() == StoredType.Kind.TEXT
        ? characters(left) + " IS DISTINCT FROM " + characters(right)
        : left + " IS DISTINCT FROM " + right;
  }

  /** A text that compares by its characters alone. */
  protected abstract String characters(String text);

  /**
   * Statements of which the last one fails if a query finds a row. They have no effect otherwise. None has a semicolon inside, at
   * which a client would split it.
   *
   * @param message in the failure; without quotes
   */
  public abstract List<String> failIfExists(String query, String message);

  /** Reads from an error which constraint it is about; finds nothing where it does not say. */
  public abstract BrokenRule brokenRule(SQLException error, ConstraintNames constraints);

  @Override
  public String toString() {
    return version;
  }
}
