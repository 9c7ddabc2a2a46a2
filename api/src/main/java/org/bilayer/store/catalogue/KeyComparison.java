package org.bilayer.store.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueForeignKey.Action;
import org.jspecify.annotations.Nullable;

/** Compares the keys, indexes and references of one table. */
final class KeyComparison {

  /*
   * What bears an expected name is compared with what has the name. What is left is compared by what it says, since databases
   * give names of their own to what a script does not name.
   */

  private final CatalogueTable expected;
  private final CatalogueTable found;
  private final ServerText texts;
  private final Collected all;

  KeyComparison(CatalogueTable expected, CatalogueTable found, ServerText texts, Collected all) {
    this.expected = expected;
    this.found = found;
    this.texts = texts;
    this.all = all;
  }

  void compare() {
    primaryKey();
    uniqueKeys();
    indexes();
    references();
  }

  private void primaryKey() {
    Optional<CatalogueIndex> wanted = expected.primaryKey();
    Optional<CatalogueIndex> live = found.primaryKey();
    if (wanted.isPresent() && live.isEmpty()) {
      all.required(
          Kind.PRIMARY_KEY,
          Direction.MISSING,
          wanted.get().name(),
          described(wanted.get()),
          "",
          "rows of one id are stored twice");
    } else if (wanted.isEmpty() && live.isPresent()) {
      all.required(
          Kind.PRIMARY_KEY,
          Direction.EXTRA,
          live.get().name(),
          "",
          described(live.get()),
          "rows that the model allows are refused");
    } else if (wanted.isPresent()) {
      if (!isSameIndex(wanted.get(), live.get())) {
        all.required(
            Kind.PRIMARY_KEY,
            Direction.DIFFERENT,
            live.get().name(),
            described(wanted.get()),
            described(live.get()),
            "rows are taken for equal by other columns");
      } else if (!wanted.get().name().equals(live.get().name())) {
        all.name(live.get().name(), wanted.get().name());
      }
    }
  }

  // --- unique keys

  private void uniqueKeys() {
    List<CatalogueIndex> left = of(found, true);
    List<CatalogueIndex> wanted = of(expected, true);
    for (CatalogueIndex key : wanted) {
      CatalogueIndex live = take(key, wanted, left, this::isSameIndex);
      if (live == null) {
        all.required(
            Kind.UNIQUE_KEY,
            Direction.MISSING,
            key.name(),
            described(key),
            "",
            "duplicates are stored");
      } else if (!isSameIndex(key, live)) {
        all.required(
            Kind.UNIQUE_KEY,
            Direction.DIFFERENT,
            live.name(),
            described(key),
            described(live),
            "other duplicates are refused than in memory");
      } else if (!key.name().equals(live.name())) {
        all.name(live.name(), key.name());
      }
    }
    left.forEach(live -> all.required(
        Kind.UNIQUE_KEY,
        Direction.EXTRA,
        live.name(),
        "",
        described(live),
        "rows that the model allows are refused"));
  }

  // --- indexes that are not unique

  private void indexes() {
    List<CatalogueIndex> left = of(found, false);
    List<CatalogueIndex> wanted = of(expected, false);
    for (CatalogueIndex index : wanted) {
      CatalogueIndex live = take(index, wanted, left, this::isSameIndex);
      if (live == null && comesWithReference(index)) {
        continue;
      }
      if (live == null) {
        all.required(
            Kind.INDEX,
            Direction.MISSING,
            index.name(),
            described(index),
            "",
            "queries and removals read the whole table");
      } else if (!isSameIndex(index, live)) {
        all.required(
            Kind.INDEX,
            Direction.DIFFERENT,
            live.name(),
            described(index),
            described(live),
            live.isValid()
                ? "queries of the model may not be served by it"
                : "the index was left by a failed build: it slows writes and serves no query");
      }
    }
    left.forEach(live -> all.note(
        Kind.INDEX,
        Direction.EXTRA,
        live.name(),
        "",
        described(live),
        live.isValid()
            ? "it serves no query of the model, and slows writes"
            : "the index was left by a failed build: it slows writes and serves no query"));
  }

  /** Some databases create an index for a reference that is missing here, under a name after that of the reference. */
  private boolean comesWithReference(CatalogueIndex index) {
    return expected.foreignKeys().stream()
        .filter(key ->
            index.name().equals(key.name()) || index.name().startsWith(key.name() + "_INDEX_"))
        .anyMatch(
            key -> found.foreignKeys().stream().noneMatch(live -> sides(live).equals(sides(key))));
  }

  private static List<CatalogueIndex> of(CatalogueTable table, boolean unique) {
    return new ArrayList<>(table.indexes().stream()
        .filter(index -> index.kind() != CatalogueIndex.Kind.PRIMARY_KEY)
        .filter(index -> (index.kind() != CatalogueIndex.Kind.INDEX) == unique)
        .toList());
  }

