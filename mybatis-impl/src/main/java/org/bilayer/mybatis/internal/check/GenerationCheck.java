package org.bilayer.mybatis.internal.check;

import org.bilayer.store.StoredColumn;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTrigger;
import org.bilayer.store.catalogue.CatalogueTrigger.Event;
import org.bilayer.store.catalogue.CatalogueTrigger.Timing;

/** Whether the database fills a column as the model says. The catalogue does not tell which columns a trigger fills. */
final class GenerationCheck {

  private final CatalogueTable table;
  private final StoredColumn column;
  private final CatalogueColumn live;
  private final Differences differences;

  GenerationCheck(
      CatalogueTable table, StoredColumn column, CatalogueColumn live, Differences differences) {
    this.table = table;
    this.column = column;
    this.live = live;
    this.differences = differences;
  }

  void check(Moment moment) {
    switch (moment) {
      case ABSENT -> {
        if (live.isGeneratedAlways()) {
          differences.breaking(
              column.name(),
              "a column with a default",
              "one that the database generates",
              "every insert with a value fails");
        }
        requireFilledOnInsert("a default");
        requireNotUpdated();
      }
      case INSERT -> {
        if (live.isComputed()) {
          differences.breaking(
              column.name(),
              "a column that the database fills when a row is inserted",
              "one that the database computes",
              "the database changes the column when others change, and memory does not");
        }
        requireFilledOnInsert("a default or a trigger");
        requireNotUpdated();
      }
      case WRITE -> {
        if (live.isComputed()) {
          return;
        }
        if (live.onUpdate().isEmpty() && !hasTrigger(Event.UPDATE)) {
          differences.breaking(
              column.name(),
              "a computed column, ON UPDATE or a trigger",
              "a column that the database does not fill when a row is updated",
              "the column keeps its value when its row changes, and memory changes it");
        }
        requireFilledOnInsert("a computed column, a default or a trigger");
      }
    }
  }

  private void requireFilledOnInsert(String expected) {
    if (!live.isSupplied() && !hasTrigger(Event.INSERT)) {
      differences.breaking(
          column.name(),
          expected,
          "none",
          live.isNullable()
              ? "NULL is stored where memory stores what the model says"
              : "every insert without a value fails");
    }
  }

  private void requireNotUpdated() {
    live.onUpdate()
        .ifPresent(value -> differences.breaking(
            column.name(),
            "a column that the database does not change when a row is updated",
            "ON UPDATE " + value,
            "the database changes the column with each change of a row, and memory does not; declare"
                + " generatedAlways"));
  }

  private boolean hasTrigger(Event event) {
    return table.triggers().stream().anyMatch(trigger -> fills(trigger, event));
  }

  private static boolean fills(CatalogueTrigger trigger, Event event) {
    return trigger.isEnabled()
        && trigger.timing() != Timing.INSTEAD_OF
        && trigger.events().contains(event);
  }

  /** Whether only a trigger can be what fills the column. */
  static boolean needsTrigger(StoredColumn column, CatalogueColumn live) {
    return column
        .generation()
        .map(how -> how.moment() == Moment.WRITE
            ? !live.isComputed() && live.onUpdate().isEmpty()
            : !live.isSupplied())
        .orElse(false);
  }
}
