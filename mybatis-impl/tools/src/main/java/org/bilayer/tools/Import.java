package org.bilayer.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.lang.model.SourceVersion;
import javax.sql.DataSource;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.connection.SchemaOf;
import org.bilayer.tools.internal.output.OutputFolder;
import org.bilayer.tools.internal.output.SchemaFacts;
import org.bilayer.tools.internal.output.Snapshot;
import org.bilayer.tools.internal.plan.JavaWords;
import org.bilayer.tools.internal.plan.Planner;
import org.bilayer.tools.internal.profile.ProfileLimits;
import org.bilayer.tools.report.SchemaChange;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java source of a model from the tables of a live database: a record with its mapping for each table, and a class with the
 * model. What the model cannot say is in the report, and a comment in the source.
 *
 * <p>The database is only read. The folder of the package is changed at the end and at once: every file is complete, or as it was.
 * Files that were edited since they were written are never changed.
 *
 * <pre>{@code
 * ImportReport report = Import.from(dataSource)
 *     .into(Path.of("src/main/java"))
 *     .inPackage("com.example.shop")
 *     .write();
 * }</pre>
 *
 * <p>One thread at a time.
 */
public final class Import {

  /** Beyond this, one class cannot name all mappings. */
  private static final int TABLES_MAX = 5_000;

  private final DataSource dataSource;
  private Optional<String> schema = Optional.empty();
  private @Nullable Path root;
  private String packageName = "";
  private Optional<String> modelName = Optional.empty();
  private final TableChoice choice = new TableChoice();
  private final Map<String, List<String>> keys = new HashMap<>();
  private long rows = 100_000;
  private Duration time = Duration.ofSeconds(30);
  private Optional<Boolean> proves = Optional.empty();
  private int tablesMax = TABLES_MAX;
  private Consumer<String> progress = line -> {};

