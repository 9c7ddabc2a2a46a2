package org.bilayer.testkit.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueReader;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** Changes of single columns, removals and additions, each in a unit of work that is rolled back, on both sides. */
final class WriteEvidence<T, I> {

  private static final String BUSY = "busy";
  private static final int TRIES = 20;

  private final MappingSides<T, I> side;
  private final Evidence.Writing limits;
  private final Random random;
  private final Values values;

  WriteEvidence(MappingSides<T, I> side, Evidence.Writing limits, long seed) {
    this.side = side;
    this.limits = limits;
    this.random = new Random(seed);
    this.values = new Values(List.of(), "Evidence", List.of(side.mapping()));
  }

  /** Until the time ends, as {@link System#nanoTime} tells it. */
  void collect(long end) {
    Optional<String> forbidden = side.mapping().declared().isReadOnly()
        ? Optional.of("the mapping is read-only")
        : withoutTransactions();
    if (forbidden.isPresent()) {
      side.found().note("nothing was written: " + forbidden.get());
      return;
    }
    int count = Math.min(limits.rows(), side.copied().size());
    for (int i = 0; i < count; i++) {
      CopiedRows.Copied<T> each = side.copied().get(random.nextInt(side.copied().size()));
      for (int column : side.mapping().changeable(side.mapping().root())) {
        if (System.nanoTime() - end >= 0) {
          side.found().note("the time for writing ended after " + i + " objects");
          return;
        }
        change(each, column);
      }
      if (side.isComplete()) {
        remove(each);
      } else {
        side.found().note("nothing was removed: rows that were not read may refer to the rest");
      }
    }
  }

  /** The tables of the mapping that keep what a rollback should undo. */
  private Optional<String> withoutTransactions() {
    Optional<CatalogueReader> reader = side.sides().live().catalogue();
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingUnderTest<T, I> mapping = side.mapping();
    for (Table table : tables(mapping)) {
      Optional<CatalogueTable> found = catalogued(reader.get(), table.inDatabase());
      if (found.isEmpty()) {
        return Optional.of("the catalogue does not know the table " + table.name());
      }
      if (!found.get().isTransactional()) {
        return Optional.of("the table " + table.name() + " has no transactions");
      }
    }
    return Optional.empty();
  }

  private static Optional<CatalogueTable> catalogued(CatalogueReader reader, QualifiedName name) {
    List<String> names = List.of(name.name());
    Catalogue catalogue =
        name.schema().map(schema -> reader.read(schema, names)).orElseGet(() -> reader.read(names));
    return catalogue.table(name.name());
  }

  private static List<Table> tables(MappingUnderTest<?, ?> mapping) {
    var tables = new java.util.ArrayList<Table>();
    tables.add(mapping.root());
    tables.addAll(mapping.owned());
    return tables;
  }

  // --- changes ---

  private void change(CopiedRows.Copied<T> each, int column) {
    Table root = side.mapping().root();
    String name = root.columns().get(column).name();
    @Nullable Object value = other(column, each.rows().root()[column]);
    RowValues values = side.mapping().values(CopiedRows.ids(), each.object(), 1);
    RowValues next = values.with(name, value);
    T object;
    try {
      object = side.mapping().object(CopiedRows.ids(), next, version(each));
    } catch (MappingUnderTest.RefusedByDomain e) {
      return; // no object has these values
    }
    if (side.text(object).equals(side.text(each.object()))) {
      return; // the domain leaves the value out
    }
    compared(
        MappingEvidence.CHANGED,
        "changes of " + name,
        each + " to " + ValueText.of(value),
        each,
        (work, repository) -> {
          repository.update(object);
          work.flush();
          return side.text(repository.refresh(side.id(each.key())));
        });
  }

  private long version(CopiedRows.Copied<T> each) {
    Long inObject = side.mapping().layout().versionIn(each.object());
    return inObject == null ? 1 : inObject;
  }

  /** Another object's value; a drawn one where values are unique, or all objects have the same. */
  private @Nullable Object other(int column, @Nullable Object value) {
    Table root = side.mapping().root();
    boolean isUnique = root.uniqueKeys().stream().anyMatch(key -> key.columns().contains(column));
    boolean isReference =
        root.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
    for (int i = 0; i < TRIES && (isReference || !isUnique); i++) {
      @Nullable
      Object other =
          side.copied().get(random.nextInt(side.copied().size())).rows().root()[column];
      if (!ValueText.of(other).equals(ValueText.of(value))) {
        return other;
      }
    }
    return isReference ? value : values.next(side.mapping(), root, column, random);
  }

  private void remove(CopiedRows.Copied<T> each) {
    compared(
        MappingEvidence.REMOVED, "removals", "the removal of " + each, each, (work, repository) -> {
          repository.remove(repository.get(side.id(each.key())));
          work.flush();
          return repository.find(side.id(each.key())).isPresent() ? "there" : "removed";
        });
    if (side.mapping().declared().hasIdentity()) {
      side.found().note("nothing was added: the database generates the ids");
      return;
    }
    compared(
        MappingEvidence.ADDED, "additions", "the addition of " + each, each, (work, repository) -> {
          repository.remove(repository.get(side.id(each.key())));
          work.flush();
          repository.add(each.object());
          work.flush();
          return side.text(repository.refresh(side.id(each.key())));
        });
  }

  // --- both sides ---

  private interface Part<T, I> {
    String with(UnitOfWork work, Repository<T, I> repository);
  }

  private void compared(
      String counted, String what, String withValues, CopiedRows.Copied<T> each, Part<T, I> part) {
    String live = outcome(side.sides().liveLayer(), each, part);
    if (live.equals(BUSY)) {
      side.found().note("rows that others held locked were left out");
      return;
    }
    String memory = outcome(side.sides().copyLayer(), each, part);
    if (live.equals(memory)) {
      side.found().seen(counted, 1);
    } else {
      side.found().disagreed(what, withValues + " gives " + live + ", and in memory " + memory);
    }
  }

  private String outcome(DataLayer layer, CopiedRows.Copied<T> each, Part<T, I> part) {
    UnitOptions options = UnitOptions.defaults().snapshot().timeout(limits.unitTime());
    return Answers.of(() -> {
      try (UnitOfWork work = layer.begin(options)) {
        Repository<T, I> repository = work.repository(side.mapping().declared());
        if (repository.find(side.id(each.key())).isEmpty()) {
          return "absent";
        }
        return part.with(work, repository);
      } catch (LockTimeoutException
          | DeadlockException
          | WriteConflictException
          | DeadlineExceededException e) {
        return BUSY;
      } catch (DataException e) {
        return Answers.kind(e);
      }
    });
  }
}
