package org.bilayer.store.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bilayer.store.catalogue.CatalogueColumn.Generation;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueDifference.Severity;
import org.jspecify.annotations.Nullable;

/** Compares the columns, comments, checks and triggers of one table; its keys are compared by {@link KeyComparison}. */
final class TableComparison {

  private final CatalogueTable expected;
  private final CatalogueTable found;
  private final ServerText texts;
  private final Collected all;

  TableComparison(CatalogueTable expected, CatalogueTable found, ServerText texts) {
    this.expected = expected;
    this.found = found;
    this.texts = texts;
    this.all = new Collected(found.name());
  }

  List<CatalogueDifference> differences() {
    table();
    for (CatalogueColumn column : expected.columns()) {
      found
          .column(column.name())
          .ifPresentOrElse(live -> compare(column, live), () -> missing(column));
    }
    found.columns().stream()
        .filter(column -> expected.column(column.name()).isEmpty())
        .forEach(this::beyond);
    new KeyComparison(expected, found, texts, all).compare();
    checks();
    triggers();
    return all.differences();
  }

  private void table() {
    if (found.kind() != CatalogueTable.Kind.TABLE
        && found.kind() != CatalogueTable.Kind.PARTITIONED) {
      all.required(
          Kind.TABLE,
          Direction.DIFFERENT,
          found.name(),
          "a table",
          "a " + found.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          "writes may fail, and rows may be those of others");
    }
    if (!found.isTransactional()) {
      all.required(
          Kind.ENGINE,
          Direction.DIFFERENT,
          found.name(),
          expected.engine(),
          found.engine(),
          "nothing is rolled back");
    }
    comment(found.name(), expected.comment(), found.comment());
  }

  private void comment(String object, String wanted, String there) {
    if (!wanted.equals(there)) {
      all.note(
          Kind.COMMENT,
          wanted.isEmpty()
              ? Direction.EXTRA
              : there.isEmpty() ? Direction.MISSING : Direction.DIFFERENT,
          object,
          wanted,
          there,
          "harmless: the model says nothing by comments");
    }
  }

  // --- columns

  private void missing(CatalogueColumn column) {
    all.required(
        Kind.COLUMN,
        Direction.MISSING,
        column.name(),
        described(column),
        "",
        "every read and write of the table fails");
  }

  private void beyond(CatalogueColumn column) {
    boolean demanded = !column.isNullable() && !column.isSupplied();
    all.add(
        Kind.COLUMN,
        Direction.EXTRA,
        demanded ? Severity.REQUIRED : Severity.NOTE,
        column.name(),
        "",
        described(column),
        demanded
            ? "every insert of the model fails: the column has no default"
            : "harmless: inserts leave it to its default");
  }

  private static String described(CatalogueColumn column) {
    return column.type().text()
        + (column.isNullable() ? "" : " NOT NULL")
        + column.defaultText().map(text -> " DEFAULT " + text).orElse("");
  }

  private void compare(CatalogueColumn wanted, CatalogueColumn live) {
    String name = live.name();
    if (!texts.areSameTypes(wanted.type(), live.type())) {
      all.required(
          Kind.TYPE,
          Direction.DIFFERENT,
          name,
          wanted.type().text(),
          live.type().text(),
          "values may be refused, cut off or unreadable");
    }
    if (wanted.isNullable() != live.isNullable()) {
      all.required(
          Kind.NULLABILITY,
          Direction.DIFFERENT,
          name,
          nullability(wanted),
          nullability(live),
          wanted.isNullable()
              ? "inserts without a value fail"
              : "rows of others may have no value where the model needs one");
    }
    defaults(wanted, live);
    if (wanted.generation() != live.generation()
        || !texts.areSame(wanted.expression(), live.expression())
        || !texts.areSame(wanted.onUpdate(), live.onUpdate())) {
      all.required(
          Kind.GENERATION,
          Direction.DIFFERENT,
          name,
          generation(wanted),
          generation(live),
          "writes fail, or the column holds other values");
    }
    String collation = collation(wanted);
    if (!collation.equals(collation(live))) {
      all.required(
          Kind.COLLATION,
          Direction.DIFFERENT,
          name,
          collation,
          collation(live),
          "texts are equal or sorted by other rules than in memory");
    }
    comment(name, wanted.comment(), live.comment());
  }

  private void defaults(CatalogueColumn wanted, CatalogueColumn live) {
    var expectedText = texts.value(wanted.defaultText());
    var foundText = texts.value(live.defaultText());
    if (texts.areSame(expectedText, foundText) || (isIdentity(wanted) && isIdentity(live))) {
      return;
    }
    all.add(
        Kind.DEFAULT,
        expectedText.isEmpty()
            ? Direction.EXTRA
            : foundText.isEmpty() ? Direction.MISSING : Direction.DIFFERENT,
        // The model writes every column for which it declares no default.
        expectedText.isEmpty() ? Severity.NOTE : Severity.REQUIRED,
        live.name(),
        expectedText.orElse("no default"),
        foundText.orElse("no default"),
        expectedText.isEmpty()
            ? "harmless: the model writes the column"
            : "inserts without the column store another value");
  }