  private Import(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Begins an import from the database behind a data source, whose connections need the right to read. */
  public static Import from(DataSource dataSource) {
    return new Import(dataSource);
  }

  /**
   * Sets the schema; on MariaDB, the database. Mappings then name it. Without this, the schema is the one in which statements of
   * the connections create tables, and mappings leave it to the connection.
   */
  public Import schema(String name) {
    schema = Optional.of(name);
    return this;
  }

  /** Sets the folder of the sources, such as {@code src/main/java}. The folder of the package is below it and need not exist. */
  public Import into(Path sources) {
    root = sources;
    return this;
  }

  /** Sets the package of the sources. */
  public Import inPackage(String name) {
    packageName = name;
    return this;
  }

  /** Sets the name of the class with the model. Without this, it is the last part of the package's name. */
  public Import modelNamed(String name) {
    modelName = Optional.of(name);
    return this;
  }

  /** Chooses tables and views by patterns, in which {@code *} stands for any characters; without this, all. */
  public Import tables(String... patterns) {
    choice.include(List.of(patterns));
    return this;
  }

  /** Leaves tables and views out, by patterns as in {@link #tables}. */
  public Import except(String... patterns) {
    choice.exclude(List.of(patterns));
    return this;
  }

  /** Says which columns identify the rows of a view or of a table without a key. The database does not check it. */
  public Import key(String table, String... columns) {
    keys.put(table, List.of(columns));
    return this;
  }

  /**
   * Bounds how much of the data is read where the schema does not tell what a column holds.
   *
   * @param most rows of each table; 0 reads no rows; without this, 100,000
   */
  public Import rows(long most) {
    rows = most;
    return this;
  }

  /** Bounds the time for reading rows, for all tables together. Without this, 30 seconds. */
  public Import time(Duration most) {
    time = most;
    return this;
  }

  /**
   * Sets whether the sources are compiled in memory, and their model compared with the database, before anything is written. The
   * report then has every difference that the live check finds. Without this, it is done for up to 100 tables.
   */
  public Import prove(boolean proving) {
    proves = Optional.of(proving);
    return this;
  }

  /** Sets how many tables are too many; for tests. */
  Import atMost(int tables) {
    tablesMax = tables;
    return this;
  }

  /** Sets what takes lines that say what is being done. */
  public Import progress(Consumer<String> lines) {
    progress = lines;
    return this;
  }

  /**
   * Reads the schema and writes the sources. The same schema and rows give the same bytes.
   *
   * @throws IllegalArgumentException if the description is incomplete or wrong, the database is not supported, or no table is
   *     chosen
   * @throws IllegalStateException if there are no tables, too many, or files that were edited or written by somebody else; nothing
   *     is changed
   * @throws org.bilayer.failure.DataException if the database cannot be read; nothing is changed
   * @throws UncheckedIOException if a file cannot be read or written; every file is complete, and the next import goes on
   */
  public ImportReport write() {
    var steps = new Steps(progress);
    try {
      OutputFolder folder = OutputFolder.of(folder());
      folder.requireUnedited();
      Catalogue catalogue = read(steps);
      var making = new Making(
          source(),
          catalogue,
          new Planner.Wishes(packageName, modelName(), choice.predicate(), keys),
          new ProfileLimits(rows, time),
          schema.orElse(""),
          proves,
          steps);
      Making.Made made = making.make();
      steps.begin("files", "writing " + made.sources().size() + " files into " + folder());
      var report = new ImportReport(made.headline(), folder(), made.findings(), Map.of(), "");
      OutputFolder.Written written = folder.write(
          made.sources(), report.stableText(), SchemaFacts.of(catalogue, choice.predicate()));
      steps.end();
      return new ImportReport(
          made.headline(), folder(), made.findings(), steps.times(), written.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares the schema with the one from which the sources were made. Writes nothing, and reads no rows.
   *
   * @return in the order of the tables; empty if nothing has changed that the sources depend on
   * @throws IllegalArgumentException as {@link #write}
   * @throws IllegalStateException if no import wrote into the folder
   * @throws org.bilayer.failure.DataException if the database cannot be read
   */
  public List<SchemaChange> changes() {
    var steps = new Steps(progress);
    try {
      Snapshot before = OutputFolder.of(folder())
          .snapshot()
          .orElseThrow(() -> new IllegalStateException(
              "There is nothing to compare the schema with: no import wrote into this folder [folder="
                  + folder() + "]. Import first."));
      return before.facts().changesTo(SchemaFacts.of(catalogue(steps), choice.predicate()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Catalogue read(Steps steps) {
    Catalogue catalogue = catalogue(steps);
    if (catalogue.tables().isEmpty()) {
      throw new IllegalStateException("The schema has no tables; nothing was written [schema="
          + catalogue.schema() + "]. Name another one by --schema or in the JDBC URL.");
    }
    List<String> chosen = catalogue.tables().stream()
        .map(CatalogueTable::name)
        .filter(choice.predicate())
        .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "No table is chosen; nothing was written [schema=" + catalogue.schema() + ", tables="
              + catalogue.tables().size() + ", " + choice + "]. Correct the patterns.");
    }
    if (chosen.size() > tablesMax) {
      throw new IllegalStateException(
          "The schema has more tables than one model can name; nothing was written [schema="
              + catalogue.schema() + ", chosen=" + chosen.size() + ", most=" + tablesMax
              + "]. Choose some by --tables, and import the others into another package.");
    }
    return catalogue;
  }

  private Catalogue catalogue(Steps steps) {
    steps.begin("catalogue", "reading the catalogue");
    return MyBatisDataLayer.catalogue(source()).read();
  }

  private DataSource source() {
    return schema.<DataSource>map(name -> new SchemaOf(dataSource, name)).orElse(dataSource);
  }

  private Path folder() {
    Path sources = root;
    if (sources == null) {
      throw new IllegalArgumentException(
          "Say where the sources go: into(folder), or --into FOLDER.");
    }
    if (!SourceVersion.isName(packageName)) {
      throw new IllegalArgumentException(
          "Name a package that Java allows: inPackage(name), or --package NAME [package="
              + packageName + "].");
    }
    return sources.resolve(packageName.replace('.', '/'));
  }

  private String modelName() {
    String name = modelName.orElseGet(this::nameByPackage);
    if (!SourceVersion.isIdentifier(name)
        || SourceVersion.isKeyword(name)
        || JavaWords.isTypeOfSources(name)) {
      throw new IllegalArgumentException(
          "Name a class that Java allows, and that the sources do not use for another type: modelNamed(name), or"
              + " --model NAME [model=" + name + "].");
    }
    return name;
  }

  /** The last part of the package; with the part before where the sources use the name for another type. */
  private String nameByPackage() {
    String name = "";
    for (String part : packageName.split("\\.", -1)) {
      String own = Character.toUpperCase(part.charAt(0)) + part.substring(1);
      name = JavaWords.isTypeOfSources(own) ? name + own : own;
    }
    return JavaWords.isTypeOfSources(name) ? "Database" + name : name;
  }
}
