package org.bilayer.mybatis.internal.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.Index;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.catalogue.CatalogueIndex;

/** Compares the keys of one table. */
final class KeyCheck {

  /*
   * Keys are found by what they say, not by name, so that a database somebody else named is understood; another name is a
   * difference of its own, since violations are reported by it.
   */

  private static final String TAKES_DUPLICATES =
      "the database accepts duplicates that memory refuses";
  private static final String REFUSES_MORE = "the database refuses rows that memory accepts";

  /** What MariaDB calls every primary key. */
  private static final String NAMELESS = "PRIMARY";

  private final Pairing pairing;
  private final Table table;
  private final Differences differences;

  KeyCheck(Pairing pairing, Differences differences) {
    this.pairing = pairing;
    this.table = pairing.table;
    this.differences = differences;
  }

  void check() {
    var left = new ArrayList<CatalogueIndex>();
    for (CatalogueIndex index : pairing.live.indexes()) {
      if (index.isUnique()) {
        left.add(index);
      } else if (index.kind() == CatalogueIndex.Kind.EXCLUSION) {
        differences.breaking(index.name(), "no such constraint", index.definition(), REFUSES_MORE);
      } else if (!index.isValid()) {
        differences.note(
            index.name(),
            "no such index, or a valid one",
            "an index that is not valid",
            "no query uses it, and every write maintains it");
      }
      deferral(index);
    }
    primary(left);
    for (UniqueKey key : table.uniqueKeys()) {
      unique(key, left);
    }
    left.forEach(this::more);
    table.indexes().forEach(this::index);
  }

  /** An index of any kind serves whose first columns are those of the model; their directions and conditions are not compared. */
  private void index(Index index) {
    List<String> columns =
        pairing.names(index.columns().stream().map(SortColumn::column).toList());
    boolean isThere = pairing.live.indexes().stream()
        .filter(live -> live.isValid() && live.parts().size() >= columns.size())
        .anyMatch(live -> pairing
            .modelNames(live.parts().subList(0, columns.size()).stream()
                .map(CatalogueIndex.Part::text)
                .toList())
            .equals(columns));
    if (!isThere) {
      differences.note(
          index.name(),
          "INDEX " + columns,
          "none that begins with these columns",
          "conditions and orders on them read the whole table");
    }
  }

  private void primary(List<CatalogueIndex> left) {
    List<String> columns = pairing.names(table.key());
    Optional<CatalogueIndex> same = take(left, columns, table.keyName());
    if (same.isEmpty()) {
      differences.breaking(
          table.keyName(),
          "PRIMARY KEY " + columns,
          "none over these columns",
          "an id can be stored twice, and one object then stands for several rows");
    } else {
      valid(table.keyName(), same.get());
      otherName(same.get());
    }
  }

  /** Where the database names the primary key; an index beside it may be what was found. */
  private void otherName(CatalogueIndex found) {
    boolean isNamed =
        found.kind() == CatalogueIndex.Kind.PRIMARY_KEY && !found.name().equals(NAMELESS);
    if (isNamed && !found.name().equals(table.keyName())) {
      differences.note(
          table.keyName(),
          "this name",
          found.name(),
          "violations are reported by the name of the database; declare it by primaryKey(...)");
    }
  }

  private void unique(UniqueKey key, List<CatalogueIndex> left) {
    List<String> columns = pairing.names(key.columns());
    Optional<CatalogueIndex> same = take(left, columns, key.name());
    if (same.isEmpty()) {
      differences.breaking(
          key.name(), "UNIQUE " + columns, "none over these columns", TAKES_DUPLICATES);
      return;
    }
    CatalogueIndex found = same.get();
    if (!found.name().equals(key.name())) {
      differences.note(
          key.name(),
          "this name",
          found.name(),
          "violations are reported by the name of the database");
    }
    if (found.nullsNotDistinct() && !pairing.nullable(columns).isEmpty()) {
      differences.breaking(
          key.name(),
          "rows with an absent value never collide",
          "NULLS NOT DISTINCT",
          "the database refuses a second row with an absent value, memory takes it");
    }
    valid(key.name(), found);
  }

  private void valid(String name, CatalogueIndex found) {
    if (!found.isValid()) {
      differences.breaking(
          name,
          "a valid key",
          "an index that is not valid",
          "rows from before the index may be duplicates");
    }
  }

  /** The key over these columns in any order, preferably a valid one of this name or the primary key, removed from the list. */
  private Optional<CatalogueIndex> take(
      List<CatalogueIndex> left, List<String> columns, String name) {
    Set<String> wanted = Set.copyOf(columns);
    CatalogueIndex best = null;
    for (CatalogueIndex index : left) {
      boolean fits =
          index.isPlain() && new HashSet<>(pairing.modelNames(index.columns())).equals(wanted);
      if (fits && (best == null || rank(index, name) > rank(best, name))) {
        best = index;
      }
    }
    if (best != null) {
      Identity.remove(left, best);
    }
    return Optional.ofNullable(best);
  }

  private static int rank(CatalogueIndex index, String name) {
    int valid = index.isValid() ? 4 : 0;
    int strict = index.nullsNotDistinct() ? 0 : 2;
    boolean primary = index.kind() == CatalogueIndex.Kind.PRIMARY_KEY;
    return valid + strict + (primary || index.name().equals(name) ? 1 : 0);
  }

  /** A key that the model does not have. */
  private void more(CatalogueIndex more) {
    if (isImplied(more) || neverCollides(more)) {
      return;
    }
    boolean primary = more.kind() == CatalogueIndex.Kind.PRIMARY_KEY;
    String found = (primary ? "PRIMARY KEY " : "UNIQUE ")
        + pairing.modelNames(
            more.parts().stream().map(CatalogueIndex.Part::toString).toList())
        + more.condition().map(condition -> " WHERE " + condition).orElse("");
    if (primary) {
      differences.breaking(
          more.name(), "PRIMARY KEY " + pairing.names(table.key()), found, REFUSES_MORE);
    } else {
      differences.breaking(
          more.name(),
          "no such key",
          found,
          more.isPlain() ? REFUSES_MORE + "; declare the constraint in the model" : REFUSES_MORE);
    }
  }

  /** Whether the whole columns of a key contain a key of the model: then it forbids nothing more. */
  private boolean isImplied(CatalogueIndex more) {
    var columns = new HashSet<>(pairing.modelNames(more.parts().stream()
        .filter(part -> !part.isExpression() && part.prefix().isEmpty())
        .map(CatalogueIndex.Part::text)
        .toList()));
    return columns.containsAll(pairing.names(table.key()))
        || table.uniqueKeys().stream()
            .map(key -> pairing.names(key.columns()))
            .anyMatch(key -> columns.containsAll(key)
                && (!more.nullsNotDistinct() || pairing.nullable(key).isEmpty()));
  }

  /** Whether inserts of the library leave NULL in a column, so that rows never collide. */
  private boolean neverCollides(CatalogueIndex more) {
    return !more.nullsNotDistinct() && pairing.staysNull(more.columns());
  }

  private void deferral(CatalogueIndex index) {
    if (index.isDeferred()) {
      differences.breaking(
          index.name(), Deferral.EXPECTED, Deferral.DEFERRED, Deferral.DEFERRED_CONSEQUENCE);
    } else if (index.isDeferrable()) {
      differences.note(
          index.name(), Deferral.EXPECTED, Deferral.DEFERRABLE, Deferral.DEFERRABLE_CONSEQUENCE);
    }
  }
}
