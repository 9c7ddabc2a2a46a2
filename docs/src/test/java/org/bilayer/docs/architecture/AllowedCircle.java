package org.bilayer.docs.architecture;

import java.util.List;
import java.util.Set;

/**
 * Classes of one package that may depend on each other in a circle. A circle among some of them is allowed, too.
 *
 * @param in the package
 * @param classes simple names
 * @param reason why the circle is not cut
 */
record AllowedCircle(String in, Set<String> classes, String reason) {

  /** All of them; to cut a circle is to delete its line here. */
  static final List<AllowedCircle> ALL = List.of(
      in(
          "org.bilayer",
          "a unit of work is handed to work, also to that of its attempts",
          "UnitOfWork",
          "Work"),
      in(
          "org.bilayer.testkit.fault",
          "a plan wraps stores, and their sessions ask the plan",
          "FaultPlan",
          "FaultySession",
          "FaultyStore"),
      in(
          "org.bilayer.model",
          "a mapping is built of members, and members hold mappings",
          "Column",
          "ElementCollection",
          "Embedded",
          "Mapping",
          "Member",
          "Row",
          "Rules",
          "Value",
          "Variant",
          "Variants"),
      in(
          "org.bilayer.model",
          "not cut yet: a model builds its layouts",
          "Conditions",
          "ConstructorCheck",
          "ConstructorProbe",
          "Layout",
          "LayoutBuilder",
          "Model",
          "OwnedLayout",
          "RowView",
          "Slots",
          "TableOrder"),
      in(
          "org.bilayer.query",
          "an attribute makes conditions, orders and aggregates of itself",
          "AggregateFunction",
          "Attribute",
          "Expression",
          "Owned",
          "Sort",
          "Specification"),
      in(
          "org.bilayer.store",
          "a condition may be about another table, and a table has conditions as checks",
          "Check",
          "Condition",
          "Table"),
      in("org.bilayer.testkit.backend", "not cut yet", "Backend", "Fixture"),
      in(
          "org.bilayer.testkit.backend",
          "an annotation names the extension that reads the annotation",
          "ConnectionLimit",
          "NeedsConnections"),
      in(
          "org.bilayer.testkit.database",
          "not cut yet",
          "AtExit",
          "ContainerServer",
          "InProcessH2",
          "ListeningServer",
          "LocalMariaDb",
          "LocalPostgres",
          "ServerProcess",
          "ServerSource",
          "TestSchema",
          "ZonkyPostgres"),
      in(
          "org.bilayer.testkit.verify",
          "not cut yet",
          "DrawnStep",
          "MappingUnderTest",
          "Observation",
          "Reads",
          "Simplifier",
          "Step",
          "UnitRun",
          "Writes"),
      in("org.bilayer.testkit.verify", "not cut yet", "Argument", "Call"),
      in("org.bilayer.testkit.verify", "not cut yet", "DrawnChanges", "DrawnRows"),
      in("org.bilayer.testkit.verify", "not cut yet", "Recording", "Uses"),
      in("org.bilayer.testkit.verify", "not cut yet", "Draft", "Fixtures"),
      in("org.bilayer.testkit.verify", "not cut yet", "Verification", "Violations"),
      in(
          "org.bilayer.testkit.verify",
          "an annotation names the extension, which prints reports",
          "ModelVerification",
          "ReportExtension"),
      in(
          "org.bilayer.inmemory.internal.session",
          "not cut yet",
          "InMemoryCursor",
          "InMemorySession",
          "InMemoryStore",
          "IsolationRules",
          "LiveSessions",
          "Transaction"),
      in(
          "org.bilayer.inmemory.internal.table",
          "not cut yet",
          "ConditionCompiler",
          "ForeignKeyShape",
          "Root",
          "RootEdit",
          "RowTest",
          "StoreShape",
          "TableEdit",
          "TableShape",
          "TableState"),
      in(
          "org.bilayer.inmemory.internal.tree",
          "a tree is edited by an object of its own, which gives a tree",
          "SortedTree",
          "TreeEdit"),
      in("org.bilayer.mybatis.internal.connection", "not cut yet", "Connections", "Failures"),
      in("org.bilayer.mybatis.internal.dialect", "not cut yet", "MariaDbDialect", "MariaDbServer"),
      in(
          "org.bilayer.mybatis.internal.live",
          "the reader of the catalogue chooses the one of the database, which extends it",
          "Catalogue",
          "H2Catalogue",
          "MariaDbCatalogue",
          "PostgreSqlCatalogue"),
      in(
          "org.bilayer.mybatis.internal.session",
          "not cut yet",
          "FlushTrip",
          "MapperSession",
          "Mappers",
          "MyBatisSession",
          "MyBatisStore",
          "ReferenceGuard",
          "Resolution",
          "SessionCursor",
          "WriteBatches"),
      in("org.bilayer.mybatis.internal.statement", "not cut yet", "ResultReader", "StreamedRows"));

  /** Whether the classes of a circle are among these. */
  boolean covers(String name, Set<String> circle) {
    return in.equals(name) && classes.containsAll(circle);
  }

  private static AllowedCircle in(String name, String reason, String... classes) {
    return new AllowedCircle(name, Set.of(classes), reason);
  }
}
