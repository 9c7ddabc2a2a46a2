package org.bilayer.mybatis.internal.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bilayer.store.Index;
import org.bilayer.store.Sequence;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** MariaDB with InnoDB. */
final class MariaDbDialect extends Dialect {

  /*
   * The level, innodb_snapshot_isolation and autocommit are set by one SET, one trip where the JDBC methods would take
   * three. The level is named without SESSION and so holds for the next transaction only: nothing to put back. MariaDB
   * refuses it inside a transaction, which is how a connection that somebody else is using shows.
   *
   * Lists of keys are lists of parameters, since there are no arrays. Their number is rounded up to a power of two by
   * repeating the last one, so that few different statements arise.
   */

  static final String NAME = MariaDbServer.NAME;

  /** By code point, and unlike utf8mb4_bin without ignoring blanks at the end. */
  private static final String COLLATION = "utf8mb4_nopad_bin";

  /** No day; as text it is also the midnight of no day. */
  static final String ZERO_DATE_TEXT = "0000-00-00";

  private static final String ZERO_DATE = "'" + ZERO_DATE_TEXT + "'";

  /** Bytes of an index entry in InnoDB's default row format. */
  private static final int KEY_BYTES_MAX = 3072;

  /** Bytes of a row as its columns are declared. */
  private static final int ROW_BYTES_LIMIT = 65_535;

  private static final int LENGTH_BYTES = 2;

  private static final int BYTES_OF_A_POINTER = 12;

  /** Half of InnoDB's page of 16 KB, which each row has to fit into when its long columns lie elsewhere. */
  private static final int PAGE_BYTES_MAX = 8_126;

  /** The header of a row, its transaction and its undo pointer. */
  private static final int PAGE_ROW_BYTES = 32;

  /** A longer column may lie elsewhere, unless it is in the primary key. */
  private static final int WHOLE_IN_PAGE_MAX = 255;

  /** What InnoDB counts for a column that may lie elsewhere, with the bytes of its length. */
  private static final int PAGE_COLUMN_BYTES = 42;

  private static final int BYTES_PER_CODE_POINT = 4;
  private static final int INLINE_LENGTH_MAX = 1000;
  private static final int PADDED_VALUES_MAX = 1024;
  private static final int PORTION_MAX = 50_000;

  /** 15 keys have to fit into a sort's buffer; a few more for the short columns. */
  private static final int SORT_KEYS = 20;

  private static final int SORT_BYTES_MIN = 1024;

  /** Seen on MariaDB, except where "doc" says that only the documents do; MySQL was not run. */
  static final ErrorCodes ERRORS = ErrorCodes.standard()
      .code(FailureKind.WRITE_CONFLICT, 1020)
      .code(FailureKind.DEADLOCK, 1213)
      .code(FailureKind.LOCK_TIMEOUT, 1205)
      .code(FailureKind.LOCK_TIMEOUT, 3572) // doc: MySQL, NOWAIT
      .code(FailureKind.UNAVAILABLE, 1040)
      .code(FailureKind.UNAVAILABLE, 1053, 1158, 1159, 1160, 1161, 1203, 1927, 2006, 2013) // doc
      .code(FailureKind.UNAVAILABLE, 4031) // doc: MySQL, idle for too long
      .code(FailureKind.COMMIT_UNKNOWN, 1180) // doc: error while it commits
      .code(FailureKind.STATEMENT_TIMEOUT, 1969)
      .code(FailureKind.STATEMENT_TIMEOUT, 3024) // doc: MySQL
      .code(FailureKind.CANCELLED, 1317)
      .code(FailureKind.UNIQUE, 1062)
      .code(FailureKind.UNIQUE, 1022, 1586) // doc
      .code(FailureKind.FOREIGN_KEY, 1451, 1452)
      .code(
          FailureKind.FOREIGN_KEY, 1216, 1217) // doc: the same, where the user may not see the name
      .code(FailureKind.NOT_NULL, 1048, 1364)
      .code(FailureKind.CHECK, 4025)
      .code(FailureKind.CHECK, 3819) // doc: MySQL
      .code(FailureKind.INVALID_VALUE, 1264, 1265, 1292, 1366, 1406, 1690)
      .code(FailureKind.FOREIGN_TRANSACTION, 1568)
      .code(FailureKind.TOO_LARGE, 1118, 1153, 1301, 1390, 1436)
      .code(FailureKind.READ_ONLY, 1792)
      .state(FailureKind.WRITE_CONFLICT, "40001")
      // 1064 is not among them: a syntax error repeats the statement, into which the driver writes
      // the parameters.
      .withoutValues(1020, 1021, 1030, 1040, 1044, 1045, 1049, 1053, 1054, 1114, 1118, 1142, 1143)
      .withoutValues(1146, 1153, 1205, 1213, 1290, 1317, 1436, 1568, 1792, 1969)
      .build();

