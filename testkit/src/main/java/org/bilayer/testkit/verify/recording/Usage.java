package org.bilayer.testkit.verify.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Table;
import org.bilayer.testkit.report.Report;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Which values of columns and which operators the compared steps had in them. Thread-safe. */
final class Usage {

  private final Map<String, MappingUnderTest<?, ?>> mappings =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Map<String, ColumnCases>> columns =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Operators operators = new Operators();
  private final Coverage coverage;

  /**
   * Counts of what is used.
   *
   * @param coverage notes the operands and steps
   */
  Usage(Coverage coverage) {
    this.coverage = coverage;
  }

  /**
   * Names the columns of a mapping.
   *
   * @return false if they were named before
   */
  boolean declare(Model model, MappingUnderTest<?, ?> mapping, Values values) {
    if (mappings.putIfAbsent(mapping.name(), mapping) != null) {
      return false;
    }
    declare(model, mapping, values, mapping.layout().root());
    mapping.layout().owned().forEach(table -> declare(model, mapping, values, table));
    return true;
  }

  private void declare(Model model, MappingUnderTest<?, ?> mapping, Values values, Table table) {
    var cases = new LinkedHashMap<String, ColumnCases>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!mapping.isPlain(table, i)) {
        cases.put(
            table.columns().get(i).name(),
            new ColumnCases(ModelInternals.schema(model), mapping, values, table, i));
      }
    }
    columns.put(table.name(), cases);
  }

  @Nullable
  MappingUnderTest<?, ?> mapping(String table) {
    return mappings.get(table);
  }

  void written(String table, String column, @Nullable Object value) {
    ColumnCases cases = columns.getOrDefault(table, Map.of()).get(column);
    if (cases != null) {
      cases.written(value);
    }
  }

  void used(String table, String column, @Nullable Object value) {
    ColumnCases cases = columns.getOrDefault(table, Map.of()).get(column);
    if (cases != null) {
      cases.used(value);
    }
  }

  void asked(String operator, StoredType.Kind kind) {
    operators.add(operator, kind);
  }

  void operand(String operand) {
    coverage.drawn(Dimension.OPERANDS, operand);
  }

  void step(String step) {
    coverage.drawn(Dimension.STEPS, step);
  }

  List<Report.ColumnUse> ofColumns() {
    synchronized (columns) {
      return columns.values().stream()
          .flatMap(cases -> cases.values().stream())
          .map(ColumnCases::use)
          .toList();
    }
  }

  List<Report.OperatorUse> ofOperators() {
    synchronized (mappings) {
      return operators.uses(mappings.values());
    }
  }
}
