package org.bilayer.testkit.rolling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Sequence;
import org.bilayer.store.Versioning;
import org.bilayer.testkit.rolling.SnapshotColumn.Role;
import org.bilayer.testkit.verify.history.RowValues;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a release: its tables, columns and stored types, keys and references, the constants and tags that it knows, and how
 * its rows show changes. An application writes one for each release and keeps the file with its sources. A later build reads the
 * file, and lets the release's units of work run beside its own, without the release's code.
 *
 * <p>Getters, constructors and codecs cannot be written to a file. The {@link #model} of a snapshot therefore has rows as its
 * objects: values by name of column, as they are stored. Checks of tables are left to the database.
 *
 * <p>Immutable.
 */
public final class ModelSnapshot {

  private static final String HEAD = "bilayer-snapshot";
  private static final int FORMAT = 1;

  private final List<Sequence> sequences;
  private final List<SnapshotTable> tables;

  private ModelSnapshot(List<Sequence> sequences, List<SnapshotTable> tables) {
    this.sequences = List.copyOf(sequences);
    this.tables = List.copyOf(tables);
  }

  /**
   * Takes the snapshot of a model.
   *
   * @throws IllegalArgumentException if the model has columns that the database fills, or attributes that move between columns
   *     in a form that only the application can compute; names the column
   */
  public static ModelSnapshot of(Model model) {
    return new ModelSnapshot(
        ModelInternals.schema(model).sequences(), SnapshotReader.tables(model));
  }

  /**
   * Reads a snapshot from a file that {@link #write} has written.
   *
   * @throws IllegalArgumentException if the file is no snapshot, was changed, or was written by a newer library; names the line
   * @throws UncheckedIOException if the file cannot be read
   */
  public static ModelSnapshot read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the snapshot " + file + ".", e);
    }
  }

  /**
   * Writes this snapshot. Equal models give equal bytes.
   *
   * @param file an existing file is replaced; missing folders are created
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the snapshot " + file + ".", e);
    }
  }

  /** This snapshot as text, one line for each table, column and rule. */
  public String text() {
    var lines = new ArrayList<String>();
    lines.add(HEAD + " format=\"" + FORMAT + "\"");
    for (Sequence sequence : sequences) {
      lines.add(sequenceLine(sequence).toString());
    }
    for (SnapshotTable table : tables) {
      lines.add(tableLine(table).toString());
      table.columns().forEach(column -> lines.add("  " + columnLine(column)));
      table
          .groups()
          .forEach(group -> lines.add("  "
              + Tokens.of("group")
                  .withIf(!group.tag().isEmpty(), "tag", group.tag())
                  .with("name", group.name())
                  .withAll("column", group.columns())
                  .withAll("required", group.required())));
      table
          .uniques()
          .forEach(unique -> lines.add("  "
              + Tokens.of("unique")
                  .with("name", unique.name())
                  .withAll("column", unique.columns())));
      table
          .references()
          .forEach(reference -> lines.add("  "
              + Tokens.of("reference")
                  .with("name", reference.name())
                  .withAll("column", reference.columns())
                  .with("target", reference.target())
                  .withIf(!reference.enforced(), "enforced", false)
                  .withIf(reference.acts(), "acts", true)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static Tokens sequenceLine(Sequence sequence) {
    Tokens line =
        Tokens.of("sequence").with("name", sequence.name()).with("block", sequence.blockSize());
    sequence.inDatabase().schema().ifPresent(schema -> line.with("schema", schema));
    return line.withIf(
        !sequence.inDatabase().name().equals(sequence.name()),
        "in",
        sequence.inDatabase().name());
  }

  private static Tokens tableLine(SnapshotTable table) {
    Tokens line = Tokens.of("table").with("name", table.name());
    table.inDatabase().schema().ifPresent(schema -> line.with("schema", schema));
    line.withIf(
            !table.inDatabase().name().equals(table.name()),
            "in",
            table.inDatabase().name())
        .withIf(!table.keyName().equals(table.name() + "_pkey"), "key", table.keyName())
        .withIf(table.identity(), "identity", true);
    table
        .owner()
        .ifPresentOrElse(
            owner -> line.with("owner", owner.table())
                .with("ownerReference", owner.name())
                .withIf(!owner.enforced(), "ownerEnforced", false),
            () -> line.with("version", table.versioning()));
    return line;
  }

  private static Tokens columnLine(SnapshotColumn column) {
    Tokens line = Tokens.of("column").with("name", column.name());
    line.withIf(!column.inDatabase().equals(column.name()), "in", column.inDatabase())
        .withIf(column.role() != Role.ATTRIBUTE, "role", column.role());
    TypeTokens.write(column.type(), line);
    return line.withIf(column.nullable(), "nullable", true)
        .withAll("choice", column.choices())
        .withIf(!column.sameAs().isEmpty(), "same", column.sameAs());
  }

  /**
   * Reads a snapshot from the text of {@link #text}.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static ModelSnapshot parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).startsWith(HEAD + " ")) {
      throw new IllegalArgumentException(
          "This is not a snapshot: the first line of a snapshot begins with " + HEAD
              + ". Write one by ModelSnapshot.of(model).write(file).");
    }
    int format = Tokens.parse(1, lines.get(0)).number("format");
    if (format > FORMAT) {
      throw new IllegalArgumentException("The snapshot has the format " + format
          + ", and this library reads formats up to " + FORMAT
          + ". Update bilayer-testkit to the version that wrote the snapshot, or to a newer one.");
    }
    var sequences = new ArrayList<Sequence>();
    var tables = new ArrayList<SnapshotTable>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      Tokens line = Tokens.parse(i + 1, lines.get(i));
      if (line.kind().equals("sequence")) {
        sequences.add(new Sequence(line.get("name"), line.number("block"), place(line)));
      } else if (line.kind().equals("table")) {
        tables.add(table(line));
      } else if (tables.isEmpty()) {
        throw line.wrong(line.kind() + " before the first table");
      } else {
        tables.add(with(tables.remove(tables.size() - 1), line));
      }
    }
    return new ModelSnapshot(sequences, tables);
  }

  private static SnapshotTable table(Tokens line) {
    String name = line.get("name");
    Optional<SnapshotTable.Owner> owner = line.find("owner")
        .map(table -> new SnapshotTable.Owner(
            table, line.get("ownerReference"), line.find("ownerEnforced").isEmpty()));
    return new SnapshotTable(
        name,
        place(line),
        line.find("key").orElse(name + "_pkey"),
        line.is("identity"),
        owner.isPresent() ? Versioning.NONE : line.constant(Versioning.class, "version"),
        owner,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static QualifiedName place(Tokens line) {
    String name = line.find("in").orElse(line.get("name"));
    return line.find("schema")
        .map(schema -> QualifiedName.of(schema, name))
        .orElse(QualifiedName.of(name));
  }

  private static SnapshotTable with(SnapshotTable table, Tokens line) {
    var columns = new ArrayList<>(table.columns());
    var groups = new ArrayList<>(table.groups());
    var uniques = new ArrayList<>(table.uniques());
    var references = new ArrayList<>(table.references());
    switch (line.kind()) {
      case "column" ->
        columns.add(new SnapshotColumn(
            line.get("name"),
            line.find("in").orElse(line.get("name")),
            TypeTokens.read(line),
            line.is("nullable"),
            line.find("role").isEmpty() ? Role.ATTRIBUTE : line.constant(Role.class, "role"),
            line.all("choice"),
            line.find("same").orElse("")));
      case "group" ->
        groups.add(new SnapshotTable.Group(
            line.find("tag").orElse(""),
            line.get("name"),
            line.all("column"),
            line.all("required")));
      case "unique" -> uniques.add(new SnapshotTable.Unique(line.get("name"), line.all("column")));
      case "reference" ->
        references.add(new SnapshotTable.Reference(
            line.get("name"),
            line.all("column"),
            line.get("target"),
            line.find("enforced").isEmpty(),
            line.is("acts")));
      default -> throw line.wrong("the unknown word " + line.kind());
    }
    return new SnapshotTable(
        table.name(),
        table.inDatabase(),
        table.keyName(),
        table.identity(),
        table.versioning(),
        table.owner(),
        columns,
        groups,
        uniques,
        references);
  }

  /** The tables, each root before what its rows own. */
  List<SnapshotTable> tables() {
    return tables;
  }

  /**
   * The model of the release, whose aggregates are rows: {@link RowValues} with the stored values of each column and the owned rows
   * of each table. One mapping for each root, in the order of the release's model.
   */
  public Model model() {
    return new RowModel(sequences, tables).model();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelSnapshot snapshot
        && sequences.equals(snapshot.sequences)
        && tables.equals(snapshot.tables);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sequences, tables);
  }

  @Override
  public String toString() {
    return "snapshot of " + tables.stream().map(SnapshotTable::name).toList();
  }
}
