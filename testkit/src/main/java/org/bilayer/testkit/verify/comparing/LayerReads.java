package org.bilayer.testkit.verify.comparing;

import java.util.List;
import java.util.function.Function;
import org.bilayer.DataLayer;
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

/** Performs the steps that {@link Step#isForReaders} names, each in a unit of its own. Refuses every other step. */
final class LayerReads implements StepVisitor<String> {

  private final Function<String, MappingUnderTest<?, ?>> mappings;
  private final GeneratedIds ids;
  private final DataLayer layer;

  /**
   * Reads outside of the unit.
   *
   * @param mappings finds a mapping by its table
   */
  LayerReads(Function<String, MappingUnderTest<?, ?>> mappings, GeneratedIds ids, DataLayer layer) {
    this.mappings = mappings;
    this.ids = ids;
    this.layer = layer;
  }

  private MappingReads<?, ?> reads(String table) {
    return reads(mappings.apply(table));
  }

  private <T, I> MappingReads<T, I> reads(MappingUnderTest<T, I> mapping) {
    return new MappingReads<>(
        mapping, reading(mapping), object -> new ObjectText<>(mapping, ids).of(object), ids);
  }

  private MappingTotals<?, ?> projections(String table) {
    return projections(mappings.apply(table));
  }

  private <T, I> MappingTotals<T, I> projections(MappingUnderTest<T, I> mapping) {
    return new MappingTotals<>(mapping, reading(mapping), ids);
  }

  private <T, I> Reading<T, I> reading(MappingUnderTest<T, I> mapping) {
    return new Reading.OfLayer<>(layer.read(mapping.declared()));
  }

  private VersionedReads<?, ?> versioned(String table) {
    return new VersionedReads<>(mappings.apply(table), layer, ids);
  }

  private static String refused(String step) {
    throw new IllegalArgumentException(
        "A reader cannot do this [step=" + step + "]. Do it in the unit of work.");
  }

  // --- what readers do ---

  @Override
  public String find(String table, List<Object> key, boolean forUpdate) {
    return forUpdate ? refused("findForUpdate") : reads(table).find(key);
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
    return forUpdate ? refused("queryForUpdate") : reads(table).query(where, order, limit);
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

  @Override
  public String findVersioned(String table, List<Object> key) {
    return versioned(table).find(key);
  }

  @Override
  public String queryVersioned(String table, Filter where, List<SortBy> order, int limit) {
    return versioned(table).query(where, order, limit);
  }

  // --- what needs a unit of work ---

  @Override
  public String stream(String table, Filter where, List<SortBy> order, int limit) {
    return refused("stream");
  }

  @Override
  public String nextNumber(String sequence) {
    return refused("nextNumber");
  }

  @Override
  public String reader(Step read) {
    return refused("reader");
  }

  @Override
  public String afterCommit(Step read) {
    return refused("afterCommit");
  }

  @Override
  public String refresh(String table, List<Object> key) {
    return refused("refresh");
  }

  @Override
  public String evict(String table, List<Object> key) {
    return refused("evict");
  }

  @Override
  public String add(String table, RowValues row) {
    return refused("add");
  }

  @Override
  public String addGenerated(String table, RowValues row) {
    return refused("addGenerated");
  }

  @Override
  public String upsert(String table, RowValues row) {
    return refused("upsert");
  }

  @Override
  public String updateAt(String table, RowValues row, long version) {
    return refused("updateAt");
  }

  @Override
  public String change(String table, List<Object> key, List<Edit> edits) {
    return refused("change");
  }

  @Override
  public String remove(String table, List<Object> key) {
    return refused("remove");
  }

  @Override
  public String removeById(String table, List<Object> key) {
    return refused("removeById");
  }

  @Override
  public String removeAt(String table, List<Object> key, long version) {
    return refused("removeAt");
  }

  @Override
  public String guard(String table, List<Object> key) {
    return refused("guard");
  }

  @Override
  public String updateAll(String table, Filter where, List<Assignment> assignments) {
    return refused("updateAll");
  }

  @Override
  public String deleteAll(String table, Filter where) {
    return refused("deleteAll");
  }

  @Override
  public String flush() {
    return refused("flush");
  }

  @Override
  public String attempt(Attempt attempt) {
    return refused("attempt");
  }
}
