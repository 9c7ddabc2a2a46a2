package org.bilayer.mybatis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.failure.DataException;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings of URLs, sessions and pools, several at once where they are harmless: each either leaves the answers of everyday use alone, or is refused when the layer is
 * opened, by name and with the value to use.
 */
final class SettingsTest {

  private static final Map<Server, List<String>> USUAL = new EnumMap<>(Server.class);

  @AfterAll
  static void forget() {
    USUAL.clear();
  }

  private static List<String> usual(Server server) {
    return USUAL.computeIfAbsent(
        server, known -> answers(known, new DriverSettings(known, "", Optional.empty())));
  }

  /** A setting in the URL, or SQL that a pool sends on each new connection. */
  private record DriverSettings(Server server, String inUrl, Optional<String> initSql) {

    DataSource of(TestDatabase database) {
      DataSource plain = new DriverDataSource(database.url() + inUrl);
      return (SimpleDataSource) () -> {
        Connection connection = plain.getConnection();
        if (initSql.isPresent()) {
          try (Statement statement = connection.createStatement()) {
            statement.execute(initSql.get());
          } catch (SQLException e) {
            connection.close();
            throw e;
          }
        }
        return connection;
      };
    }
  }

  private static List<String> answers(Server server, DriverSettings settings) {
    try (TestDatabase database = server.create()) {
      DataSource plain = new DriverDataSource(database.url());
      if (server != Server.H2) {
        MyBatisDataLayer.createTables(EverydayUse.MODEL, plain);
      }
      DataSource source = settings.of(database);
      if (server == Server.H2) {
        // Settings of an H2 database in memory hold from its first connection on.
        MyBatisDataLayer.createTables(EverydayUse.MODEL, source);
      }
      try (DataLayer layer = MyBatisDataLayer.of(EverydayUse.MODEL, source)) {
        return EverydayUse.answers(layer);
      }
    }
  }

