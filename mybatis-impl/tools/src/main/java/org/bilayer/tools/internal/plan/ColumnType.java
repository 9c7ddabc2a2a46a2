package org.bilayer.tools.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the model says the type of a column.
 *
 * <p>Immutable.
 *
 * @param type the type of a component that is always present, such as {@code int}
 * @param boxed the same type as an argument of a generic type
 * @param codec the expression of the codec; {@code %s} stands for the name of the enumeration
 * @param imports the full names of the types in it
 * @param labels the labels of an enumeration that the sources declare; empty if there is none
 * @param equality whether values can be compared, as keys need it
 * @param remarks what the rows or the schema say against it
 */
record ColumnType(
    String type,
    String boxed,
    String codec,
    Set<String> imports,
    List<String> labels,
    boolean equality,
    List<Remark> remarks) {

  /** Something to report about a column that is in the model. */
  record Remark(boolean breaks, String text) {}

  ColumnType {
    imports = Set.copyOf(imports);
    labels = List.copyOf(labels);
    remarks = List.copyOf(remarks);
  }

  /** A type of java.lang. */
  static ColumnType of(String type, String boxed, String codec) {
    return new ColumnType(type, boxed, codec, Set.of(), List.of(), true, List.of());
  }

  /** A type that must be imported. */
  static ColumnType imported(String name, String codec) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return new ColumnType(simple, simple, codec, Set.of(name), List.of(), true, List.of());
  }

  /** This type without equality. */
  ColumnType withoutEquality() {
    return new ColumnType(type, boxed, codec, imports, labels, false, remarks);
  }

  /** This type of dates with a rule for the zero date: Absent or First. */
  ColumnType zeroDateAs(String rule) {
    return new ColumnType(
        type, boxed, codec + ".zeroDateAs" + rule + "()", imports, labels, equality, remarks);
  }

  /** This type with more imports. */
  ColumnType importing(String name) {
    var more = new TreeSet<>(imports);
    more.add(name);
    return new ColumnType(type, boxed, codec, more, labels, equality, remarks);
  }

  /** This type with an enumeration. */
  ColumnType labelled(List<String> all) {
    return new ColumnType(type, boxed, codec, imports, all, equality, remarks);
  }

  /** This type with something to report. */
  ColumnType but(String remark) {
    return remarked(new Remark(false, remark));
  }

  /** This type with something to report that breaks a promise of the model. */
  ColumnType breaking(String remark) {
    return remarked(new Remark(true, remark));
  }

  private ColumnType remarked(Remark remark) {
    var more = new ArrayList<>(remarks);
    more.add(remark);
    return new ColumnType(type, boxed, codec, imports, labels, equality, more);
  }

  /** A type, or why there is none. */
  record Choice(Optional<ColumnType> type, String reason) {

    static Choice of(ColumnType type) {
      return new Choice(Optional.of(type), "");
    }

    static Choice none(String reason) {
      return new Choice(Optional.empty(), reason);
    }
  }
}