  private final MariaDbServer server;

  MariaDbDialect(String version, MariaDbServer server) {
    super(version);
    this.server = server;
  }

  @Override
  NameRules nameRules() {
    return NameRules.mariaDb(server.ignoresCaseOfTables());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  @Override
  public ColumnHandler handler(StoredType type) {
    return switch (type.kind()) {
      case INSTANT -> MariaDbHandlers.withZeroDate(MariaDbHandlers.INSTANT_IN_UTC, type);
      case UUID -> MariaDbHandlers.UUID_AS_BYTES;
      case BOOLEAN -> MariaDbHandlers.BOOLEAN;
      case LOCAL_DATE -> MariaDbHandlers.withZeroDate(MariaDbHandlers.DATE, type);
      case LOCAL_DATE_TIME -> MariaDbHandlers.withZeroDate(MariaDbHandlers.DATE_TIME, type);
      case LOCAL_TIME -> MariaDbHandlers.TIME_OF_DAY;
      default -> super.handler(type);
    };
  }

  @Override
  public String read(String name, StoredType type) {
    return type.isZeroDateAbsent() ? "NULLIF(" + name + ", 0)" : name;
  }

  @Override
  public String absent(StoredType type) {
    return type.isZeroDateAbsent() ? ZERO_DATE : super.absent(type);
  }

  @Override
  public String literal(StoredType type, Object value) {
    if (value.equals(type.zeroDate())) {
      return ZERO_DATE;
    }
    return switch (type.kind()) {
      case INSTANT ->
        super.literal(
            StoredType.temporal(Kind.LOCAL_DATE_TIME, type.scale()),
            LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC));
      case UUID -> "X'" + HexFormat.of().formatHex(MariaDbHandlers.bytes((UUID) value)) + "'";
      case DOUBLE -> exponential((Double) value);
      default -> super.literal(type, value);
    };
  }

  /** Written with an exponent a number is a double; without, it is a decimal. */
  private static String exponential(double value) {
    String text = Double.toString(value);
    return text.indexOf('E') < 0 ? text + "E0" : text;
  }

  /*
   * A backslash escapes or does not, as sql_mode says; the bytes of the text are the same in every mode. Not written as
   * _utf8mb4 X'...': MariaDB stores a check as text and prints such a literal without escaping what is in it.
   */
  @Override
  protected String textLiteral(String text) {
    boolean plain = text.chars().allMatch(unit -> unit >= ' ' && unit < 0x7F && unit != '\\');
    return plain
        ? super.textLiteral(text)
        : "CONVERT(X'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
            + "' USING utf8mb4) COLLATE " + COLLATION;
  }