  private static boolean isIdentity(CatalogueColumn column) {
    return column.generation() == Generation.IDENTITY_ALWAYS
        || column.generation() == Generation.IDENTITY_BY_DEFAULT
        || column.generation() == Generation.AUTO_INCREMENT;
  }

  private static String nullability(CatalogueColumn column) {
    return column.isNullable() ? "NULL" : "NOT NULL";
  }

  private static String generation(CatalogueColumn column) {
    String how = column.generation() == Generation.NONE
        ? "no generated values"
        : column.generation().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return how
        + column.expression().map(text -> " " + text).orElse("")
        + column.onUpdate().map(text -> " ON UPDATE " + text).orElse("");
  }

  private static String collation(CatalogueColumn column) {
    return column
        .collation()
        .filter(
            given -> column.type().values().isEmpty() || !given.characterSet().isEmpty())
        .map(CatalogueCollation::name)
        .orElse("none");
  }

  // --- checks and triggers

  private void checks() {
    var left = new ArrayList<>(found.checks());
    for (CatalogueCheck wanted : expected.checks()) {
      CatalogueCheck live = find(wanted, left);
      if (live == null) {
        all.required(
            Kind.CHECK,
            Direction.MISSING,
            wanted.name(),
            wanted.text(),
            "",
            "rows that break the rule are stored");
        continue;
      }
      left.remove(live);
      compare(wanted, live);
    }
    left.forEach(live -> all.required(
        Kind.CHECK,
        Direction.EXTRA,
        live.name(),
        "",
        live.text(),
        "rows that the model allows may be refused"));
  }

  private @Nullable CatalogueCheck find(CatalogueCheck wanted, List<CatalogueCheck> left) {
    return left.stream()
        .filter(live -> live.name().equals(wanted.name()))
        .findFirst()
        .or(() -> left.stream()
            .filter(live ->
                expected.checks().stream().noneMatch(other -> other.name().equals(live.name())))
            .filter(live -> texts.areSame(wanted.text(), live.text()))
            .findFirst())
        .orElse(null);
  }

  private void compare(CatalogueCheck wanted, CatalogueCheck live) {
    if (!texts.areSame(withoutState(wanted.text()), withoutState(live.text()))) {
      all.required(
          Kind.CHECK,
          Direction.DIFFERENT,
          live.name(),
          wanted.text(),
          live.text(),
          "other rows are refused than in memory");
    } else if (!live.isEnforced() && wanted.isEnforced()) {
      all.required(
          Kind.CHECK,
          Direction.DIFFERENT,
          live.name(),
          "enforced",
          "not enforced",
          "rows that break the rule are stored");
    } else if (!live.isValidated() && wanted.isValidated()) {
      all.required(
          Kind.CHECK,
          Direction.DIFFERENT,
          live.name(),
          "validated",
          "not validated",
          "rows from before the check may break the rule");
    } else if (!live.name().equals(wanted.name())) {
      all.name(live.name(), wanted.name());
    }
  }

  /** PostgreSQL writes the state of a check behind its condition. */
  private static String withoutState(String text) {
    return text.replaceFirst(" NOT VALID$", "").replaceFirst(" NOT ENFORCED$", "");
  }

  private void triggers() {
    for (CatalogueTrigger wanted : expected.triggers()) {
      found.triggers().stream()
          .filter(live -> live.name().equals(wanted.name()))
          .findFirst()
          .ifPresentOrElse(
              live -> compare(wanted, live),
              () -> all.required(
                  Kind.TRIGGER,
                  Direction.MISSING,
                  wanted.name(),
                  wanted.events().toString(),
                  "",
                  "columns that the database should fill stay empty"));
    }
    found.triggers().stream()
        .filter(live ->
            expected.triggers().stream().noneMatch(wanted -> wanted.name().equals(live.name())))
        .forEach(live -> all.note(
            Kind.TRIGGER,
            Direction.EXTRA,
            live.name(),
            "",
            live.timing() + " " + live.events(),
            "the trigger may change or refuse rows of the model"));
  }

  private void compare(CatalogueTrigger wanted, CatalogueTrigger live) {
    boolean alike = wanted.timing() == live.timing()
        && wanted.events().equals(live.events())
        && wanted.isEnabled() == live.isEnabled()
        && texts.areSame(wanted.text(), live.text());
    if (!alike) {
      all.required(
          Kind.TRIGGER,
          Direction.DIFFERENT,
          live.name(),
          wanted.text(),
          live.isEnabled() ? live.text() : "disabled",
          "columns that the database should fill hold other values");
    }
  }
}
