package org.bilayer.tools.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.bilayer.migration.Migrations;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.schema.SchemaDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.tools.internal.connection.ScratchSchema;
import org.bilayer.tools.internal.connection.ScratchSchema.NoRightException;
import org.bilayer.tools.internal.migration.output.MigrationFolder;
import org.bilayer.tools.internal.migration.output.ScriptText;
import org.bilayer.tools.internal.migration.plan.MigrationPlan;
import org.bilayer.tools.internal.migration.plan.Renames;
import org.bilayer.tools.internal.migration.plan.Step;
import org.bilayer.tools.internal.migration.text.AlterDialects;
import org.bilayer.tools.internal.migration.text.AlterSql;
import org.bilayer.tools.internal.migration.text.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Proposes the migration from what is there to the tables of a model: plain SQL in files of the application's own folder of
 * migrations, named as Flyway names them.
 *
 * <p>What is there is a live database, which is only read, or what the migrations so far make of an empty schema. What should be
 * there is what the server makes of the model's create script, in a throw-away schema that is dropped at the end; the library's own
 * tables are part of it. Both are read alike, therefore defaults, types and checks are compared in the server's own words.
 *
 * <p>A statement that could lose data is commented out, with the question that has to be answered first. Nothing is guessed: a
 * table or a column with another name is renamed if the proposal is told so, otherwise it is a new one.
 *
 * <pre>{@code
 * ProposalReport report = Proposal.of(model)
 *     .against(dataSource)
 *     .into(Path.of("src/main/resources/db/migration"))
 *     .named("add_email")
 *     .write();
 * }</pre>
 *
 * <p>One thread at a time.
 */
public final class Proposal {

  private static final String HISTORY = "flyway_schema_history";

  private final Model model;
  private final Renames renames = new Renames();
  private final List<String> ignored = new ArrayList<>(List.of(HISTORY));
  private @Nullable DataSource source;
  private Optional<Migrations> migrations = Optional.empty();
  private Optional<DataSource> scratch = Optional.empty();
  private Optional<Path> folder = Optional.empty();
  private String name = "proposed";

  private Proposal(Model model) {
    this.model = model;
  }

  /** Begins a proposal for a model, with the renames that its mappings declare by {@code formerly}. */
  public static Proposal of(Model model) {
    var proposal = new Proposal(model);
    Schema schema = ModelInternals.schema(model);
    for (Mapping<?, ?> mapping : model.mappings()) {
      Table table = schema.table(mapping.table());
      String name = table.inDatabase().name();
      ModelInternals.formerName(mapping)
          .ifPresent(formerly -> proposal.renamedTable(formerly, name));
      ModelInternals.formerNames(mapping)
          .forEach((column, formerly) -> table.columns().stream()
              .filter(each -> each.name().equals(column))
              .forEach(each -> proposal.renamedColumn(name, formerly, each.inDatabase())));
    }
    return proposal;
  }

  /** Compares with the tables of a live database, which is only read, but for a schema that is created and dropped. */
  public Proposal against(DataSource live) {
    source = live;
    migrations = Optional.empty();
    return this;
  }

  /**
   * Compares with what migrations make of an empty schema, which is created and dropped.
   *
   * @param so the migrations so far. They run in the schema of the connection; one that names another schema changes that
   * @param server a database on whose server the schema is created: one for tests
   */
  public Proposal after(Migrations so, DataSource server) {
    source = server;
    migrations = Optional.of(so);
    return this;
  }

  /** Creates the throw-away schemas in another database of the same kind and version, such as one for tests. */
  public Proposal scratch(DataSource database) {
    scratch = Optional.of(database);
    return this;
  }

  /** Sets the folder of migrations. It must exist. */
  public Proposal into(Path migrationsFolder) {
    folder = Optional.of(migrationsFolder);
    return this;
  }

  /**
   * Sets what the files are called behind their version, in letters, digits and underscores.
   *
   * @throws IllegalArgumentException if it has other signs
   */
  public Proposal named(String description) {
    if (!description.matches("[A-Za-z0-9_]+")) {
      throw new IllegalArgumentException(
          "Name a migration by letters, digits and underscores [name=" + description + "].");
    }
    name = description;
    return this;
  }

