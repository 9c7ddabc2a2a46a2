package org.bilayer.testkit.verify.recording;

import java.util.List;
import org.bilayer.model.Column;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Assignment;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.StepVisitor;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;

/** Counts the values and operators of a step in a {@link Usage}. Each method returns this recorder. */
final class UsageRecorder implements StepVisitor<UsageRecorder> {

  private final Usage usage;

  UsageRecorder(Usage usage) {
    this.usage = usage;
  }

  @Override
  public UsageRecorder find(String table, List<Object> key, boolean forUpdate) {
    key(table, key);
    return this;
  }

  @Override
  public UsageRecorder findAllById(String table, List<List<Object>> keys) {
    keys.forEach(key -> key(table, key));
    return this;
  }

  @Override
  public UsageRecorder existsById(String table, List<Object> key) {
    key(table, key);
    return this;
  }

  @Override
  public UsageRecorder query(
      String table, Filter where, List<SortBy> order, int limit, boolean forUpdate) {
    return stream(table, where, order, limit);
  }

  @Override
  public UsageRecorder stream(String table, Filter where, List<SortBy> order, int limit) {
    condition(table, where);
    order(table, order);
    return this;
  }

  @Override
  public UsageRecorder pages(String table, Filter where, List<SortBy> order, int size) {
    return stream(table, where, order, size);
  }

  @Override
  public UsageRecorder count(String table, Filter where) {
    condition(table, where);
    return this;
  }

  @Override
  public UsageRecorder exists(String table, Filter where) {
    return count(table, where);
  }

  @Override
  public UsageRecorder select(
      String table, Filter where, List<String> columns, List<SortBy> order, int limit) {
    return stream(table, where, order, limit);
  }

  @Override
  public UsageRecorder totals(
      String table, Filter where, List<String> groupBy, List<Total> totals) {
    condition(table, where);
    groupBy.forEach(column -> asked(table, column, Operators.GROUP_BY));
    for (Total each : totals) {
      if (!each.column().isEmpty()) {
        asked(table, each.column(), Operators.of(each.kind()));
      }
    }
    return this;
  }

  @Override
  public UsageRecorder nextNumber(String sequence) {
    return this;
  }

  @Override
  public UsageRecorder reader(Step read) {
    return read.accept(this);
  }

  @Override
  public UsageRecorder findVersioned(String table, List<Object> key) {
    return existsById(table, key);
  }

  @Override
  public UsageRecorder queryVersioned(String table, Filter where, List<SortBy> order, int limit) {
    return stream(table, where, order, limit);
  }

  @Override
  public UsageRecorder afterCommit(Step read) {
    return read.accept(this);
  }

  @Override
  public UsageRecorder refresh(String table, List<Object> key) {
    return existsById(table, key);
  }

  @Override
  public UsageRecorder evict(String table, List<Object> key) {
    return existsById(table, key);
  }

  @Override
  public UsageRecorder add(String table, RowValues row) {
    row(table, row);
    MappingUnderTest<?, ?> mapping = usage.mapping(table);
    if (mapping != null && Possible.hasWideReference(mapping.root(), row)) {
      usage.step(Possible.WIDE_REFERENCE);
    }
    return this;
  }

  @Override
  public UsageRecorder addGenerated(String table, RowValues row) {
    return add(table, row);
  }

  @Override
  public UsageRecorder upsert(String table, RowValues row) {
    return add(table, row);
  }

  @Override
  public UsageRecorder updateAt(String table, RowValues row, long version) {
    return add(table, row);
  }

  @Override
  public UsageRecorder change(String table, List<Object> key, List<Edit> edits) {
    key(table, key);
    edits.forEach(edit -> edit(table, edit));
    return this;
  }

  @Override
  public UsageRecorder remove(String table, List<Object> key) {
    key(table, key);
    return this;
  }

  @Override
  public UsageRecorder removeAt(String table, List<Object> key, long version) {
    return remove(table, key);
  }

  @Override
  public UsageRecorder removeById(String table, List<Object> key) {
    return remove(table, key);
  }

  @Override
  public UsageRecorder guard(String table, List<Object> key) {
    return remove(table, key);
  }

  @Override
  public UsageRecorder updateAll(String table, Filter where, List<Assignment> assignments) {
    condition(table, where);
    assignments.forEach(each -> assignment(table, each));
    return this;
  }

  @Override
  public UsageRecorder deleteAll(String table, Filter where) {
    return count(table, where);
  }

  @Override
  public UsageRecorder flush() {
    return this;
  }

