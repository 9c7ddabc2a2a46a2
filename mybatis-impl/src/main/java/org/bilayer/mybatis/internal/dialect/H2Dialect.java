package org.bilayer.mybatis.internal.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** H2, in the process or as a server. */
final class H2Dialect extends Dialect {

  /*
   * Three things need care on H2.
   *
   * Text is ordered by UTF-16 unit, so that U+FFFD comes after an emoji. SET COLLATION "CHARSET_UTF-8" cures it, but
   * belongs to the database, not to a column, and is refused once there are tables; the create script leaves it alone.
   * A store finds out at start-up which order it has. Without the cure, ORDER BY, MIN, MAX and comparisons of two
   * columns go through STRINGTOUTF8, whose bytes sort by code point, at the price of the index. A comparison with a
   * value goes through it only where the value has a unit from U+D800 up: below, the two orders agree, whatever the
   * column holds.
   *
   * A text's length is counted in UTF-16 units, so a column has room for twice as many; the engine counts code points.
   *
   * Parameters are limited to 100,000, and each number of them is a statement of its own; arrays avoid both. H2 uses an
   * index for "= ANY(?)" and for a join with UNNEST, but scans the table for "IN (SELECT ... UNNEST)".
   */

  static final String NAME = "H2";

  private static final Logger LOG = LoggerFactory.getLogger(H2Dialect.class);

  /** The number H2 gave a level that JDBC has no constant for. */
  private static final int TRANSACTION_SNAPSHOT = 6;

  private static final int ROW_VALUES_MAX = 16;

  /** Keys of one column, up to which an array is as good as a join: H2 compares each row found with each element again. */
  private static final int ANY_MAX = 64;

  /** Elements of an array, at most. */
  private static final int ARRAY_MAX = 65_536;

  static final ErrorCodes ERRORS = ErrorCodes.standard()
      .code(FailureKind.WRITE_CONFLICT, 40001, 90131)
      .code(FailureKind.LOCK_TIMEOUT, 50200)
      .code(FailureKind.UNAVAILABLE, 90067, 90098, 90121)
      .code(FailureKind.UNAVAILABLE, 90135) // doc: somebody else has the database for himself
      .code(FailureKind.STOPPED, 57014)
      .code(FailureKind.UNIQUE, 23505)
      .code(FailureKind.FOREIGN_KEY, 23503, 23506)
      .code(FailureKind.NOT_NULL, 23502)
      .code(FailureKind.CHECK, 23513, 23514)
      .withoutValues(
          40001, 42102, 42103, 42104, 42122, 50200, 57014, 90026, 90028, 90031, 90096, 90097)
      .code(FailureKind.READ_ONLY, 90097)
      // A full disk shows at COMMIT here, and what is on it then nobody knows.
      .openAtCommit(50000, 90028, 90030, 90031)
      .build();

  private final boolean ordersByCodePoint;
  private final boolean ignoresCaseOfNames;

  /**
   * A dialect.
   *
   * @param ordersByCodePoint whether the database compares text by code point already
   * @param ignoresCaseOfNames whether names that differ by letter case only are the same
   */
  H2Dialect(String version, boolean ordersByCodePoint, boolean ignoresCaseOfNames) {
    super(version);
    this.ordersByCodePoint = ordersByCodePoint;
    this.ignoresCaseOfNames = ignoresCaseOfNames;
  }

  @Override
  NameRules nameRules() {
    return new NameRules(
        NAME,
        256,
        false,
        false,
        ignoresCaseOfNames,
        ignoresCaseOfNames,
        NameRules.Scopes.ALL_IN_SCHEMA);
  }

