package org.bilayer.mybatis.internal.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Sequence;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** PostgreSQL from version 12. */
final class PostgreSqlDialect extends Dialect {

  /*
   * The level travels in front of the first query, in the same trip: the driver sends both parts of "SET TRANSACTION
   * ...; SELECT ..." at once, together with the BEGIN it puts before them. Setting it on the connection would cost a
   * trip before, one to ask for the old level, and one to put that back.
   *
   * Many values are one array parameter, so there is one text, planned once, for any number of them; as single
   * parameters they would end at 65,535.
   */

  static final String NAME = "PostgreSQL";

  private static final int MAJOR_VERSION_MIN = 12;

  /*
   * Seen on PostgreSQL, except where "doc" says that only the documents do. CockroachDB and YugabyteDB speak this protocol with
   * these codes, by their documents; CockroachDB's 40001 comes at RELEASE and COMMIT, too, its 40003 is an open commit.
   */
  static final ErrorCodes ERRORS = ErrorCodes.standard()
      .state(FailureKind.WRITE_CONFLICT, "40001")
      .state(FailureKind.DEADLOCK, "40P01")
      .state(FailureKind.LOCK_TIMEOUT, "55P03")
      .state(FailureKind.UNAVAILABLE, "57P01", "57P02", "57P03", "53300")
      .state(FailureKind.UNAVAILABLE, "57P05", "25P03", "53200") // doc
      .state(FailureKind.COMMIT_UNKNOWN, "08007", "40003") // doc
      .state(FailureKind.STOPPED, "57014")
      .state(
          FailureKind.STATEMENT_TIMEOUT,
          "25P04") // doc: transaction_timeout, which ends the session
      .state(FailureKind.UNIQUE, "23505")
      .state(FailureKind.UNIQUE, "23P01") // doc
      .state(FailureKind.FOREIGN_KEY, "23503")
      .state(FailureKind.FOREIGN_KEY, "23001") // doc: RESTRICT, from version 18
      .state(FailureKind.NOT_NULL, "23502")
      .state(FailureKind.CHECK, "23514")
      // Rows, index entries and statements beyond what the server takes; what a number or a text is
      // out of is class 22.
      .state(FailureKind.TOO_LARGE, "54")
      .state(FailureKind.LOST_STATEMENT, "26000", "42P05")
      .withoutValues("25", "26", "40", "53", "55", "57", "58", "3D", "3F", "28", "42P01", "42P05")
      .withoutValues("42501", "42703", "54000", "54001", "0A")
      .state(FailureKind.READ_ONLY, "25006")
      .build();

  private final SetWrites setWrites = new PostgreSqlSetWrites(this);
  private final CheckedWrites checkedWrites = new PostgreSqlCheckedWrites(this);

  private final Set<Level> levels;

  PostgreSqlDialect(String version, Set<Level> levels) {
    super(version);
    this.levels = Set.copyOf(levels);
  }

  /** A longer name would be cut silently. */
  @Override
  NameRules nameRules() {
    return new NameRules(NAME, 63, true, false, false, false, NameRules.Scopes.KEYS_BESIDE_TABLES);
  }

