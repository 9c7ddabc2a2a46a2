package org.bilayer.testkit.verify;

import java.util.List;
import org.bilayer.store.Table;

/** Tells a recording what values and operators a step has in it. */
final class Uses {

  private final Recording recording;

  Uses(Recording recording) {
    this.recording = recording;
  }

  void step(Step step) {
    if (step instanceof Writes.Put put) {
      row(put.table(), put.row());
    } else if (step instanceof Writes.PutAt put) {
      row(put.table(), put.row());
    } else if (step instanceof Writes.Change change) {
      key(change.table(), change.key());
      change.edits().forEach(edit -> edit(change.table(), edit));
    } else if (step instanceof Writes.Remove remove) {
      key(remove.table(), remove.key());
    } else if (step instanceof Writes.RemoveAt remove) {
      key(remove.table(), remove.key());
    } else if (step instanceof Writes.Guard guard) {
      key(guard.table(), guard.key());
    } else if (step instanceof Writes.Bulk bulk) {
      condition(bulk.table(), bulk.where());
      bulk.assignments().forEach(each -> assignment(bulk.table(), each));
    } else if (step instanceof Reads.Find find) {
      key(find.table(), find.key());
    } else if (step instanceof Reads.FindAll find) {
      find.keys().forEach(key -> key(find.table(), key));
    } else if (step instanceof Reads.Ask ask) {
      condition(ask.table(), ask.where());
      order(ask.table(), ask.order());
    } else if (step instanceof Reads.Count count) {
      condition(count.table(), count.where());
    } else if (step instanceof Reads.Select select) {
      condition(select.table(), select.where());
      order(select.table(), select.order());
    } else if (step instanceof Reads.Totals totals) {
      condition(totals.table(), totals.where());
      totals.groupBy().forEach(column -> asked(totals.table(), column, Operators.GROUP_BY));
      totals.totals().forEach(each -> {
        if (!each.column().isEmpty()) {
          asked(totals.table(), each.column(), Operators.of(each.kind()));
        }
      });
    }
  }

  private void row(String table, RowValues row) {
    row.values().forEach((column, value) -> recording.written(table, column, value));
    row.owned().forEach((owned, rows) -> rows.forEach(each -> row(owned, each)));
  }

  private void edit(String table, Edit edit) {
    if (edit instanceof Edit.SetColumn set) {
      recording.written(table, set.column(), set.value());
    } else if (edit instanceof Edit.SetInOwned set) {
      recording.written(set.table(), set.column(), set.value());
    } else if (edit instanceof Edit.AddOwned add) {
      row(add.table(), add.row());
    }
  }

  private void assignment(String table, Assignment assignment) {
    if (!assignment.increase()) {
      recording.written(table, assignment.column(), assignment.value());
    }
    asked(table, assignment.column(), assignment.increase() ? Operators.INCREASE : Operators.SET);
  }

  private void key(String table, List<Object> key) {
    MappingUnderTest<?, ?> subject = recording.subject(table);
    if (subject != null) {
      Table root = subject.layout().root();
      for (int i = 0; i < key.size(); i++) {
        recording.used(table, root.columns().get(root.key().get(i)).name(), key.get(i));
      }
    }
  }

  private void order(String table, List<SortBy> order) {
    order.forEach(each -> asked(
        table, each.column(), each.descending() ? Operators.DESCENDING : Operators.ASCENDING));
  }

  private void asked(String table, String column, String operator) {
    MappingUnderTest<?, ?> subject = recording.subject(table);
    if (subject != null && subject.attributes().has(column)) {
      recording.asked(
          operator, subject.attributes().column(column).codec().type().kind());
    }
  }

  private void condition(String table, Filter where) {
    MappingUnderTest<?, ?> subject = recording.subject(table);
    if (subject != null) {
      condition(subject.attributes(), table, where);
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
      recording.used(table, compare.column(), compare.value());
    } else if (filter instanceof Filter.CompareColumns compare) {
      leaf(attributes, compare.left(), filter);
    } else if (filter instanceof Filter.In in) {
      leaf(attributes, in.column(), filter);
      in.values().forEach(value -> recording.used(table, in.column(), value));
    } else if (filter instanceof Filter.IsNull isNull) {
      leaf(attributes, isNull.column(), filter);
      recording.used(table, isNull.column(), null);
    } else if (filter instanceof Filter.Matches matches) {
      leaf(attributes, matches.column(), filter);
      recording.used(table, matches.column(), matches.text());
    }
  }

  private void leaf(Attributes<?> attributes, String column, Filter leaf) {
    recording.asked(Operators.of(leaf), attributes.column(column).codec().type().kind());
  }
}
