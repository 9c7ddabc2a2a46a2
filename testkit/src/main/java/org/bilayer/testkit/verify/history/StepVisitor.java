package org.bilayer.testkit.verify.history;

import java.util.List;

/**
 * One method for each kind of {@link Step}. Whatever performs, counts or shrinks steps implements it, so a new kind of step is
 * missing nowhere. A limit of -1 means no limit.
 *
 * @param <R> the type of the result
 */
public interface StepVisitor<R> {

  // --- reads ---

  /** See {@link Steps#find} and {@link Steps#findForUpdate}. */
  R find(String table, List<Object> key, boolean forUpdate);

  /** See {@link Steps#findAllById}. */
  R findAllById(String table, List<List<Object>> keys);

  /** See {@link Steps#existsById}. */
  R existsById(String table, List<Object> key);

  /** See {@link Steps#query} and {@link Steps#queryForUpdate}. */
  R query(String table, Filter where, List<SortBy> order, int limit, boolean forUpdate);

  /** See {@link Steps#stream}. */
  R stream(String table, Filter where, List<SortBy> order, int limit);

  /** See {@link Steps#pages}. */
  R pages(String table, Filter where, List<SortBy> order, int size);

  /** See {@link Steps#count}. */
  R count(String table, Filter where);

  /** See {@link Steps#exists}. */
  R exists(String table, Filter where);

  /** See {@link Steps#select}. */
  R select(String table, Filter where, List<String> columns, List<SortBy> order, int limit);

  /** See {@link Steps#totals}. */
  R totals(String table, Filter where, List<String> groupBy, List<Total> totals);

  /** See {@link Steps#nextNumber}. */
  R nextNumber(String sequence);

  // --- reads outside of the unit ---

  /** See {@link Steps#reader}. */
  R reader(Step read);

  /** See {@link Steps#findVersioned}. */
  R findVersioned(String table, List<Object> key);

  /** See {@link Steps#queryVersioned}. */
  R queryVersioned(String table, Filter where, List<SortBy> order, int limit);

  /** See {@link Steps#afterCommit}. */
  R afterCommit(Step read);

  // --- loaded objects ---

  /** See {@link Steps#refresh}. */
  R refresh(String table, List<Object> key);

  /** See {@link Steps#evict}. */
  R evict(String table, List<Object> key);

  // --- writes ---

  /** See {@link Steps#add}. */
  R add(String table, RowValues row);

  /** See {@link Steps#addGenerated}. */
  R addGenerated(String table, RowValues row);

  /** See {@link Steps#upsert}. */
  R upsert(String table, RowValues row);

  /** See {@link Steps#updateAt}. */
  R updateAt(String table, RowValues row, long version);

  /** See {@link Steps#change}. */
  R change(String table, List<Object> key, List<Edit> edits);

  /** See {@link Steps#remove}. */
  R remove(String table, List<Object> key);

  /** See {@link Steps#removeAt}. */
  R removeAt(String table, List<Object> key, long version);

  /** See {@link Steps#removeById}. */
  R removeById(String table, List<Object> key);

  /** See {@link Steps#guard}. */
  R guard(String table, List<Object> key);

  /** See {@link Steps#updateAll}. */
  R updateAll(String table, Filter where, List<Assignment> assignments);

  /** See {@link Steps#deleteAll}. */
  R deleteAll(String table, Filter where);

  /** See {@link Steps#flush}. */
  R flush();

  /** See {@link Steps#attempt} and {@link Steps#undoneAttempt}. */
  R attempt(Attempt attempt);
}