  /** The steps inside are observed, and so recorded, by themselves. */
  @Override
  public UsageRecorder attempt(Attempt attempt) {
    return this;
  }

  // --- parts of steps ---

  private void row(String table, RowValues row) {
    row.values().forEach((column, value) -> usage.written(table, column, value));
    row.owned().forEach((owned, rows) -> rows.forEach(each -> row(owned, each)));
  }

  private void edit(String table, Edit edit) {
    if (edit instanceof Edit.SetColumn set) {
      usage.written(table, set.column(), set.value());
    } else if (edit instanceof Edit.SetInOwned set) {
      usage.written(set.table(), set.column(), set.value());
    } else if (edit instanceof Edit.AddOwned add) {
      row(add.table(), add.row());
    }
  }

  private void assignment(String table, Assignment assignment) {
    if (!assignment.increase()) {
      usage.written(table, assignment.column(), assignment.value());
    }
    asked(table, assignment.column(), assignment.increase() ? Operators.INCREASE : Operators.SET);
  }

  private void key(String table, List<Object> key) {
    MappingUnderTest<?, ?> mapping = usage.mapping(table);
    if (mapping != null) {
      Table root = mapping.layout().root();
      for (int i = 0; i < key.size(); i++) {
        usage.used(table, root.columns().get(root.key().get(i)).name(), key.get(i));
      }
    }
  }

  private void order(String table, List<SortBy> order) {
    order.forEach(each -> asked(
        table, each.column(), each.descending() ? Operators.DESCENDING : Operators.ASCENDING));
  }

  private void asked(String table, String column, String operator) {
    MappingUnderTest<?, ?> mapping = usage.mapping(table);
    if (mapping != null && mapping.attributes().has(column)) {
      usage.asked(operator, mapping.attributes().column(column).codec().type().kind());
    }
  }

  private void condition(String table, Filter where) {
    MappingUnderTest<?, ?> mapping = usage.mapping(table);
    if (mapping != null) {
      condition(mapping.attributes(), table, where);
    }
  }

  private void condition(Attributes<?> attributes, String table, Filter filter) {
    if (filter instanceof Filter.And and) {
      and.all().forEach(part -> condition(attributes, table, part));
    } else if (filter instanceof Filter.Or or) {
      or.any().forEach(part -> condition(attributes, table, part));
    } else if (filter instanceof Filter.Not not) {
      condition(attributes, table, not.part());
    } else if (filter instanceof Filter.Any any) {
      condition(attributes.elements(any.table()), any.table(), any.part());
    } else if (filter instanceof Filter.Compare compare) {
      leaf(attributes, compare.column(), filter);
      usage.used(table, compare.column(), compare.value());
    } else if (filter instanceof Filter.Between between) {
      leaf(attributes, between.column(), filter);
      usage.used(table, between.column(), between.from());
      usage.used(table, between.column(), between.to());
    } else if (filter instanceof Filter.CompareColumns compare) {
      leaf(attributes, compare.left(), filter);
    } else if (filter instanceof Filter.In in) {
      leaf(attributes, in.column(), filter);
      in.values().forEach(value -> usage.used(table, in.column(), value));
    } else if (filter instanceof Filter.IsNull isNull) {
      leaf(attributes, isNull.column(), filter);
      usage.used(table, isNull.column(), null);
    } else if (filter instanceof Filter.Matches matches) {
      leaf(attributes, matches.column(), filter);
      usage.used(table, matches.column(), matches.text());
    }
  }

  private void leaf(Attributes<?> attributes, String name, Filter leaf) {
    if (attributes.findReferred(name) != null) {
      return;
    }
    Column<?, ?> column = attributes.column(name);
    String operator = Operators.of(leaf);
    usage.asked(operator, column.codec().type().kind());
    if (column.isNullable()) {
      usage.operand(Possible.nullable(operator, column.codec().type().kind()));
    }
    if (column.codec().type().kind() == StoredType.Kind.TEXT) {
      operands(leaf).forEach(text -> operand(operator, text));
    }
  }

  private static List<Object> operands(Filter leaf) {
    if (leaf instanceof Filter.Compare compare) {
      return List.of(compare.value());
    }
    if (leaf instanceof Filter.Between range) {
      return List.of(range.from(), range.to());
    }
    if (leaf instanceof Filter.In in) {
      return in.values();
    }
    return leaf instanceof Filter.Matches matches ? List.of(matches.text()) : List.of();
  }

  private void operand(String operator, Object operand) {
    String text = operand.toString();
    if (text.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
      usage.operand(Possible.supplementary(operator));
    }
    usage.operand(Possible.sign(text));
  }
}
