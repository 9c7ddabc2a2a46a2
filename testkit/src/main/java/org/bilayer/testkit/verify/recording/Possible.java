package org.bilayer.testkit.verify.recording;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bilayer.layout.Conversion;
import org.bilayer.model.Column;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.testkit.verify.drawing.DrawnFilters;
import org.bilayer.testkit.verify.drawing.LeafForm;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;

/** What mappings make possible of the operands and steps of histories. */
final class Possible {

  private static final String EMOJI = "\ud83d\ude00";

  /** The steps that every mapping has and that are given one key. */
  private static final List<String> KEYED = List.of(
      "find",
      "findForUpdate",
      "findAllById",
      "findVersioned",
      "existsById",
      "refresh",
      "evict",
      "change",
      "remove",
      "removeById",
      "guard");

  private static final List<String> OTHERS = List.of(
      "query",
      "queryForUpdate",
      "queryVersioned",
      "stream",
      "count",
      "exists",
      "select",
      "totals",
      "reader",
      "afterCommit",
      "bulk delete",
      "flush",
      "attempt");

  /** An addition or a next state whose reference has several columns, all of them with a value. */
  static final String WIDE_REFERENCE = "a reference of several columns";

  private Possible() {}

  /** The kinds of steps on some mappings. */
  static Set<String> steps(Collection<MappingUnderTest<?, ?>> mappings, boolean hasSequences) {
    var steps = new LinkedHashSet<String>(OTHERS);
    for (MappingUnderTest<?, ?> mapping : mappings) {
      Table root = mapping.layout().root();
      KEYED.forEach(name -> steps.add(step(name, root)));
      steps.add(step("pages", root));
      if (!wideReferences(root).isEmpty()) {
        steps.add(WIDE_REFERENCE);
      }
      if (root.hasIdentity()) {
        steps.add("addGenerated");
      } else {
        steps.addAll(List.of("add", "upsert"));
      }
      if (root.versioning() == Versioning.COLUMN) {
        steps.add("remove at version");
        if (!root.hasIdentity()) {
          steps.add("update at version");
        }
      }
      if (mapping.changeable(root).stream()
          .anyMatch(place -> mapping.attributes().has(root.columns().get(place).name()))) {
        steps.add("bulk update");
      }
    }
    if (hasSequences) {
      steps.add("nextNumber");
    }
    return steps;
  }

  /** A step on a table by its name and the shape of its key, which also breaks the ties of pages. */
  static String step(String name, Table root) {
    boolean isByKey = KEYED.contains(name) || name.equals("pages");
    return isByKey && root.key().size() > 1 ? name + " by several columns" : name;
  }

  /** The references of several columns, but not those of owned rows to their owners. */
  static List<ForeignKey> wideReferences(Table table) {
    return table.foreignKeys().stream()
        .filter(
            key -> key.columns().size() > 1 && table.owner().filter(key::equals).isEmpty())
        .toList();
  }

  /** Whether a row has a value in each column of a reference of several. */
  static boolean hasWideReference(Table table, RowValues row) {
    return wideReferences(table).stream()
        .anyMatch(key -> key.columns().stream()
            .allMatch(column -> row.values().get(table.columns().get(column).name()) != null));
  }

  /** The operands of conditions on some mappings. */
  static Set<String> operands(Collection<MappingUnderTest<?, ?>> mappings, Values values) {
    var operands = new LinkedHashSet<String>();
    for (MappingUnderTest<?, ?> mapping : mappings) {
      addNullable(mapping.attributes(), operands);
      for (Column<?, ?> column : mapping.attributes().columns()) {
        if (column.codec().type().kind() == StoredType.Kind.TEXT) {
          addText(mapping, values, column.name(), operands);
        }
      }
    }
    return operands;
  }

  private static void addNullable(Attributes<?> attributes, Set<String> into) {
    for (Column<?, ?> column : attributes.columns()) {
      if (column.isNullable()) {
        LeafForm.of(column.codec().type())
            .forEach(
                form -> into.add(nullable(form.text(), column.codec().type().kind())));
      }
    }
    attributes.collections().forEach(table -> addNullable(attributes.elements(table), into));
  }

  private static void addText(
      MappingUnderTest<?, ?> mapping, Values values, String name, Set<String> into) {
    DrawnFilters.SIGNS.forEach(sign -> into.add(sign(sign)));
    Table root = mapping.layout().root();
    for (int i = 0; i < root.columns().size(); i++) {
      if (root.columns().get(i).name().equals(name)
          && mapping.layout().conversion(root, i).isPresent()
          && !values.isSupplied(mapping, root, i)) {
        Conversion<?> codec = mapping.layout().conversion(root, i).orElseThrow();
        if (codec.choices().isEmpty() && Values.fits(root.type(i), codec, EMOJI)) {
          for (LeafForm form : LeafForm.of(root.type(i))) {
            if (form.hasOperand()) {
              into.add(supplementary(form.text()));
            }
          }
        }
      }
    }
  }

  static String nullable(String operator, StoredType.Kind kind) {
    return operator + " on a nullable " + ColumnCases.group(kind);
  }

  static String sign(String sign) {
    return "search for " + sign;
  }

  static String supplementary(String operator) {
    return operator + " beyond the basic plane";
  }
}