  @Override
  public String columnType(Table table, int column) {
    StoredType type = table.type(column);
    return switch (type.kind()) {
      case TEXT, ENUM ->
        !type.labels().isEmpty()
            ? type.labels().stream()
                    .map(label -> "'" + label.replace("\\", "\\\\").replace("'", "''") + "'")
                    .collect(Collectors.joining(", ", type.isLabelSet() ? "set(" : "enum(", ")"))
                + characters(type)
            : type.isFixedLength()
                ? "char(" + type.length() + ")" + characters(type)
                : (isInline(table, column) ? "varchar(" + type.length() + ")" : "text")
                    + characters(type);
      case LONG_TEXT -> type.isConverted() ? unquoted(type) : "mediumtext" + characters(type);
      case LONG_BYTES -> "mediumblob";
      case DECIMAL ->
        type.isRanged()
            ? "bigint unsigned"
            : "decimal(" + type.length() + ", " + type.scale() + ")";
      case INT16 -> "smallint";
      case INT32 -> "int";
      case INT64 -> "bigint";
      case BOOLEAN -> "boolean";
      case DOUBLE -> "double";
      // Where explicit_defaults_for_timestamp is off, a timestamp allows NULL only if the
      // definition says so.
      case INSTANT ->
        (type.isRanged() ? "timestamp(" : "datetime(")
            + type.scale()
            + (type.isRanged() && table.columns().get(column).nullable() ? ") NULL" : ")");
      case LOCAL_DATE_TIME -> "datetime(" + type.scale() + ")";
      case LOCAL_DATE -> "date";
      case LOCAL_TIME -> "time(" + type.scale() + ")";
      case UUID -> "binary(16)";
      case BYTES ->
        type.isFixedLength()
            ? "binary(" + type.length() + ")"
            : isInline(table, column) ? "varbinary(" + type.length() + ")" : "blob";
      // Not json, which is the same with a check that refuses what is nested deeper than 32.
      case DOCUMENT -> "longtext CHARACTER SET utf8mb4 COLLATE " + COLLATION;
    };
  }

  /** Sessions of the library are in UTC. */
  @Override
  protected String now(StoredType type) {
    return type.kind() == Kind.LOCAL_DATE
        ? "(CURRENT_DATE)"
        : "CURRENT_TIMESTAMP(" + type.scale() + ")";
  }

  @Override
  protected String onUpdate(Table table, int column, String now) {
    if (table.type(column).kind() == Kind.LOCAL_DATE) {
      throw notCreated(
          table,
          column,
          "MariaDB cannot store the date of each update in a column by itself",
          "Use a time, or create the table and a trigger by a script of your own");
    }
    return super.onUpdate(table, column, now);
  }

  /** A computed column has no NOT NULL in MariaDB. */
  @Override
  public boolean takesNotNull(StoredColumn column) {
    return column
        .generation()
        .filter(how ->
            how.moment() == StoredColumn.Moment.WRITE && how.source() != StoredColumn.Source.NOW)
        .isEmpty();
  }

  private static String characters(StoredType type) {
    String set = type.characterSet();
    String collation = type.isFolding()
        ? set + (set.equals("latin1") ? "_swedish_ci" : "_general_ci")
        : COLLATION.replace("utf8mb4", set);
    return " CHARACTER SET " + set + " COLLATE " + collation;
  }

  /** Whatever the character set is: the collation of a narrower one cannot be given to it directly. */
  @Override
  protected String byCodePoint(String column, StoredType type) {
    return "CONVERT(" + column + " USING utf8mb4) COLLATE " + COLLATION;
  }

  /** The bytes of latin1 are in another order than the code points that they stand for. */
  @Override
  public String ordered(String column, StoredType type) {
    return comparesByItsBytes(type) ? exact(column, type) : byCodePoint(column, type);
  }

  private static boolean comparesByItsBytes(StoredType type) {
    return !type.characterSet().equals("latin1");
  }

  @Override
  public boolean comparesAlike(StoredType type, Object value) {
    return comparesByItsBytes(type) && !type.isCollated();
  }

  /** A pattern may have code points that the character set lacks. */
  @Override
  public String searched(String column, StoredType type) {
    return type.isNarrow() ? byCodePoint(column, type) : exact(column, type);
  }

  /*
   * A row may have 65,535 bytes in its varchar and varbinary columns, whatever the values are, and 8,126 bytes in InnoDB's
   * page, where columns of up to 255 bytes count whole and longer ones 42. What is in a key has to be one of those; the rest
   * goes to TEXT and BLOB, which hold 65,535 bytes each outside the row, when it is long, or when the table would grow too wide.
   */
  private static boolean isInline(Table table, int column) {
    StoredType type = table.type(column);
    if (isLong(type)) {
      return false;
    }
    return type.isFixedLength()
        || !type.labels().isEmpty()
        || isKeyed(table, column)
        || bytes(type) < PAGE_COLUMN_BYTES
        || (type.length() <= INLINE_LENGTH_MAX && !isTooWide(table));
  }

