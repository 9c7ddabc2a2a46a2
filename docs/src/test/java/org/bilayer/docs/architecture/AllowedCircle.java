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

  /** All allowed circles. Whoever cuts a circle deletes its line. */
  static final List<AllowedCircle> ALL = List.of(
      in(
          "org.bilayer",
          "a unit of work takes work as an argument, and work takes a unit of work",
          "UnitOfWork",
          "Work"),
      in(
          "org.bilayer.query",
          "conditions, sorts and functions hold attributes, and attributes create them",
          "AggregateFunction",
          "Attribute",
          "Owned",
          "PathAttribute",
          "Projection",
          "Query",
          "QueryInternals",
          "Sort",
          "Specification",
          "SpecificationNode"),
      in(
          "org.bilayer.store",
          "a condition may be about another table, and a table has conditions as checks and in indexes",
          "Check",
          "Condition",
          "Index",
          "Table"),
      in(
          "org.bilayer.layout",
          "a mapping has parts, and parts have mappings",
          "CollectionPart",
          "ColumnPart",
          "Construct",
          "EmbeddedPart",
          "MappingPart",
          "Part",
          "Rules",
          "StoredRow",
          "ValuePart",
          "VariantPart",
          "VariantsPart"),
      in(
          "org.bilayer.layout",
          "the view of a row makes owned elements, whose rows have views of their own",
          "OwnedLayout",
          "RowView",
          "Slots"),
      in(
          "org.bilayer.layout",
          "the check tries a constructing function by a probe, which reports its findings to the check",
          "ConstructorCheck",
          "ConstructorProbe"),
      in(
          "org.bilayer.model",
          "a mapping consists of members, members contain mappings, and a column can be computed from a row of columns",
          "Column",
          "DatabaseValue",
          "ElementCollection",
          "Embedded",
          "Mapping",
          "OtherForms",
          "Parts",
          "Path",
          "Reference",
          "Row",
          "RowAdapter",
          "Typed",
          "Value",
          "Variant",
          "Variants"),
      in(
          "org.bilayer.value",
          "a type has traits and a normaliser, and both read their type",
          "Normaliser",
          "StoredType",
          "Traits"),
      in(
          "org.bilayer.testkit.evidence",
          "the evidence hands its limits to the part that writes",
          "Evidence",
          "WriteEvidence"),
      in(
          "org.bilayer.mybatis.internal.dialect",
          "a dialect makes its statements for sets of rows, which quote by the dialect",
          "PostgreSqlDialect",
          "PostgreSqlSetWrites"),
      in(
          "org.bilayer.mybatis.internal.dialect",
          "a dialect reads names of constraints in messages, which are quoted as the dialect quotes",
          "ConstraintNames",
          "Dialect"),
      in(
          "org.bilayer.testkit.fault",
          "a plan wraps stores, and their sessions ask the plan",
          "FaultPlan",
          "FaultySession",
          "FaultyStore"),
      in(
          "org.bilayer.testkit.backend",
          "a backend opens a layer by a fixture, and a fixture creates its store by a backend",
          "Backend",
          "Fixture"),
      in(
          "org.bilayer.testkit.backend",
          "an annotation names the extension that reads the annotation",
          "ConnectionLimit",
          "NeedsConnections"),
      in(
          "org.bilayer.testkit.database",
          "a source of servers lists the kinds of servers, a server ends at exit, and what ends at exit includes schemas",
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
          "an annotation names the extension, which prints reports",
          "ModelVerification",
          "ReportExtension"),
      in(
          "org.bilayer.testkit.verify",
          "fixtures create drafts, and a draft completes itself by the fixtures",
          "Draft",
          "Fixtures"),
      in(
          "org.bilayer.testkit.verify.history",
          "an attempt is a step and contains steps, and each kind of step calls its method of the visitor",
          "Attempt",
          "Step",
          "StepVisitor"),
      in(
          "org.bilayer.testkit.verify.mapping",
          "a mapping reads objects by their getters, and the reader asks the mapping for its columns",
          "MappingUnderTest",
          "ObjectValues"),
      in(
          "org.bilayer.testkit.verify.law",
          "a scene has its subjects, and a subject works in its scene",
          "Scene",
          "Subject"),
      in(
          "org.bilayer.testkit.verify.reference",
          "the world performs units, a unit changes the world, and its steps are run in between",
          "ModelRun",
          "ModelSteps",
          "ModelUnit",
          "World"),
      in(
          "org.bilayer.mybatis.internal.catalogue",
          "the reader of a catalogue chooses the one of the database, which extends it",
          "DatabaseCatalogue",
          "H2Catalogue",
          "MariaDbCatalogue",
          "PostgreSqlCatalogue"),
      in(
          "org.bilayer.inmemory.internal.tree",
          "a tree creates its edit, and the edit creates the next tree",
          "SortedTree",
          "TreeEdit"),
      in(
          "org.bilayer.mybatis.internal.statement",
          "the reader of results passes on a stream of rows, and the stream reads rows by the reader",
          "ResultReader",
          "StreamedRows"));

  /** Whether the classes of a circle are among these. */
  boolean covers(String name, Set<String> circle) {
    return in.equals(name) && classes.containsAll(circle);
  }

  private static AllowedCircle in(String name, String reason, String... classes) {
    return new AllowedCircle(name, Set.of(classes), reason);
  }
}