  private static void assertHarmless(Server server, String inUrl, Optional<String> initSql) {
    assertThat(answers(server, new DriverSettings(server, inUrl, initSql)))
        .isEqualTo(usual(server));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preferQueryMode=extendedForPrepared&prepareThreshold=0&binaryTransfer=false&stringtype=unspecified&reWriteBatchedInserts=true",
        "preferQueryMode=extendedCacheEverything&prepareThreshold=1&preparedStatementCacheQueries=0&autosave=always&cleanupSavepoints=true&defaultRowFetchSize=7&adaptiveFetch=true",
        "prepareThreshold=-1&binaryTransferDisable=uuid,int8,numeric&autosave=conservative&readOnlyMode=always&disableColumnSanitiser=true&quoteReturningIdentifiers=false&assumeMinServerVersion=15&escapeSyntaxCallMode=call",
        "options=-c%20DateStyle=SQL,DMY%20-c%20IntervalStyle=iso_8601%20-c%20bytea_output=escape%20-c%20standard_conforming_strings=off%20-c%20backslash_quote=off%20-c%20lc_monetary=C%20-c%20lc_numeric=C%20-c%20lc_time=C%20-c%20default_transaction_isolation=serializable%20-c%20default_transaction_deferrable=on%20-c%20TimeZone=Asia/Tokyo%20-c%20transform_null_equals=on",
        "options=-c%20enable_seqscan=off%20-c%20default_table_access_method=heap%20-c%20row_security=off%20-c%20quote_all_identifiers=on%20-c%20plan_cache_mode=force_generic_plan%20-c%20jit=on%20-c%20client_min_messages=debug1%20-c%20check_function_bodies=off%20-c%20synchronous_commit=off%20-c%20xmloption=document",
      })
  void postgreSql_inTheUrl_changesNoAnswer(String setting) {
    assertHarmless(Server.POSTGRESQL, "&" + setting, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET TIME ZONE 'America/St_Johns'; SET bytea_output = 'escape'; SET standard_conforming_strings = off; SET transform_null_equals = on; SET default_transaction_isolation = 'serializable'",
      })
  void postgreSql_onEachConnection_changesNoAnswer(String sql) {
    assertHarmless(Server.POSTGRESQL, "", Optional.of(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "useServerPrepStmts=true&cachePrepStmts=true&prepStmtCacheSize=2&useBulkStmts=true&useBulkStmtsForInserts=true&allowMultiQueries=true",
        "useServerPrepStmts=true&cachePrepStmts=false&useCompression=true&defaultFetchSize=3&useReadAheadInput=true&disablePipeline=true",
        "useBulkStmts=true&rewriteBatchedStatements=true&tinyInt1isBit=false&transformedBitIsBoolean=false&yearIsDateType=false&useMysqlMetadata=true",
        "rewriteBatchedStatements=true&allowMultiQueries=true&timezone=auto&serverTimezone=Asia/Tokyo&dumpQueriesOnException=true&maxQuerySizeToLog=3&nullDatabaseMeansCurrent=true&permitMysqlScheme=true",
        "connectionTimeZone=SERVER&forceConnectionTimeZoneToSession=true&autocommit=false&returnMultiValuesGeneratedIds=true&oldModeNoPrecisionTimestamp=true&zeroDateTimeBehavior=convertToNull&uuidAsString=true",
        "sessionVariables=sql_mode='STRICT_ALL_TABLES,ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,PAD_CHAR_TO_FULL_LENGTH'",
        "sessionVariables=sql_mode='STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ONLY_FULL_GROUP_BY,NO_AUTO_VALUE_ON_ZERO,HIGH_NOT_PRECEDENCE'",
        "sessionVariables=sql_mode='STRICT_TRANS_TABLES,IGNORE_SPACE,REAL_AS_FLOAT,TIME_ROUND_FRACTIONAL,NO_UNSIGNED_SUBTRACTION,TRADITIONAL'",
        "sessionVariables=time_zone='+05:45',max_sort_length=64,div_precision_increment=0,big_tables=1,group_concat_max_len=4,innodb_lock_wait_timeout=1,old_mode='NO_DUP_KEY_WARNINGS_WITH_IGNORE',sql_quote_show_create=0,autocommit=0,collation_connection=utf8mb4_general_ci,tx_isolation='SERIALIZABLE'",
        "sessionVariables=sql_notes=0,sql_warnings=1,lc_time_names='de_DE',auto_increment_increment=7,tmp_table_size=1024,timestamp=1000000,check_constraint_checks=1,eq_range_index_dive_limit=1,in_predicate_conversion_threshold=2,optimizer_switch='derived_merge=off',collation_connection=utf8mb4_unicode_ci,tx_isolation='READ-UNCOMMITTED'",
      })
  void mariaDb_inTheUrl_changesNoAnswer(String setting) {
    assertHarmless(Server.MARIADB, "&" + setting, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MODE=PostgreSQL",
        "MODE=MariaDB",
        "MODE=MySQL",
        "MODE=DB2",
        "MODE=HSQLDB",
        "MODE=LEGACY",
        "TIME ZONE=Asia/Tokyo;DEFAULT_NULL_ORDERING=HIGH;DATABASE_TO_UPPER=FALSE;LOCK_MODE=1;NON_KEYWORDS=VALUE,USER,KEY;VARIABLE_BINARY=TRUE;MAX_MEMORY_ROWS=3",
        "DEFAULT_NULL_ORDERING=LAST;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;LOCK_MODE=3;COLLATION=OFF;DEFAULT_LOCK_TIMEOUT=1;QUERY_CACHE_SIZE=0;OPTIMIZE_REUSE_RESULTS=0",
        "LAZY_QUERY_EXECUTION=1;COMPRESS=TRUE;MAX_OPERATION_MEMORY=1;TRUNCATE_LARGE_LENGTH=TRUE;EXCLUSIVE=0",
      })
  void h2_inTheUrl_changesNoAnswer(String setting) {
    assertHarmless(Server.H2, ";" + setting, Optional.empty());
  }

  // --- settings that are refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "POSTGRESQL | &preferQueryMode=simple | | preferQueryMode=simple | preferQueryMode=extended",
        "POSTGRESQL | &options=-c%20extra_float_digits=-5 | | extra_float_digits=-5 | extra_float_digits=3",
        "POSTGRESQL | &options=-c%20extra_float_digits=0 | | extra_float_digits=0 | extra_float_digits=3",
        "POSTGRESQL | | SET extra_float_digits = -15 | extra_float_digits=-15 | extra_float_digits=3",
        "POSTGRESQL | | SET array_nulls = off | array_nulls=off | array_nulls=on",
        "POSTGRESQL | | SET session_replication_role = replica | session_replication_role=replica | =origin",
        "MARIADB | &sessionVariables=foreign_key_checks=0 | | foreign_key_checks=OFF | foreign_key_checks=ON",
        "MARIADB | &sessionVariables=unique_checks=0 | | unique_checks=OFF | unique_checks=ON",
        "MARIADB | &sessionVariables=check_constraint_checks=0 | | check_constraint_checks=OFF | =ON",
        "MARIADB | &sessionVariables=sql_select_limit=10 | | sql_select_limit=10 | sql_select_limit=DEFAULT",
        "MARIADB | | SET sql_select_limit = 0 | sql_select_limit=0 | sql_select_limit=DEFAULT",
        "MARIADB | &sessionVariables=sql_safe_updates=1 | | sql_safe_updates=ON | sql_safe_updates=OFF",
        "MARIADB | &sessionVariables=sql_big_selects=0 | | sql_big_selects=OFF | sql_big_selects=ON",
        "MARIADB | &sessionVariables=sql_auto_is_null=1 | | sql_auto_is_null=ON | sql_auto_is_null=OFF",
        "MARIADB | &sessionVariables=completion_type=1 | | completion_type=CHAIN | completion_type=NO_CHAIN",
        "MARIADB | | SET completion_type = 2 | completion_type=RELEASE | completion_type=NO_CHAIN",
        "MARIADB | &sessionVariables=sql_mode='' | | sql_mode= | STRICT_TRANS_TABLES",
        "MARIADB | &useAffectedRows=true | | useAffectedRows | useAffectedRows",
        "H2 | ;IGNORECASE=TRUE | | ignorecase=1 | ignorecase=0",
        "H2 | ;MODE=Oracle | | mode=Oracle | mode=REGULAR",
        "H2 | ;MODE=MSSQLServer | | mode=MSSQLServer | mode=REGULAR",
        "H2 | ;MODE=Derby | | mode=Derby | mode=REGULAR",
        "H2 | ;MODE=STRICT | | mode=STRICT | mode=REGULAR",
        "H2 | ;OLD_INFORMATION_SCHEMA=TRUE | | old_information_schema=TRUE | =FALSE",
        "H2 | ;COLLATION=ENGLISH STRENGTH PRIMARY | | collation=ENGLISH | collation=OFF",
        "H2 | ;COLLATION=GERMAN STRENGTH TERTIARY | | collation=GERMAN | collation=OFF",
        "H2 | ;LOCK_MODE=0 | | lock_mode=0 | lock_mode=3",
        "H2 | ;ALLOW_LITERALS=NONE | | allow_literals=0 | allow_literals=2",
        "H2 | | SET REFERENTIAL_INTEGRITY FALSE | REFERENTIAL_INTEGRITY=FALSE | REFERENTIAL_INTEGRITY=TRUE",
      })
  void open_withSettingThatChangesAnswers_isRefusedByName(
      Server server, @Nullable String inUrl, @Nullable String initSql, String found, String use) {
    try (TestDatabase database = server.create()) {
      DataSource source = new DriverSettings(
              server, inUrl == null ? "" : inUrl, Optional.ofNullable(initSql))
          .of(database);

      assertThatThrownBy(() -> MyBatisDataLayer.createScript(EverydayUse.MODEL, source))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(found)
          .hasMessageContaining(use);
      assertThatThrownBy(() -> MyBatisDataLayer.of(EverydayUse.MODEL, source))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(found);
    }
  }

  /** The driver closes the connection itself, and says which setting it was. */
  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, SET DateStyle = German, DateStyle",
    "POSTGRESQL, SET client_encoding = LATIN1, client_encoding",
    "MARIADB, SET NAMES latin1, latin1",
  })
  void open_withSettingThatTheDriverRefuses_passesItsWordsOn(
      Server server, String initSql, String found) {
    try (TestDatabase database = server.create()) {
      DataSource source = new DriverSettings(server, "", Optional.of(initSql)).of(database);

      assertThatThrownBy(() -> MyBatisDataLayer.of(EverydayUse.MODEL, source))
          .isInstanceOf(DataException.class)
          .hasStackTraceContaining(found);
    }
  }
}