  /** The dialect of the server behind a connection. */
  static PostgreSqlDialect of(Connection connection) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    String version = NAME + " " + about.getDatabaseProductVersion();
    if (about.getDatabaseMajorVersion() < MAJOR_VERSION_MIN) {
      throw new IllegalStateException("PostgreSQL from version " + MAJOR_VERSION_MIN
          + " is supported, this is " + version + ".");
    }
    // The levels first: they are set before the first query of a transaction.
    Set<Level> levels = levels(connection);
    checkSettings(connection);
    return new PostgreSqlDialect(version, levels);
  }

  private static void checkSettings(Connection connection) throws SQLException {
    SettingsCheck.read(
            connection,
            NAME,
            "SELECT name, setting FROM pg_settings"
                + " WHERE name IN ('extra_float_digits', 'array_nulls', 'session_replication_role')")
        .require(
            "extra_float_digits",
            digits -> Integer.parseInt(digits) >= 1,
            "3",
            "doubles are read with fewer digits than were stored")
        .require("array_nulls", "on", "absent values are written as the text NULL")
        .require("session_replication_role", "origin", "references are not checked");
    requireExtendedQueries(connection);
  }

  /*
   * In simple mode the driver writes values into the SQL, without the types that arrays and documents need: a unit with one
   * new row works and one with two fails. The driver does not tell its mode through JDBC, so an array is tried.
   */
  private static void requireExtendedQueries(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM unnest(?)")) {
      statement.setArray(1, connection.createArrayOf("text", new String[] {"a", "b"}));
      statement.executeQuery().close();
    } catch (SQLException e) {
      if (!"42725".equals(e.getSQLState())) {
        throw e;
      }
      throw SettingsCheck.refused(
          NAME,
          "preferQueryMode=simple",
          "values are sent without their types, and a unit that writes several rows fails",
          "preferQueryMode=extended, and prepareThreshold=0 where a pooler needs that");
    }
  }

  /** Those that the server confirms: a compatible product may take a level and give another. */
  private static Set<Level> levels(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    var levels = EnumSet.noneOf(Level.class);
    for (Level level : Level.values()) {
      try (Statement statement = connection.createStatement()) {
        // Refused in a transaction of somebody else, which the driver may not have told of.
        statement.execute(prefixInFresh(level));
        try (ResultSet rows = statement.executeQuery("SHOW transaction_isolation")) {
          if (rows.next() && rows.getString(1).equalsIgnoreCase(name(level))) {
            levels.add(level);
          }
        }
      }
      connection.rollback();
    }
    if (autoCommit) {
      connection.setAutoCommit(true);
    }
    return levels;
  }

  @Override
  public boolean hasServerVersions() {
    return true;
  }

  /** A cast from xid to a number exists by way of text only. */
  @Override
  protected String serverVersion(String prefix) {
    return "CAST(CAST(" + prefix + "xmin AS text) AS bigint)";
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  protected String now(StoredType type) {
    return switch (type.kind()) {
      case INSTANT -> "CURRENT_TIMESTAMP";
      case LOCAL_DATE -> "CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS date)";
      default -> "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')";
    };
  }

  /** By a trigger: PostgreSQL has no ON UPDATE. */
  @Override
  protected String onUpdate(Table table, int column, String now) {
    return " DEFAULT " + now;
  }

  @Override
  public List<String> createTriggers(Table table) {
    String assignments = table.generated().stream()
        .filter(column -> isWrittenByTrigger(table.columns().get(column)))
        .map(column ->
            "NEW." + quotedColumn(table, column) + " := " + now(table.type(column)) + "; ")
        .collect(Collectors.joining());
    if (assignments.isEmpty()) {
      return List.of();
    }
    QualifiedName place = table.inDatabase();
    String name = nameOfTrigger(place.name());
    String function = quote(new QualifiedName(place.schema(), name));
    return List.of(
        "CREATE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
            + assignments.replace("'", "''") + "RETURN NEW; END'",
        "CREATE TRIGGER " + quote(name) + " BEFORE INSERT OR UPDATE ON " + quote(place)
            + " FOR EACH ROW EXECUTE FUNCTION " + function + "()");
  }

  private static boolean isWrittenByTrigger(StoredColumn column) {
    return column
        .generation()
        .filter(how ->
            how.moment() == StoredColumn.Moment.WRITE && how.source() == StoredColumn.Source.NOW)
        .isPresent();
  }

  /** PostgreSQL cuts a longer name, which could then be another one's. */
  private static String nameOfTrigger(String table) {
    String end = "_written";
    String beginning = table;
    while ((beginning + end).getBytes(StandardCharsets.UTF_8).length > 63) {
      beginning = beginning.substring(0, beginning.offsetByCodePoints(beginning.length(), -1));
    }
    return beginning + end;
  }

  @Override
  public String columnType(Table table, int column) {
    StoredType type = table.type(column);
    return switch (type.kind()) {
      case TEXT, ENUM ->
        isLabelType(type)
            ? labelType(type)
            : (type.isFixedLength() ? "char(" : "varchar(") + type.length() + ") COLLATE "
                + collation(type);
      case LONG_TEXT -> type.isConverted() ? labelType(type) : "text COLLATE \"C\"";
      case DECIMAL ->
        type.isUnbounded() ? "numeric" : "numeric(" + type.length() + ", " + type.scale() + ")";
      case INT16 -> "smallint";
      case INT32 -> "integer";
      case INT64 -> "bigint";
      case BOOLEAN -> "boolean";
      case DOUBLE -> "double precision";
      case INSTANT -> "timestamp(" + type.scale() + ") with time zone";
      case LOCAL_DATE_TIME -> "timestamp(" + type.scale() + ")";
      case LOCAL_DATE -> "date";
      case LOCAL_TIME -> "time(" + type.scale() + ")";
      case UUID -> "uuid";
      case BYTES, LONG_BYTES -> "bytea";
      case DOCUMENT -> "jsonb";
    };
  }

  private String collation(StoredType type) {
    return quote(type.isFolding() ? FOLDING : type.isCollated() ? BY_LANGUAGE : "C");
  }

  @Override
  public ColumnHandler handler(StoredType type) {
    return type.kind() == Kind.DOCUMENT
        ? DOCUMENT
        : type.isFolding() ? FOLDING_TEXT : super.handler(type);
  }

  /** The collation of the column, and the operators of citext, do not survive the cast. */
  @Override
  protected String byCodePoint(String column, StoredType type) {
    return column + "::text COLLATE \"C\"";
  }

  /*
   * The server would compare char(n) with a varchar as text, without an index of the column. LIKE takes the blanks that fill a
   * value for a part of it. It takes no text for a label.
   */
  @Override
  public String placeholder(StoredType type) {
    if (isLabelType(type)) {
      return "CAST(? AS " + labelType(type) + ")";
    }
    if (type.isConverted()) {
      return converted(labelType(type));
    }
    return isPadded(type) ? "CAST(? AS bpchar)" : "?";
  }

  /*
   * A text must be the one that the server shows for its value. The text of another one becomes an integer, which fails as an invalid
   * value. concat shows a value as the server does, which a cast to text does not always; and the planner does not evaluate it
   * beforehand.
   */
  private static String converted(String type) {
    String value = "CAST(given AS " + type + ")";
    return "(SELECT CASE WHEN given IS NULL OR concat(" + value + ") = given THEN " + value
        + " ELSE CAST(CAST(CAST(concat(given, ' is not') AS integer) AS text) AS " + type
        + ") END FROM (SELECT CAST(? AS text) AS given) AS texts)";
  }

  /** The text that the server shows, whatever form the driver would give a value of the type. */
  @Override
  public String read(String name, StoredType type) {
    return type.isConverted()
        ? "CASE WHEN " + name + " IS NULL THEN NULL ELSE concat(" + name + ") END"
        : name;
  }

  @Override
  public boolean hasPartialIndexes() {
    return true;
  }

  @Override
  public Optional<String> createType(StoredType type) {
    if (type.isFolding()) {
      return Optional.of("CREATE COLLATION IF NOT EXISTS " + quote(FOLDING)
          + " (provider = icu, locale = 'und-u-ks-level1', deterministic = false)");
    }
    return !isLabelType(type)
        ? Optional.empty()
        : Optional.of("CREATE TYPE " + labelType(type) + " AS ENUM "
            + type.labels().stream()
                .map(this::textLiteral)
                .collect(Collectors.joining(", ", "(", ")")));
  }

  /** What an array parameter for values of a type is cast to; empty for nothing. */
  String arrayCast(StoredType type) {
    if (isLabelType(type)) {
      return "::" + labelType(type) + "[]";
    }
    return isPadded(type) ? "::bpchar[]" : "";
  }

  /** Whether the column has an enumeration type; a set of labels is stored as text. */
  private static boolean isLabelType(StoredType type) {
    return !type.labels().isEmpty() && !type.isLabelSet();
  }

  /** The enumeration type of labels as SQL writes it. */
  private String labelType(StoredType type) {
    String name = type.databaseType();
    int point = name.indexOf('.');
    return quote(
        point < 0
            ? QualifiedName.of(name)
            : QualifiedName.of(name.substring(0, point), name.substring(point + 1)));
  }

  @Override
  public String searched(String column, StoredType type) {
    return type.isCollated() ? exact(column, type) : isPadded(type) ? column + "::text" : column;
  }

  private static boolean isPadded(StoredType type) {
    return type.kind() == Kind.TEXT && type.isFixedLength();
  }

  /** Of new columns whose case is ignored: accents are ignored, too. */
  private static final String FOLDING = "bilayer_ignoring_case";

  /** Of new columns that are sorted by language: the rules for all languages. */
  private static final String BY_LANGUAGE = "und-x-icu";

  /** Without a type of its own, the text takes that of the column, so that citext compares it as citext. */
  private static final ColumnHandler FOLDING_TEXT = ColumnHandler.of(
      Kind.TEXT,
      Types.VARCHAR,
      (s, i, value) -> s.setObject(i, value, Types.OTHER),
      (rows, column) -> rows.getString(column));

  /** Without a type of its own, the text takes that of the column. */
  private static final ColumnHandler DOCUMENT =
      ColumnHandler.document((s, i, value) -> s.setObject(i, value, Types.OTHER));

  @Override
  public String nextValue(Sequence sequence) {
    // With E, a backslash means the same whatever standard_conforming_strings says.
    String name = quote(sequence.inDatabase());
    return "SELECT nextval(E'" + name.replace("\\", "\\\\").replace("'", "''") + "')";
  }

  @Override
  public boolean leavesForeignKeysUnindexed() {
    return true;
  }

  @Override
  public String literal(StoredType type, Object value) {
    return type.kind() == Kind.BYTES || type.kind() == Kind.LONG_BYTES
        ? "'\\x" + HexFormat.of().formatHex((byte[]) value) + "'::bytea"
        : super.literal(type, value);
  }

  /** Without regard to standard_conforming_strings: what has a backslash is written as an escape string. */
  /** Only a sequence that belongs to the column: of a serial or an identity column. */
  @Override
  public Optional<String> continueKeys(Table table) {
    String name = quote(table.inDatabase());
    String column = table.columns().get(table.key().get(0)).inDatabase();
    return Optional.of(
        "SELECT setval(generator, greatest) FROM (SELECT pg_get_serial_sequence("
            + textLiteral(name) + ", " + textLiteral(column)
            + ")::regclass AS generator, (SELECT max(" + quote(column) + ") FROM " + name
            + ") AS greatest) AS used"
            + " WHERE generator IS NOT NULL AND greatest > COALESCE(pg_sequence_last_value(generator), 0)");
  }

  @Override
  protected String textLiteral(String text) {
    String literal = super.textLiteral(text);
    return literal.indexOf('\\') < 0 ? literal : "E" + literal.replace("\\", "\\\\");
  }

  @Override
  protected void isAmong(SqlText text, String column, StoredType type, List<?> values) {
    if (text.isLiteral() || values.size() == 1) {
      super.isAmong(text, column, type, values);
    } else {
      text.append(column).append(" = ANY(");
      if (type.isFolding()) {
        PostgreSqlArrays.appendUntyped(text, values.toArray());
      } else {
        PostgreSqlArrays.append(text, type, values.toArray());
      }
      text.append(arrayCast(type));
      text.append(")");
    }
  }

  @Override
  public void fromByKeys(
      SqlText text, String table, List<String> columns, List<StoredType> types, List<Key> keys) {
    if (columns.size() == 1 || keys.size() == 1) {
      super.fromByKeys(text, table, columns, types, keys);
      return;
    }
    text.append(" FROM ").append(table).append(" WHERE ");
    areAmongArrays(text, columns, types, keys);
    if (types.stream().anyMatch(StoredType::isFolding)) {
      text.append(" AND ");
      areAmongArrays(text, distinct(columns, types), types, keys);
    }
  }

  private void areAmongArrays(
      SqlText text, List<String> columns, List<StoredType> types, List<Key> keys) {
    text.append("(").append(String.join(", ", columns)).append(") IN (SELECT * FROM unnest(");
    for (int column = 0; column < columns.size(); column++) {
      int place = column;
      text.append(column == 0 ? "" : ", ");
      PostgreSqlArrays.append(
              text,
              types.get(column),
              keys.stream().map(key -> key.value(place)).toArray())
          .append(arrayCast(types.get(column)));
    }
    text.append("))");
  }

  /** MIN and MAX do not know every type: false sorts before true, and hexadecimal text as the bytes it shows. */
  @Override
  public String extreme(Summary.Function function, String column, StoredType type) {
    return switch (type.kind()) {
      case BOOLEAN -> (function == Summary.Function.MIN ? "bool_and(" : "bool_or(") + column + ")";
      case UUID -> function.name() + "(" + column + "::text COLLATE \"C\")::uuid";
      case BYTES ->
        "decode(" + function.name() + "(encode(" + column + ", 'hex') COLLATE \"C\"), 'hex')";
      default -> super.extreme(function, column, type);
    };
  }

  /**
   * As a number in the text. A parameter would be planned anew each time: a plan for any limit counts on a tenth of all rows and
   * always looks dearer than one for the few that are asked for.
   */
  @Override
  public void limit(SqlText text, long rows) {
    text.append(" LIMIT ").append(Long.toString(rows));
  }

  @Override
  public SetWrites setWrites() {
    return setWrites;
  }

  @Override
  public CheckedWrites checkedWrites() {
    return checkedWrites;
  }

  @Override
  public boolean sendsTogether() {
    return true;
  }

  @Override
  public Set<Level> levels() {
    return levels;
  }

  @Override
  public StartedTransaction begin(Connection connection, Level level, OptionalInt limitMillis)
      throws SQLException {
    if (connection.getAutoCommit()) {
      return new StartedTransaction(
          begin(level, connection.isReadOnly()),
          () -> connection.setAutoCommit(false),
          false,
          () -> connection.setAutoCommit(true));
    }
    return new StartedTransaction(
        prefixInFresh(level) + (connection.isReadOnly() ? "SET TRANSACTION READ ONLY;" : ""),
        () -> {},
        false,
        () -> {});
  }

  /*
   * The level is said for each unit, whatever the pool has: a stricter one would forbid no less, but a unit that waits for
   * what others commit would wait for ever.
   *
   * It travels with the first statement. While auto-commit is on, the driver leaves BEGIN to us, and BEGIN takes the level
   * along; the driver learns from the answer that it is in a transaction, and auto-commit can be switched off behind it
   * without a trip. That spares the server a statement: a fifth of the time of a unit that reads one row.
   *
   * A pool without auto-commit might lend a connection inside a transaction, and a proxy may hide the driver that knows; the
   * server refuses another level there, but lets the same one pass, so the level is changed twice.
   *
   * A connection that must not write says so to the driver, which tells the server in its own BEGIN only.
   */
  private static String prefixInFresh(Level level) {
    return prefix(level == Level.SERIALIZABLE ? Level.SNAPSHOT : Level.SERIALIZABLE)
        + prefix(level);
  }

  private static String prefix(Level level) {
    return "SET TRANSACTION ISOLATION LEVEL " + name(level) + ";";
  }

  private static String begin(Level level, boolean isReadOnly) {
    String begin = switch (level) {
      case READ_COMMITTED -> "BEGIN ISOLATION LEVEL READ COMMITTED;";
      case SNAPSHOT -> "BEGIN ISOLATION LEVEL REPEATABLE READ;";
      case SERIALIZABLE -> "BEGIN ISOLATION LEVEL SERIALIZABLE;";
    };
    return isReadOnly ? begin.replace(";", " READ ONLY;") : begin;
  }

  private static String name(Level level) {
    return switch (level) {
      case READ_COMMITTED -> "READ COMMITTED";
      case SNAPSHOT -> "REPEATABLE READ";
      case SERIALIZABLE -> "SERIALIZABLE";
    };
  }

  @Override
  public TransactionState transactionState(Connection connection) {
    return Drivers.PostgreSql.state(connection);
  }

  /** Nothing can be asked that would not itself begin a transaction; the prefix finds out. */
  @Override
  public TransactionState askTransactionState(Connection connection) {
    return TransactionState.UNKNOWN;
  }

  /*
   * A transaction that has written has a number. Where the writes were to go along with COMMIT and never went, there is none yet;
   * then the driver knows, whose word is taken after the server has answered once more.
   */
  @Override
  public boolean isStillOpen(Connection connection) throws SQLException {
    if (transactionState(connection) == TransactionState.NONE) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT txid_current_if_assigned() IS NOT NULL")) {
      return rows.next()
          && (rows.getBoolean(1) || transactionState(connection) == TransactionState.OPEN);
    }
  }

  @Override
  public boolean tellsTransactionStatus() {
    return true;
  }

  @Override
  protected String characters(String text) {
    return "CAST(" + text + " AS text) COLLATE \"C\"";
  }

  @Override
  public List<String> failIfExists(String query, String message) {
    // Clients know dollar quotes, and do not split inside them.
    return List.of("DO $guard$ BEGIN IF EXISTS (" + query + ") THEN RAISE EXCEPTION '" + message
        + "'; END IF; END $guard$");
  }

  @Override
  public ErrorCodes errorCodes() {
    return ERRORS;
  }

  @Override
  public BrokenRule brokenRule(SQLException error, ConstraintNames constraints) {
    return PostgreSqlErrorFields.brokenRule(error);
  }
}