  private static boolean isTooWide(Table table) {
    int declared = 0;
    int inPage = pageHeader(table);
    for (int column = 0; column < table.columns().size(); column++) {
      boolean inline = !isLong(table.type(column))
          && (isKeyed(table, column) || table.type(column).length() <= INLINE_LENGTH_MAX);
      declared += declaredBytes(table, column, inline);
      inPage += pageBytes(table, column, inline);
    }
    return declared > ROW_BYTES_LIMIT || inPage > PAGE_BYTES_MAX;
  }

  private static boolean isLong(StoredType type) {
    return switch (type.kind()) {
      case DOCUMENT, LONG_TEXT, LONG_BYTES -> true;
      default -> false;
    };
  }

  private static int pageHeader(Table table) {
    return PAGE_ROW_BYTES + table.columns().size() / Byte.SIZE;
  }

  private static int declaredBytes(Table table, int column, boolean inline) {
    return inline ? bytes(table.type(column)) + LENGTH_BYTES : BYTES_OF_A_POINTER;
  }

  private static int pageBytes(Table table, int column, boolean inline) {
    int bytes = bytes(table.type(column)) + LENGTH_BYTES;
    boolean whole = inline && (bytes <= WHOLE_IN_PAGE_MAX || table.key().contains(column));
    return whole ? bytes : PAGE_COLUMN_BYTES;
  }

  private static List<Integer> columns(Index index) {
    return index.columns().stream().map(SortColumn::column).toList();
  }