  /**
   * Declares that a table was called otherwise, such as one of owned rows, whose mapping cannot say it. Both names are those in the
   * database.
   */
  public Proposal renamedTable(String formerly, String now) {
    renames.table(now, formerly);
    return this;
  }

  /** Declares that a column was called otherwise. All names are those in the database; the table is that of the model. */
  public Proposal renamedColumn(String table, String formerly, String now) {
    renames.column(table, now, formerly);
    return this;
  }

  /** Takes no notice of a table that the model does not have, beside the history of Flyway. */
  public Proposal ignoring(String table) {
    ignored.add(table);
    return this;
  }

  /**
   * Compares and proposes, and writes the files if the schema has to change. The same schema gives the same bytes.
   *
   * @throws IllegalArgumentException if the description is incomplete or wrong, the database is not supported or cannot hold the
   *     tables, or there is no such folder; nothing is changed
   * @throws IllegalStateException if two migrations have the same version, or the account may not create a schema; nothing is
   *     changed
   * @throws org.bilayer.failure.DataException if the database cannot be read, or the migrations fail; nothing is written
   * @throws java.io.UncheckedIOException if a file cannot be written; none is left
   */
  public ProposalReport write() {
    MigrationFolder into = MigrationFolder.of(folder.orElseThrow(() -> new IllegalArgumentException(
        "Say where the migrations are: into(folder), or --into FOLDER.")));
    try {
      ProposalReport report = compared(into);
      Map<String, String> texts = new LinkedHashMap<>();
      report.files().forEach(file -> texts.put(file.name(), file.text()));
      into.write(texts);
      return report;
    } catch (NoRightException e) {
      throw new IllegalStateException(
          e.getMessage()
              + ". Grant the right, or name a database for tests by scratch(dataSource) or"
              + " --scratch-url. Nothing was written.",
          e);
    }
  }

  /**
   * Compares and proposes, and writes nothing. Where the account may not create a schema, the rules of {@link
   * MyBatisDataLayer#schemaDifferences} compare, and the report says so.
   *
   * @throws IllegalArgumentException as {@link #write}
   * @throws IllegalStateException if two migrations have the same version; or if the account may not create the schema that the
   *     migrations need
   * @throws org.bilayer.failure.DataException if the database cannot be read, or the migrations fail
   */
  public ProposalReport check() {
    Optional<MigrationFolder> into = folder.map(MigrationFolder::of);
    try {
      return compared(into.orElse(null));
    } catch (NoRightException e) {
      if (migrations.isPresent()) {
        throw new IllegalStateException(
            e.getMessage()
                + ". The migrations need an empty schema: grant the right, or name a database for tests"
                + " by --scratch-url.",
            e);
      }
      return byLiveCheck();
    }
  }

  private ProposalReport byLiveCheck() {
    List<SchemaDifference> found = MyBatisDataLayer.schemaDifferences(model, source());
    return new ProposalReport(
        "by the rules of the live check, because the account may not create a schema: defaults, conditions of checks"
            + " and of indexes, and comments were not compared",
        List.of(),
        found.stream().map(SchemaDifference::toString).toList(),
        List.of(),
        List.of(),
        found.stream().anyMatch(SchemaDifference::isBreaking));
  }

  private DataSource source() {
    DataSource given = source;
    if (given == null) {
      throw new IllegalArgumentException(
          "Say with what the model is compared: against(dataSource), or after(migrations, server).");
    }
    return given;
  }

  // --- comparing

  private ProposalReport compared(@Nullable MigrationFolder into) throws NoRightException {
    DataSource given = source();
    SchemaDefinition definition = MyBatisDataLayer.schemaDefinition(model, given);
    requireOneSchema(definition);
    Catalogue expected = inScratch(schema -> schema.run(definition.statements()));
    Catalogue found = migrations.isPresent()
        ? inScratch(schema -> migrations.get().apply(schema.dataSource()))
        : MyBatisDataLayer.catalogue(given).read();
    MigrationPlan plan = MigrationPlan.of(definition, expected, without(found), renames);
    String other =
        migrations.isPresent() ? "what the migrations make" : "the live schema " + found.schema();
    return new ProposalReport(
        "the tables of the model, as created in a throw-away schema of " + expected.product()
            + ", with " + other,
        plan.differences(),
        List.of(),
        plan.steps().stream().flatMap(Proposal::question).toList(),
        plan.isNeeded() ? files(plan, AlterDialects.named(definition.dialect()), into) : List.of(),
        plan.isNeeded());
  }

