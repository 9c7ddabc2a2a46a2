package org.bilayer.testkit.verify.comparing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.testkit.verify.history.Assignment;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.StepVisitor;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Performs steps in one unit of work. Each answer is a text in which equal answers are equal. */
final class StepRunner implements StepVisitor<String> {

  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final GeneratedIds ids;
  private final DataLayer layer;
  private final UnitOfWork work;
  private final Function<Attempt, String> attempts;
  private final AfterCommit afterCommit = new AfterCommit();

  /**
   * Performs steps in a unit of work.
   *
   * @param layer does the reads outside of the unit
   * @param attempts performs an attempt with the steps inside it
   */
  StepRunner(
      Map<String, MappingUnderTest<?, ?>> mappings,
      GeneratedIds ids,
      DataLayer layer,
      UnitOfWork work,
      Function<Attempt, String> attempts) {
    this.mappings = mappings;
    this.ids = ids;
    this.layer = layer;
    this.work = work;
    this.attempts = attempts;
  }

  /** What the actions after the commit have done until now. */
  AfterCommit afterCommit() {
    return afterCommit;
  }

  private MappingUnderTest<?, ?> mapping(String table) {
    MappingUnderTest<?, ?> mapping = mappings.get(table);
    if (mapping == null) {
      throw new IllegalArgumentException(
          "The model has no root in a table " + table + "; it has " + mappings.keySet() + ".");
    }
    return mapping;
  }

  private UnitReads<?, ?> unitReads(String table) {
    return new UnitReads<>(mapping(table), work, ids);
  }

  private MappingReads<?, ?> reads(String table) {
    return unitReads(table).reads();
  }

  private MappingTotals<?, ?> projections(String table) {
    return unitReads(table).projections();
  }

  private VersionedReads<?, ?> versioned(String table) {
    return new VersionedReads<>(mapping(table), layer, ids);
  }

  private MappingWrites<?, ?> writes(String table) {
    return new MappingWrites<>(mapping(table), work, ids);
  }

  // --- reads ---

  @Override
  public String find(String table, List<Object> key, boolean forUpdate) {
    return forUpdate ? unitReads(table).findForUpdate(key) : reads(table).find(key);
  }

  @Override
  public String findAllById(String table, List<List<Object>> keys) {
    return reads(table).findAllById(keys);
  }

  @Override
  public String existsById(String table, List<Object> key) {
    return reads(table).existsById(key);
  }

  @Override
  public String query(
      String table, Filter where, List<SortBy> order, int limit, boolean forUpdate) {
    return forUpdate
        ? unitReads(table).queryForUpdate(where, order, limit)
        : reads(table).query(where, order, limit);
  }

  @Override
  public String stream(String table, Filter where, List<SortBy> order, int limit) {
    return unitReads(table).stream(where, order, limit);
  }

  @Override
  public String pages(String table, Filter where, List<SortBy> order, int size) {
    return reads(table).pages(where, order, size);
  }

  @Override
  public String count(String table, Filter where) {
    return reads(table).count(where);
  }

  @Override
  public String exists(String table, Filter where) {
    return reads(table).exists(where);
  }

  @Override
  public String select(
      String table, Filter where, List<String> columns, List<SortBy> order, int limit) {
    return projections(table).select(where, columns, order, limit);
  }

  @Override
  public String totals(String table, Filter where, List<String> groupBy, List<Total> totals) {
    return projections(table).totals(where, groupBy, totals);
  }

  /** Backends take different numbers, and leave gaps; so the answer says only whether the number is greater than the last. */
  @Override
  public String nextNumber(String sequence) {
    long number = work.nextValue(ids.sequence(sequence));
    return ids.isNext(sequence, number) ? "a greater number" : "not a greater number";
  }

  // --- reads outside of the unit ---

  @Override
  public String reader(Step read) {
    return read.accept(new LayerReads(this::mapping, ids, layer));
  }

  @Override
  public String findVersioned(String table, List<Object> key) {
    return versioned(table).find(key);
  }

  @Override
  public String queryVersioned(String table, Filter where, List<SortBy> order, int limit) {
    return versioned(table).query(where, order, limit);
  }

  @Override
  public String afterCommit(Step read) {
    work.afterCommit(afterCommit.action(() -> reader(read)));
    return "registered";
  }

  // --- loaded objects ---

  @Override
  public String refresh(String table, List<Object> key) {
    return unitReads(table).refresh(key);
  }

  @Override
  public String evict(String table, List<Object> key) {
    return unitReads(table).evict(key);
  }

  // --- writes ---

  @Override
  public String add(String table, RowValues row) {
    return writes(table).add(row);
  }

  @Override
  public String addGenerated(String table, RowValues row) {
    return writes(table).addGenerated(row);
  }

  @Override
  public String upsert(String table, RowValues row) {
    return writes(table).upsert(row);
  }

  @Override
  public String updateAt(String table, RowValues row, long version) {
    return writes(table).updateAt(row, version);
  }

  @Override
  public String change(String table, List<Object> key, List<Edit> edits) {
    return writes(table).change(key, edits);
  }

  @Override
  public String remove(String table, List<Object> key) {
    return writes(table).remove(key);
  }

  @Override
  public String removeById(String table, List<Object> key) {
    return writes(table).removeById(key);
  }

  @Override
  public String removeAt(String table, List<Object> key, long version) {
    return writes(table).removeAt(key, version);
  }

  @Override
  public String guard(String table, List<Object> key) {
    return writes(table).guard(key);
  }

  @Override
  public String updateAll(String table, Filter where, List<Assignment> assignments) {
    return writes(table).updateAll(where, assignments);
  }

  @Override
  public String deleteAll(String table, Filter where) {
    return writes(table).deleteAll(where);
  }

  @Override
  public String flush() {
    work.flush();
    return "flushed";
  }

  @Override
  public String attempt(Attempt attempt) {
    return attempts.apply(attempt);
  }
}