  /** Removes what answers to an expected index: by its name, otherwise by what it says. */
  private static @Nullable CatalogueIndex take(
      CatalogueIndex wanted,
      List<CatalogueIndex> all,
      List<CatalogueIndex> left,
      BiPredicate<CatalogueIndex, CatalogueIndex> same) {
    CatalogueIndex live = left.stream()
        .filter(index -> index.name().equalsIgnoreCase(wanted.name()))
        .findFirst()
        .or(() -> left.stream()
            .filter(index ->
                all.stream().noneMatch(other -> other.name().equalsIgnoreCase(index.name())))
            .filter(index -> same.test(wanted, index))
            .findFirst())
        .orElse(null);
    left.remove(live);
    return live;
  }

  private boolean isSameIndex(CatalogueIndex wanted, CatalogueIndex live) {
    return wanted.isUnique() == live.isUnique()
        && (wanted.kind() == CatalogueIndex.Kind.EXCLUSION)
            == (live.kind() == CatalogueIndex.Kind.EXCLUSION)
        && live.isValid() == wanted.isValid()
        && wanted.method().equals(live.method())
        && parts(wanted).equals(parts(live))
        && texts.areSame(wanted.condition(), live.condition())
        && (!wanted.isUnique() || wanted.nullsNotDistinct() == live.nullsNotDistinct())
        && wanted.isDeferrable() == live.isDeferrable()
        && wanted.isDeferred() == live.isDeferred();
  }

  private List<String> parts(CatalogueIndex index) {
    return index.parts().stream()
        .map(part -> {
          String text = part.isExpression() ? texts.plain(part.toString()) : part.toString();
          return found.ignoresCaseOfColumns() ? text.toLowerCase(Locale.ROOT) : text;
        })
        .toList();
  }

  private static String described(CatalogueIndex index) {
    return index.parts()
        + index.condition().map(text -> " WHERE " + text).orElse("")
        + (index.method().isEmpty() || index.method().equals("btree") ? "" : " " + index.method())
        + (index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
        + (index.isDeferrable() ? " DEFERRABLE" : "")
        + (index.isDeferred() ? " INITIALLY DEFERRED" : "")
        + (index.isValid() ? "" : " INVALID");
  }

  // --- references

  private void references() {
    var left = new ArrayList<>(found.foreignKeys());
    for (CatalogueForeignKey wanted : expected.foreignKeys()) {
      CatalogueForeignKey live = take(wanted, left);
      if (live == null) {
        all.required(
            Kind.REFERENCE,
            Direction.MISSING,
            wanted.name(),
            described(wanted),
            "",
            "rows that refer to nothing are stored");
        continue;
      }
      if (!rule(wanted).equals(rule(live))) {
        all.required(
            Kind.REFERENCE,
            Direction.DIFFERENT,
            live.name(),
            described(wanted),
            described(live),
            "rows of others are changed, refused or kept by another rule");
      } else if (!live.isValidated() && wanted.isValidated()) {
        all.required(
            Kind.REFERENCE,
            Direction.DIFFERENT,
            live.name(),
            "validated",
            "not validated",
            "rows from before the reference may refer to nothing");
      } else if (!live.name().equals(wanted.name())) {
        all.name(live.name(), wanted.name());
      }
    }
    left.forEach(live -> all.required(
        Kind.REFERENCE,
        Direction.EXTRA,
        live.name(),
        "",
        described(live),
        "rows that the model allows are refused"));
  }

  private @Nullable CatalogueForeignKey take(
      CatalogueForeignKey wanted, List<CatalogueForeignKey> left) {
    CatalogueForeignKey live = left.stream()
        .filter(key -> key.name().equals(wanted.name()))
        .findFirst()
        .or(() -> left.stream()
            .filter(key ->
                expected.foreignKeys().stream().noneMatch(other -> other.name().equals(key.name())))
            .filter(key -> sides(wanted).equals(sides(key)))
            .findFirst())
        .orElse(null);
    left.remove(live);
    return live;
  }

  private String sides(CatalogueForeignKey key) {
    String sides = key.columns() + " -> " + key.target() + key.targetColumns();
    return found.ignoresCaseOfColumns() ? sides.toLowerCase(Locale.ROOT) : sides;
  }

  private String rule(CatalogueForeignKey key) {
    return sides(key)
        + action(key, key.onDelete())
        + action(key, key.onUpdate())
        + key.matchesFull()
        + key.isDeferrable()
        + key.isDeferred();
  }

  /** RESTRICT differs from NO ACTION only where the check can wait. */
  private static Action action(CatalogueForeignKey key, Action action) {
    return action == Action.RESTRICT && !key.isDeferrable() ? Action.NO_ACTION : action;
  }

  private static String described(CatalogueForeignKey key) {
    return key.columns() + " to " + key.target() + key.targetColumns()
        + (key.onDelete() == Action.NO_ACTION ? "" : " ON DELETE " + words(key.onDelete()))
        + (key.onUpdate() == Action.NO_ACTION ? "" : " ON UPDATE " + words(key.onUpdate()))
        + (key.matchesFull() ? " MATCH FULL" : "")
        + (key.isDeferrable() ? " DEFERRABLE" : "")
        + (key.isDeferred() ? " INITIALLY DEFERRED" : "")
        + (key.isValidated() ? "" : " NOT VALID");
  }

  private static String words(Action action) {
    return action.name().replace('_', ' ');
  }
}