  private static Stream<String> question(Step step) {
    return step.question().map(text -> step.reason() + ": " + text).stream();
  }

  private static void requireOneSchema(SchemaDefinition definition) {
    List<String> elsewhere = definition.tables().stream()
        .filter(table -> table.schema().isPresent())
        .map(TableDefinition::quoted)
        .toList();
    if (!elsewhere.isEmpty()) {
      throw new IllegalArgumentException(
          "A proposal is for tables in the schema of the connection, and the model names others [tables="
              + elsewhere + "]. Leave the schema to the connection: inTable(name).");
    }
  }

  @FunctionalInterface
  private interface Filling {
    void into(ScratchSchema schema);
  }

  private Catalogue inScratch(Filling filling) throws NoRightException {
    try (ScratchSchema schema = ScratchSchema.in(scratch.orElseGet(this::source))) {
      filling.into(schema);
      return MyBatisDataLayer.catalogue(schema.dataSource()).read();
    }
  }

  private Catalogue without(Catalogue found) {
    Predicate<String> isIgnored = table -> Stream.concat(
            ignored.stream(), migrations.stream().flatMap(tool -> tool.ownTables().stream()))
        .anyMatch(other -> other.equalsIgnoreCase(table));
    Catalogue.Builder left = Catalogue.of(found.product(), found.schema())
        .tables(found.tables().stream()
            .filter(table -> !isIgnored.test(table.name()))
            .toList())
        .sequences(found.sequences())
        .sqlMode(found.sqlMode())
        .ignoresCaseOfTables(found.ignoresCaseOfTables())
        .hidden(found.hidden());
    found.collation().ifPresent(left::collation);
    return left.build();
  }

  // --- files

  private List<MigrationFile> files(
      MigrationPlan plan, AlterSql alter, @Nullable MigrationFolder into) {
    var parts = new ArrayList<Stage.Part>();
    for (Stage.Part part : Stage.Part.values()) {
      List<Step> steps = ScriptText.steps(plan.steps(), part);
      // A file that says how to remove an index which may be of use is not worth a version; the
      // report says it.
      boolean isWorthIt =
          part == Stage.Part.ONLINE ? steps.stream().anyMatch(Step::isActive) : !steps.isEmpty();
      if (isWorthIt) {
        parts.add(part);
      }
    }
    List<String> names = parts.stream()
        .map(part -> switch (part) {
          case CHANGES -> name;
          case VALIDATION -> name + "_validate";
          case ONLINE -> name + "_online";
        })
        .toList();
    List<String> numbered = into == null
        ? names.stream().map(each -> "V__" + each + ".sql").toList()
        : into.next(names);
    var files = new ArrayList<MigrationFile>();
    for (int i = 0; i < parts.size(); i++) {
      Stage.Part part = parts.get(i);
      List<Step> steps = ScriptText.steps(plan.steps(), part);
      files.add(new MigrationFile(
          numbered.get(i), ScriptText.of(steps, part, alter, headline(part, alter))));
      if (part == Stage.Part.ONLINE) {
        files.add(new MigrationFile(numbered.get(i) + ".conf", "executeInTransaction=false\n"));
      }
    }
    return files;
  }

  private static List<String> headline(Stage.Part part, AlterSql alter) {
    return switch (part) {
      case CHANGES ->
        List.of(
            "Proposed from the difference between the schema and the model. Read it, change it, answer its questions.");
      case VALIDATION ->
        List.of(
            "Rules for the rows that are there. A statement fails if a row breaks its rule: correct the rows, and run"
                + " the file again."
                + (alter.rollsBack()
                    ? ""
                    : " The statements before it have run: take them out first."));
      case ONLINE ->
        List.of(
            "Indexes that are built beside writes. The file runs outside of a transaction; beside it, a file for Flyway"
                + " says so. It can be run again after a failure.");
    };
  }
}
