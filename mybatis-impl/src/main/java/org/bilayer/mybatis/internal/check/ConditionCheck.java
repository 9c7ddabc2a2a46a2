package org.bilayer.mybatis.internal.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilayer.store.Check;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.value.StoredType.Kind;

/** Compares the checks of one table. */
final class ConditionCheck {

  /*
   * By name: what a server writes of a condition is not the text that was sent.
   */

  private final Pairing pairing;
  private final Table table;
  private final Differences differences;

  ConditionCheck(Pairing pairing, Differences differences) {
    this.pairing = pairing;
    this.table = pairing.table;
    this.differences = differences;
  }

  void check() {
    Map<String, CatalogueCheck> left = new HashMap<>();
    for (CatalogueCheck check : pairing.live.checks()) {
      left.put(check.name(), check);
    }
    for (Check check : table.checks()) {
      CatalogueCheck same = left.remove(check.name());
      if (same == null || !same.isEnforced()) {
        differences.breaking(
            check.name(),
            "a check",
            same == null ? "none of this name" : "one that is not enforced",
            "the database accepts rows that memory refuses");
      } else if (!same.isValidated()) {
        differences.note(
            check.name(),
            "a valid check",
            "NOT VALID",
            "rows from before the check may violate it");
      }
    }
    for (CatalogueCheck check : pairing.live.checks()) {
      if (left.containsKey(check.name()) && check.isEnforced() && refuses(check)) {
        differences.breaking(
            check.name(),
            "no such check",
            "a check",
            "the database refuses rows that memory accepts; declare the constraint in the model");
      }
    }
  }

  /** Whether rows of the library can fail the check. */
  private boolean refuses(CatalogueCheck check) {
    if (check.column().isEmpty()) {
      return !isOfDocuments(check);
    }
    String column = check.column().get();
    return pairing.isMapped(column) ? !isOfDocuments(check) : !pairing.staysNull(List.of(column));
  }

  /** What MariaDB adds to a column of JSON, which holds for every document. */
  private boolean isOfDocuments(CatalogueCheck check) {
    String text = check.text().toLowerCase(Locale.ROOT);
    for (StoredColumn column : table.columns()) {
      if (column.type().kind() == Kind.DOCUMENT
          && text.equals("json_valid(`"
              + column.inDatabase().toLowerCase(Locale.ROOT).replace("`", "``") + "`)")) {
        return true;
      }
    }
    return false;
  }
}
