package org.bilayer.mybatis.internal.check;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueReferrer;
import org.jspecify.annotations.Nullable;

/** Compares the foreign keys of one table. */
final class ReferenceCheck {

  private static final String ACTION = "one with an action (CASCADE, SET NULL or SET DEFAULT)";

  private final LiveTables tables;
  private final Schema schema;
  private final Pairing pairing;
  private final Table table;
  private final Differences differences;

  ReferenceCheck(LiveTables tables, Schema schema, Pairing pairing, Differences differences) {
    this.tables = tables;
    this.schema = schema;
    this.pairing = pairing;
    this.table = pairing.table;
    this.differences = differences;
  }

  void check() {
    var left = new ArrayList<>(pairing.live.foreignKeys());
    for (ForeignKey key : table.foreignKeys()) {
      declared(key, left);
    }
    left.forEach(this::more);
    pairing.live.referrers().forEach(this::referrer);
  }

  /** A foreign key of a table that the model does not have. */
  private void referrer(CatalogueReferrer referrer) {
    boolean here = referrer.schema().equals(tables.schemaOf(table));
    if (tables.isMapped(referrer.schema(), referrer.table())) {
      return;
    }
    differences.note(
        referrer.name(),
        "no foreign key of a table that is not mapped",
        "FOREIGN KEY of " + (here ? "" : referrer.schema() + ".") + referrer.table(),
        referrer.onDelete().changesRows()
            ? "removing a row changes the rows of that table that refer to it"
            : "a row that a row of that table refers to cannot be removed");
  }

  private void declared(ForeignKey key, List<CatalogueForeignKey> left) {
    Table target = schema.table(key.target());
    List<String> columns = pairing.names(key.columns());
    List<String> targets = Pairing.names(target, target.key());
    String expected = "FOREIGN KEY " + columns + " REFERENCES " + target.name() + " " + targets;
    CatalogueForeignKey same = null;
    for (CatalogueForeignKey other : left) {
      boolean better = same == null || other.name().equals(key.name());
      if (better && isSame(other, columns, target, targets)) {
        same = other;
      }
    }
    if (!key.enforced()) {
      notEnforced(key, expected, same, left);
      return;
    }
    if (same == null) {
      differences.breaking(
          key.name(), expected, "none", "a row can refer to a row that does not exist");
      return;
    }
    Identity.remove(left, same);
    details(key, expected, same);
    if (!same.name().equals(key.name())) {
      differences.note(
          key.name(),
          "this name",
          same.name(),
          "violations are reported by the name of the database");
    }
  }

  /** That there is none is what the model says. */
  private void notEnforced(
      ForeignKey key,
      String expected,
      @Nullable CatalogueForeignKey found,
      List<CatalogueForeignKey> left) {
    if (found != null) {
      Identity.remove(left, found);
      differences.breaking(
          key.name(),
          "no " + expected + ", since the reference is not enforced",
          found.name(),
          "the database refuses rows that refer to nothing, and to remove rows that are referred to; memory takes"
              + " both. Remove notEnforced()");
    }
  }

  private boolean isSame(
      CatalogueForeignKey live, List<String> columns, Table target, List<String> targets) {
    boolean folds = pairing.live.ignoresCaseOfColumns();
    return tables.is(target, live.targetSchema(), live.target())
        && pairing.modelNames(live.columns()).equals(columns)
        && live.targetColumns().size() == targets.size()
        && equal(
            String.join(".", live.targetColumns()), String.join(".", inDatabase(target)), folds);
  }

  private static List<String> inDatabase(Table target) {
    return target.key().stream()
        .map(position -> target.columns().get(position).inDatabase())
        .toList();
  }

  private static boolean equal(String left, String right, boolean folds) {
    return folds ? left.equalsIgnoreCase(right) : left.equals(right);
  }

  private void details(ForeignKey key, String expected, CatalogueForeignKey live) {
    String name = key.name();
    if (live.actsOnRows() && table.owner().filter(key::equals).isPresent()) {
      differences.note(
          name,
          expected,
          ACTION,
          "removing an owner removes or changes the rows that other applications have added to the owner meanwhile");
    } else if (live.actsOnRows() && !key.acts()) {
      differences.breaking(
          name,
          expected,
          ACTION,
          "the database changes rows, and memory refuses to remove the referenced row; declare withAction()");
    }
    List<String> columns = pairing.modelNames(live.columns());
    if (live.matchesFull() && columns.size() > 1 && !pairing.nullable(columns).isEmpty()) {
      differences.breaking(
          name,
          expected,
          "MATCH FULL",
          "the database refuses a reference of which one column is absent, memory takes it");
    }
    if (!live.isValidated()) {
      differences.note(
          name,
          "a valid foreign key",
          "NOT VALID",
          "rows from before the key may refer to nothing");
    }
    deferral(live);
  }

  private void deferral(CatalogueForeignKey live) {
    if (live.isDeferred()) {
      differences.breaking(
          live.name(), Deferral.EXPECTED, Deferral.DEFERRED, Deferral.DEFERRED_CONSEQUENCE);
    } else if (live.isDeferrable()) {
      differences.note(
          live.name(), Deferral.EXPECTED, Deferral.DEFERRABLE, Deferral.DEFERRABLE_CONSEQUENCE);
    }
  }

  /** A foreign key that the model does not have. */
  private void more(CatalogueForeignKey more) {
    String found =
        "FOREIGN KEY " + pairing.modelNames(more.columns()) + " REFERENCES " + more.target();
    boolean refuses = !isRepeated(more) && !pairing.staysNull(more.columns());
    if (refuses) {
      differences.breaking(
          more.name(),
          "no such key",
          found,
          "the database refuses rows that memory accepts; declare the constraint in the model");
    } else if (more.actsOnRows()) {
      differences.breaking(
          more.name(),
          "no such key",
          found + " with an action (CASCADE, SET NULL or SET DEFAULT)",
          "the database changes rows of this table when others remove the referred one");
    }
    deferral(more);
  }

  /** Whether the model declares the same reference, for which the table has one more key. */
  private boolean isRepeated(CatalogueForeignKey more) {
    return table.foreignKeys().stream().filter(ForeignKey::enforced).anyMatch(key -> {
      Table target = schema.table(key.target());
      return isSame(
          more, pairing.names(key.columns()), target, Pairing.names(target, target.key()));
    });
  }
}