  /** The dialect of the server behind a connection. */
  static H2Dialect of(Connection connection) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    String version = NAME + " " + about.getDatabaseProductVersion();
    if (about.getDatabaseMajorVersion() < 2) {
      throw new IllegalStateException(
          "H2 from version 2 is supported, this is " + version + ". Use a newer driver.");
    }
    SettingsCheck settings = checkSettings(connection);
    boolean ignoresCase = "true".equalsIgnoreCase(settings.value("case_insensitive_identifiers"));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT U&'\\FFFD' < U&'\\+01F600'")) {
      rows.next();
      boolean ordersByCodePoint = rows.getBoolean(1);
      warnUnlessThereAreSideSessions(connection, version);
      return new H2Dialect(version, ordersByCodePoint, ignoresCase);
    }
  }

  private static void warnUnlessThereAreSideSessions(Connection connection, String version)
      throws SQLException {
    try (SideSession side = H2Sessions.beside(connection)) {
      if (side == null) {
        LOG.warn(
            "{}: this driver, or a wrapper of its connections, opens no second session. A unit "
                + "of work that removes rows to which other rows may refer therefore takes a "
                + "second connection of the pool while it holds the first connection. Give the "
                + "pool more connections than the number of such units at the same time.",
            version);
      }
    }
  }

  /** Modes in which everyday use gives the answers of the regular one. */
  private static final Set<String> MODES =
      Set.of("REGULAR", "LEGACY", "DB2", "HSQLDB", "MARIADB", "MYSQL", "POSTGRESQL");

  private static SettingsCheck checkSettings(Connection connection) throws SQLException {
    // The old one names its columns differently.
    String old = "SELECT * FROM INFORMATION_SCHEMA.SETTINGS";
    SettingsCheck settings = SettingsCheck.read(connection, NAME, old)
        .require("old_information_schema", "FALSE", "the tables cannot be compared with the model")
        .require(
            "mode",
            mode -> MODES.contains(mode.toUpperCase(Locale.ROOT)),
            "REGULAR",
            "an empty text may count as absent, and LIMIT is unknown")
        .require("ignorecase", "0", "new tables do not tell upper from lower case")
        .require(
            "collation",
            collation -> collation.equals("OFF") || collation.startsWith("CHARSET_UTF-8"),
            "OFF",
            "text is compared by language")
        .require("lock_mode", mode -> !mode.equals("0"), "3", "units of work are not isolated")
        .require("allow_literals", "2", "statements with a literal are refused");
    requireReferences(connection);
    return settings;
  }

  /** H2 does not tell whether references are checked, so one is tried, on tables of this session. */
  private static void requireReferences(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE LOCAL TEMPORARY TABLE \"#parent\"(\"id\" INT PRIMARY KEY)");
      try {
        statement.execute("CREATE LOCAL TEMPORARY TABLE \"#child\"(\"id\" INT,"
            + " FOREIGN KEY (\"id\") REFERENCES \"#parent\"(\"id\"))");
        statement.executeUpdate("INSERT INTO \"#child\" VALUES (1)");
      } finally {
        statement.execute("DROP TABLE IF EXISTS \"#child\"");
        statement.execute("DROP TABLE IF EXISTS \"#parent\"");
      }
    } catch (SQLException e) {
      // The reference was checked, or there is no right to try.
      return;
    }
    throw SettingsCheck.refused(
        NAME,
        "REFERENTIAL_INTEGRITY=FALSE",
        "references are not checked",
        "REFERENTIAL_INTEGRITY=TRUE");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  protected String storedClause() {
    return "";
  }

  /** A session of H2 is in the zone of the JVM, and a cast to a local time is to that zone. */
  @Override
  protected String now(StoredType type) {
    if (type.kind() == Kind.INSTANT) {
      return "CURRENT_TIMESTAMP(" + type.scale() + ")";
    }
    String utc = "REGEXP_REPLACE(CAST(CURRENT_TIMESTAMP(" + type.scale()
        + ") AT TIME ZONE 'UTC' AS VARCHAR), '\\+00$', '')";
    return type.kind() == Kind.LOCAL_DATE
        ? "CAST(LEFT(" + utc + ", 10) AS DATE)"
        : "CAST(" + utc + " AS TIMESTAMP(" + type.scale() + "))";
  }

  @Override
  public String columnType(Table table, int column) {
    return name(table.type(column));
  }

  private static String name(StoredType type) {
    return switch (type.kind()) {
      case TEXT, ENUM ->
        (type.isFolding() ? "VARCHAR_IGNORECASE(" : "CHARACTER VARYING(") + 2 * type.length() + ")";
      case LONG_TEXT -> type.isConverted() ? unquoted(type) : "CHARACTER LARGE OBJECT";
      case LONG_BYTES -> "BINARY LARGE OBJECT";
      case DECIMAL ->
        type.isUnbounded() ? "DECFLOAT" : "NUMERIC(" + type.length() + ", " + type.scale() + ")";
      case INT16 -> "SMALLINT";
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case BOOLEAN -> "BOOLEAN";
      case DOUBLE -> "DOUBLE PRECISION";
      case INSTANT -> "TIMESTAMP(" + type.scale() + ") WITH TIME ZONE";
      case LOCAL_DATE_TIME -> "TIMESTAMP(" + type.scale() + ")";
      case LOCAL_DATE -> "DATE";
      case LOCAL_TIME -> "TIME(" + type.scale() + ")";
      case UUID -> "UUID";
      case BYTES -> "BINARY VARYING(" + type.length() + ")";
      case DOCUMENT -> "JSON";
    };
  }

  @Override
  public ColumnHandler handler(StoredType type) {
    return switch (type.kind()) {
      case DOCUMENT -> DOCUMENT;
      case BOOLEAN -> BOOLEAN;
      default -> super.handler(type);
    };
  }

  private static final ColumnHandler BOOLEAN = ColumnHandler.zeroOrOne();

  /** Bound as text, a document would be stored as a JSON string; bytes are parsed. */
  private static final ColumnHandler DOCUMENT = ColumnHandler.document(
      (s, i, value) -> s.setBytes(i, ((String) value).getBytes(StandardCharsets.UTF_8)));

  @Override
  public String insertReturning(String insert, String column) {
    return "SELECT " + column + " FROM FINAL TABLE (" + insert + ")";
  }

  @Override
  public String placeholder(StoredType type) {
    if (!type.isConverted()) {
      return "?";
    }
    // The text of another value than the one that H2 shows becomes an integer, which fails as an
    // invalid value.
    String value = "CAST(GIVEN AS " + unquoted(type) + ")";
    return "(SELECT CASE WHEN GIVEN IS NULL OR CAST(" + value
        + " AS CHARACTER VARYING) = GIVEN THEN " + value
        + " ELSE CAST(CAST(CAST(GIVEN || ' is not' AS INTEGER) AS CHARACTER VARYING) AS "
        + unquoted(type) + ") END FROM (SELECT CAST(? AS CHARACTER VARYING) AS GIVEN))";
  }

  @Override
  public String read(String name, StoredType type) {
    return type.isConverted() ? "CAST(" + name + " AS CHARACTER VARYING)" : name;
  }

  /*
   * H2 commits the transaction that alters a table, therefore a transaction of its own. The base is the number that H2
   * generates next.
   */
  @Override
  public Optional<String> continueKeys(Table table) {
    QualifiedName name = placed(table.inDatabase());
    String column = table.columns().get(table.key().get(0)).inDatabase();
    return Optional.of("ALTER TABLE " + quote(table.inDatabase()) + " ALTER COLUMN " + quote(column)
        + " RESTART WITH (SELECT GREATEST(COALESCE(MAX(" + quote(column) + "), 0) + 1,"
        + " (SELECT IDENTITY_BASE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = "
        + name.schema().map(this::textLiteral).orElse("SCHEMA()")
        + " AND TABLE_NAME = "
        + textLiteral(name.name())
        + " AND COLUMN_NAME = "
        + textLiteral(column)
        + ")) FROM "
        + quote(table.inDatabase())
        + ")");
  }

  @Override
  public String ordered(String column, StoredType type) {
    return isText(type) && !ordersByCodePoint
        ? "STRINGTOUTF8(" + exact(column, type) + ")"
        : exact(column, type);
  }

  /*
   * An update that changes nothing but letter case leaves the entry of an index as it was, since the values are equal to H2 2.5. A
   * statement that uses the index then takes the old value out of the entry. It takes the row's value once it has read a column
   * of the row that the index lacks.
   */
  @Override
  public String readColumn(Table table, int column, String prefix) {
    String name = super.readColumn(table, column, prefix);
    if (!table.type(column).isFolding()
        || table.key().contains(column)
        || !isIndexed(table, column)) {
      return name;
    }
    int other = IntStream.range(0, table.columns().size())
        .filter(each -> !isIndexed(table, each))
        .findFirst()
        .orElse(-1);
    return other < 0
        ? name
        : "CASE WHEN LENGTH(" + super.readColumn(table, other, prefix) + ") < 0 THEN " + name
            + " ELSE " + name + " END";
  }

  private static boolean isIndexed(Table table, int column) {
    return table.key().contains(column)
        || table.uniqueKeys().stream().anyMatch(key -> key.columns().contains(column))
        || table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column))
        || table.indexes().stream()
            .flatMap(index -> index.columns().stream())
            .anyMatch(indexed -> indexed.column() == column);
  }

  @Override
  public void checkTypes(Table table) {
    for (int column = 0; column < table.columns().size(); column++) {
      if (table.type(column).isFolding()
          && !table.key().contains(column)
          && isIndexed(table, column)
          && IntStream.range(0, table.columns().size()).allMatch(each -> isIndexed(table, each))) {
        throw new IllegalArgumentException("H2 cannot hold the table " + table.name()
            + ": an index of VARCHAR_IGNORECASE keeps old spellings of "
            + table.columns().get(column).name()
            + ", and the table has no column outside of its keys by which that could be avoided."
            + " Add such a column, or leave out ignoringCaseInDatabase().");
      }
    }
  }

  @Override
  protected String byCodePoint(String column, StoredType type) {
    return "CAST(" + column + " AS CHARACTER VARYING)";
  }

  /*
   * H2 2.5 reads an index backwards in ascending order where the transaction is at SNAPSHOT and has changes of its own that
   * are not committed: ORDER BY id DESC gives 1, 2, and MAX(id) the greatest that is committed. A function of the column keeps
   * it from using the index; so descending sorts are done after reading. (NULLS FIRST or LAST does not change that.)
   */
  private static String withoutIndex(String column) {
    return "COALESCE(" + column + ", " + column + ")";
  }

  @Override
  public void order(
      SqlText text, String column, StoredType type, boolean nullable, SortColumn sort) {
    super.order(text, sort.descending() ? withoutIndex(column) : column, type, nullable, sort);
  }

  @Override
  public boolean comparesAlike(StoredType type, Object value) {
    if (type.isCollated()) {
      return false;
    }
    return !isText(type)
        || ordersByCodePoint
        || ((String) value).chars().allMatch(unit -> unit < Character.MIN_SURROGATE);
  }

  @Override
  public void orderedValue(SqlText text, StoredType type, Object value) {
    if (isText(type) && !ordersByCodePoint) {
      text.append("STRINGTOUTF8(").value(type, value).append(")");
    } else {
      text.value(type, value);
    }
  }

  private static boolean isText(StoredType type) {
    return type.kind() == Kind.TEXT || type.kind() == Kind.ENUM;
  }

  @Override
  public String extreme(Summary.Function function, String column, StoredType type) {
    if (isText(type) && !ordersByCodePoint) {
      return "UTF8TOSTRING(" + function.name() + "(" + ordered(column, type) + "))";
    }
    boolean isGreatest = function == Summary.Function.MAX;
    return super.extreme(function, isGreatest ? withoutIndex(column) : column, type);
  }

  @Override
  protected void isAmong(SqlText text, String column, StoredType type, List<?> values) {
    if (text.isLiteral() || values.size() == 1) {
      super.isAmong(text, column, type, values);
      return;
    }
    boolean several = values.size() > ARRAY_MAX;
    text.append(several ? "(" : "");
    for (int from = 0; from < values.size(); from += ARRAY_MAX) {
      List<?> part = values.subList(from, Math.min(values.size(), from + ARRAY_MAX));
      text.append(from == 0 ? "" : " OR ")
          .append(column)
          .append(" = ANY(")
          .parameter(ARRAY, array(type, part.toArray()))
          .append(")");
    }
    text.append(several ? ")" : "");
  }

  @Override
  public void fromByKeys(
      SqlText text, String table, List<String> columns, List<StoredType> types, List<Key> keys) {
    if (keys.size() <= (columns.size() == 1 ? ANY_MAX : ROW_VALUES_MAX)) {
      super.fromByKeys(text, table, columns, types, keys);
      return;
    }
    // No column of a model has such a name, so that the others need no qualification.
    List<String> names = IntStream.range(0, columns.size())
        .mapToObj(column -> "\"#" + column + "\"")
        .toList();
    text.append(" FROM (");
    for (int from = 0; from < keys.size(); from += ARRAY_MAX) {
      text.append(from == 0 ? "SELECT * FROM UNNEST(" : " UNION ALL SELECT * FROM UNNEST(");
      List<Key> part = keys.subList(from, Math.min(keys.size(), from + ARRAY_MAX));
      for (int column = 0; column < columns.size(); column++) {
        int place = column;
        Object[] values = part.stream().map(key -> key.value(place)).toArray();
        // Without the type, both sides of a UNION would be of none, and every value null.
        text.append(column == 0 ? "CAST(" : ", CAST(")
            .parameter(ARRAY, array(types.get(column), values))
            .append(" AS " + name(plain(types.get(column))) + " ARRAY)");
      }
      text.append(")");
    }
    text.append(") \"#keys\"(")
        .append(String.join(", ", names))
        .append(") JOIN ")
        .append(table);
    for (int column = 0; column < columns.size(); column++) {
      String name = names.get(column);
      text.append(column == 0 ? " ON " : " AND ");
      String key = columns.get(column);
      equal(text, key, key, types.get(column), other -> other.append(name));
    }
  }

  private static final ColumnHandler ARRAY =
      ColumnHandler.array((s, i, value) -> s.setObject(i, value));

  private static Object[] array(StoredType type, Object[] values) {
    if (type.kind() != Kind.INSTANT) {
      return values;
    }
    var converted = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      converted[i] = ((Instant) values[i]).atOffset(ZoneOffset.UTC);
    }
    return converted;
  }

  /** H2 has no share lock. */
  @Override
  public String lockClause(Lock lock) {
    return lock == Lock.NONE ? "" : " FOR UPDATE";
  }

  @Override
  public boolean canLoseReferences() {
    return true;
  }

  @Override
  public @Nullable SideSession beside(Connection connection) throws SQLException {
    return H2Sessions.beside(connection);
  }

  @Override
  public Set<Level> levels() {
    // Its SERIALIZABLE lets write skew through, so it is not offered.
    return EnumSet.of(Level.READ_COMMITTED, Level.SNAPSHOT);
  }

  /** What is not committed could be seen by the first level alone. */
  @Override
  public boolean readsAlike(Connection connection) throws SQLException {
    return connection.getTransactionIsolation() != Connection.TRANSACTION_READ_UNCOMMITTED;
  }

  @Override
  public StartedTransaction begin(Connection connection, Level level, OptionalInt limitMillis)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (autoCommit) {
      // First, so that a connection that ignores the call keeps its settings.
      connection.setAutoCommit(false);
      requireAutoCommitOff(connection);
    }
    int isolation = connection.getTransactionIsolation();
    int wanted = level == Level.READ_COMMITTED
        ? Connection.TRANSACTION_READ_COMMITTED
        : TRANSACTION_SNAPSHOT;
    // Time limits of statements stay with the connection here, so the pool's own has to be put
    // back. They do not end a wait for a lock, which has a limit of its own.
    boolean timed = limitMillis.isPresent();
    int seconds = timed ? timeLimit(connection) : 0;
    int lockMillis = timed ? lockTimeLimit(connection) : 0;
    boolean lockLimited = timed && limitMillis.getAsInt() < lockMillis;
    if (lockLimited) {
      setLockTimeLimit(connection, limitMillis.getAsInt());
    }
    if (isolation != wanted) {
      connection.setTransactionIsolation(wanted);
    }
    // Switching auto-commit on commits, even where a commit has just been done.
    return new StartedTransaction(autoCommit, () -> {
      if (autoCommit) {
        connection.setAutoCommit(true);
      }
      if (isolation != wanted) {
        connection.setTransactionIsolation(isolation);
      }
      if (timed) {
        try (Statement statement = connection.createStatement()) {
          statement.setQueryTimeout(seconds);
        }
      }
      if (lockLimited) {
        setLockTimeLimit(connection, lockMillis);
      }
    });
  }

  /** Proxies of pools that take part in transactions of others ignore the call; each statement would commit by itself. */
  private static void requireAutoCommitOff(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new SQLException("The connection ignores setAutoCommit(false)", "25000");
    }
  }

  private static int lockTimeLimit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("CALL LOCK_TIMEOUT()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void setLockTimeLimit(Connection connection, int millis) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT " + Math.max(1, millis));
    }
  }

  private static int timeLimit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.getQueryTimeout();
    }
  }

  @Override
  public TransactionState transactionState(Connection connection) {
    return Drivers.H2.state(connection);
  }

  @Override
  public TransactionState askTransactionState(Connection connection) throws SQLException {
    return containsUncommitted(connection) ? TransactionState.OPEN : TransactionState.NONE;
  }

  @Override
  public boolean isStillOpen(Connection connection) throws SQLException {
    return containsUncommitted(connection);
  }

  /** A change that left every row as it was may leave no trace in the transaction. */
  @Override
  public boolean hasLostTransaction(Connection connection) {
    return false;
  }

  /** {@code setReadOnly} does nothing here. */
  @Override
  public boolean forgetsReadOnly() {
    return true;
  }

  /** The driver asks a server each time, and a server that must not write refuses by itself. */
  @Override
  public boolean isReadOnly(Connection connection) throws SQLException {
    return Drivers.H2.isInProcess(connection) && connection.isReadOnly();
  }

  private static boolean containsUncommitted(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS"
                + " WHERE SESSION_ID = SESSION_ID()")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  @Override
  protected String characters(String text) {
    return "CAST(" + text + " AS CHARACTER VARYING)";
  }

  @Override
  public List<String> failIfExists(String query, String message) {
    // Computed from a row: H2 converts a constant text before it looks for rows.
    return List.of(
        "SELECT CAST('" + message + "' || SUBSTRING(CAST(\"found\" AS CHARACTER VARYING) FROM 2)"
            + " AS INTEGER) FROM (" + query + " FETCH FIRST ROW ONLY) AS \"left\"(\"found\")");
  }

  @Override
  public ErrorCodes errorCodes() {
    return ERRORS;
  }

  @Override
  public BrokenRule brokenRule(SQLException error, ConstraintNames constraints) {
    return H2Messages.brokenRule(error, constraints);
  }
}