  private static boolean isKeyed(Table table, int column) {
    return table.key().contains(column)
        || table.uniqueKeys().stream().anyMatch(key -> key.columns().contains(column))
        || table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column))
        || table.indexes().stream().anyMatch(index -> columns(index).contains(column));
  }

  private static int bytes(StoredType type) {
    return switch (type.kind()) {
      case TEXT, ENUM -> type.length() * type.bytesPerCodePoint();
      case BYTES -> type.length();
      case INT16 -> 2;
      case INT32 -> 4;
      case BOOLEAN -> 1;
      case INT64, DOUBLE, INSTANT, LOCAL_DATE_TIME, LOCAL_TIME -> 8;
      case LOCAL_DATE -> 3;
      case DECIMAL -> 20;
      case UUID, DOCUMENT, LONG_TEXT, LONG_BYTES -> 16;
    };
  }

  @Override
  public void checkTypes(Table table) {
    for (StoredColumn column : table.columns()) {
      if (column.type().isUnbounded()) {
        throw new IllegalArgumentException("MariaDB cannot hold the table " + table.name()
            + ": the column " + column.name() + " is a decimal without a precision, which MariaDB"
            + " does not have. Give the model a precision and a scale.");
      }
    }
  }

  @Override
  public void checkLimits(Table table) {
    checkKey(table, table.keyName(), table.key());
    table.uniqueKeys().forEach(key -> checkKey(table, key.name(), key.columns()));
    table.foreignKeys().forEach(key -> checkKey(table, key.name(), key.columns()));
    table.indexes().forEach(index -> checkKey(table, index.name(), columns(index)));
    checkRow(table);
  }

  private static void checkRow(Table table) {
    int declared = 0;
    int inPage = pageHeader(table);
    for (int column = 0; column < table.columns().size(); column++) {
      boolean inline = isInline(table, column);
      declared += declaredBytes(table, column, inline);
      inPage += pageBytes(table, column, inline);
    }
    refuseRow(table, declared, ROW_BYTES_LIMIT);
    refuseRow(table, inPage, PAGE_BYTES_MAX);
  }

  private static void refuseRow(Table table, int bytes, int most) {
    if (bytes > most) {
      throw new IllegalArgumentException("MariaDB cannot create the table " + table.name()
          + ": its " + table.columns().size() + " columns may need " + bytes + " bytes of a row, "
          + most + " is the most (a code point counts " + BYTES_PER_CODE_POINT
          + ", a text or bytes outside of keys at most " + PAGE_COLUMN_BYTES
          + "). Shorten its keys, or move columns to a table of their own.");
    }
  }

  private static void checkKey(Table table, String name, List<Integer> columns) {
    int bytes = columns.stream().mapToInt(column -> bytes(table.type(column))).sum();
    if (bytes > KEY_BYTES_MAX) {
      throw new IllegalArgumentException("MariaDB cannot index the key " + name + " of table "
          + table.name() + ": its columns may need " + bytes + " bytes, " + KEY_BYTES_MAX
          + " is the most (a code point counts " + BYTES_PER_CODE_POINT
          + "). Shorten its text columns in the model.");
    }
  }

  @Override
  public String tableSuffix() {
    return " ENGINE=InnoDB";
  }

  @Override
  public String identityClause() {
    return " AUTO_INCREMENT";
  }

  @Override
  public String overriding(Table table) {
    return "";
  }

  /** An insertion with a key moves the counter behind it. */
  @Override
  public Optional<String> continueKeys(Table table) {
    return Optional.empty();
  }

  @Override
  public String createSequence(Sequence sequence) {
    return super.createSequence(sequence) + " ENGINE=InnoDB";
  }

  @Override
  protected void isAmong(SqlText text, String column, StoredType type, List<?> values) {
    super.isAmong(text, column, type, text.isLiteral() ? values : padded(values));
  }

  @Override
  public void fromByKeys(
      SqlText text, String table, List<String> columns, List<StoredType> types, List<Key> keys) {
    super.fromByKeys(text, table, columns, types, columns.size() == 1 ? keys : padded(keys));
  }

  @Override
  public List<List<Key>> portions(List<Key> keys) {
    long most = server.packetBytes() / 4;
    var portions = new ArrayList<List<Key>>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < keys.size(); i++) {
      long next = StatementSize.of(keys.get(i));
      if (i > from && (bytes + next > most || i - from == PORTION_MAX)) {
        portions.add(keys.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += next;
    }
    portions.add(keys.subList(from, keys.size()));
    return portions;
  }

  /** The server closes the connection on a statement that is larger, and the driver then knows no reason. */
  @Override
  public long statementBytesMax() {
    return server.packetBytes();
  }

  private static <E> List<E> padded(List<E> values) {
    int size = Integer.highestOneBit(values.size());
    if (size == values.size() || values.size() > PADDED_VALUES_MAX) {
      return values;
    }
    var padded = new ArrayList<>(values);
    while (padded.size() < size * 2) {
      padded.add(values.get(values.size() - 1));
    }
    return padded;
  }

  /** There is no NULLS FIRST; false sorts before true. */
  @Override
  public void order(
      SqlText text, String column, StoredType type, boolean nullable, SortColumn sort) {
    if (nullable) {
      text.append(column).append(sort.nullsFirst() ? " IS NOT NULL, " : " IS NULL, ");
    }
    super.order(text, column, type, false, sort);
  }

  /*
   * A sort is refused (1038) unless some of its keys fit into its buffer, and a key has room for as much of each long column as
   * max_sort_length says, whatever the values are. Three columns as long as the longest of the schema are too much for the usual
   * buffer. Such a statement sets both for itself, by its own columns.
   */
  @Override
  public void sorting(SqlText text, List<StoredType> by) {
    int longColumns = 0;
    int sortBytes = 0;
    for (StoredType type : by) {
      int bytes = MariaDbServer.sortBytes(type);
      longColumns += bytes > 0 ? 1 : 0;
      sortBytes = Math.max(sortBytes, bytes);
    }
    long inSession = Math.max(server.sortBytes(), server.sortBytesWanted());
    if (longColumns * inSession * SORT_KEYS > server.sortBuffer()) {
      text.append("SET STATEMENT max_sort_length = ")
          .append(Integer.toString(Math.max(sortBytes, SORT_BYTES_MIN)))
          .append(", sort_buffer_size = ")
          .append(Long.toString(
              Math.max(server.sortBuffer(), longColumns * (long) sortBytes * SORT_KEYS)))
          .append(" FOR ");
    }
  }

  @Override
  public String lockClause(Lock lock) {
    return lock == Lock.SHARE ? " LOCK IN SHARE MODE" : super.lockClause(lock);
  }

  /** A connection sends one result after the other; the driver would load what is left of a stream into the heap. */
  @Override
  public boolean readsBesideCursors() {
    return false;
  }

  @Override
  public boolean countsBatches() {
    return server.countsBatches();
  }

  /** MariaDB 10.11 looks in the index up to the prefix with U+FFFF behind it, and so misses "a" before an emoji. */
  @Override
  public boolean findsPrefixesByIndex() {
    return false;
  }

  @Override
  public Set<Level> levels() {
    var levels = new TreeSet<>(Set.of(Level.READ_COMMITTED, Level.SERIALIZABLE));
    if (server.snapshotIsolation().isPresent()) {
      levels.add(Level.SNAPSHOT);
    }
    return levels;
  }

  /** Some settings of a session matter to a query, too. */
  @Override
  public boolean readsAlike(Connection connection) {
    return false;
  }

  @Override
  public StartedTransaction begin(Connection connection, Level level, OptionalInt limitMillis)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    var set = new StringBuilder("SET @@")
        .append(server.levelVariable())
        .append(" = '")
        .append(
            switch (level) {
              case READ_COMMITTED -> "READ-COMMITTED";
              case SNAPSHOT -> "REPEATABLE-READ";
              case SERIALIZABLE -> "SERIALIZABLE";
            })
        .append('\'');
    if (connection.isReadOnly()) {
      set.append(", @@").append(server.readOnlyVariable()).append(" = 1");
    }
    var undo = new StringBuilder();
    if (autoCommit) {
      set.append(", SESSION autocommit = 0");
      undo.append(", SESSION autocommit = 1");
    }
    if (server.snapshotIsolation().isPresent()) {
      set.append(", SESSION innodb_snapshot_isolation = ON");
      if (!server.snapshotIsolation().get()) {
        undo.append(", SESSION innodb_snapshot_isolation = OFF");
      }
    }
    if (server.zoneToRestore().isPresent()) {
      set.append(", SESSION time_zone = '+00:00'");
      undo.append(", SESSION time_zone = '")
          .append(server.zoneToRestore().get())
          .append('\'');
    }
    if (server.sortBytesWanted() > server.sortBytes()) {
      set.append(", SESSION max_sort_length = ").append(server.sortBytesWanted());
      undo.append(", SESSION max_sort_length = ").append(server.sortBytes());
    }
    execute(connection, set.toString());
    return new StartedTransaction(false, () -> {
      if (undo.length() > 0) {
        execute(connection, "SET " + undo.substring(2));
      }
    });
  }

  @Override
  public TransactionState transactionState(Connection connection) {
    return Drivers.MariaDb.state(connection);
  }

  @Override
  public TransactionState askTransactionState(Connection connection) throws SQLException {
    return isTrue(connection, "SELECT @@in_transaction")
        ? TransactionState.OPEN
        : TransactionState.NONE;
  }

  /** With completion_type CHAIN a COMMIT that was carried out is followed by a new transaction at once. */
  @Override
  public boolean isStillOpen(Connection connection) throws SQLException {
    return isTrue(connection, "SELECT @@in_transaction AND @@completion_type <> 'CHAIN'");
  }

  private static boolean isTrue(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String differ(String left, String right, StoredType type) {
    return type.kind() == StoredType.Kind.TEXT
        ? "NOT (" + characters(left) + " <=> " + characters(right) + ")"
        : "NOT (" + left + " <=> " + right + ")";
  }

  @Override
  protected String characters(String text) {
    return "CAST(CONVERT(" + text + " USING utf8mb4) AS BINARY)";
  }

  @Override
  public List<String> failIfExists(String query, String message) {
    String failing = "SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''" + message + "''";
    return List.of(
        "SET @bilayer_guard = IF(EXISTS (" + query + "), '" + failing + "', 'DO 0')",
        "EXECUTE IMMEDIATE @bilayer_guard");
  }

  @Override
  public ErrorCodes errorCodes() {
    return ERRORS;
  }

  @Override
  public BrokenRule brokenRule(SQLException error, ConstraintNames constraints) {
    return MariaDbMessages.brokenRule(error, constraints);
  }
}
