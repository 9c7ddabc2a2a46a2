package org.bilayer.testkit.verify.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.bilayer.layout.Conversion;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.report.Report;
import org.bilayer.testkit.verify.drawing.EdgeCases;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The edge cases of one column, and how often each was met. Thread-safe once made. */
final class ColumnCases {

  private static final String NULL = "null";

  /** One case; without a sample it is the absence of a value. */
  private static final class Met {
    private final String name;
    private final EdgeCases.@Nullable EdgeCase sample;
    private final boolean refused;
    private final Report.State otherwise;
    private final LongAdder written = new LongAdder();
    private final LongAdder used = new LongAdder();

    Met(String name, EdgeCases.@Nullable EdgeCase sample, boolean refused, Report.State otherwise) {
      this.name = name;
      this.sample = sample;
      this.refused = refused;
      this.otherwise = otherwise;
    }

    boolean isShownBy(@Nullable Object value) {
      EdgeCases.EdgeCase given = sample;
      return given == null ? value == null : value != null && given.isShownBy(value);
    }

    Report.CaseUse use() {
      long writes = written.sum();
      long uses = used.sum();
      return new Report.CaseUse(
          name, refused, writes + uses > 0 ? Report.State.DRAWN : otherwise, writes, uses);
    }
  }

  private final Table table;
  private final StoredColumn column;
  private final Report.Origin origin;
  private final List<Met> cases = new ArrayList<>();

  ColumnCases(
      Schema schema, MappingUnderTest<?, ?> mapping, Values values, Table table, int place) {
    this.table = table;
    this.column = table.columns().get(place);
    this.origin = origin(schema, mapping, values, table, place);
    if (origin != Report.Origin.GENERATED) {
      addCases(mapping, place);
    }
  }

  private static Report.Origin origin(
      Schema schema, MappingUnderTest<?, ?> mapping, Values values, Table table, int place) {
    if (GeneratedIds.source(schema, table, place) != null) {
      return Report.Origin.GENERATED;
    }
    if (table.foreignKeys().stream().anyMatch(key -> key.columns().contains(place))) {
      return Report.Origin.REFERENCE;
    }
    return values.isSupplied(mapping, table, place) ? Report.Origin.SUPPLIED : Report.Origin.DRAWN;
  }

  private void addCases(MappingUnderTest<?, ?> mapping, int place) {
    Conversion<?> codec = mapping.layout().conversion(table, place).orElseThrow();
    boolean own = origin == Report.Origin.DRAWN;
    if (!codec.choices().isEmpty()) {
      addChoices(codec.choices());
      addNull();
      return;
    }
    for (EdgeCases.EdgeCase each : EdgeCases.of(table, place)) {
      Report.State otherwise = !Values.fits(column.type(), codec, each.value())
          ? Report.State.OUTSIDE
          : own ? Report.State.NEVER : Report.State.NOT_ASKED;
      cases.add(new Met(each.name(), each, false, otherwise));
    }
    List<Object> constants = Values.constants(table, place);
    if (!constants.isEmpty()) {
      cases.add(new Met(
          "constant of a check",
          new EdgeCases.EdgeCase("constant of a check", constants.get(0), constants::contains),
          false,
          own ? Report.State.NEVER : Report.State.NOT_ASKED));
    }
    addNull();
    for (EdgeCases.EdgeCase each : EdgeCases.refusedBy(table, place)) {
      Report.State otherwise = !Values.isDecoded(codec, each.value())
          ? Report.State.OUTSIDE
          : own && !table.key().contains(place) ? Report.State.NEVER : Report.State.NOT_ASKED;
      cases.add(new Met(each.name(), each, true, otherwise));
    }
  }

  private void addNull() {
    if (column.nullable()) {
      cases.add(new Met(NULL, null, false, Report.State.NEVER));
    }
  }

  /** By their places: which values there are is the application's own. */
  private void addChoices(List<Object> choices) {
    Object first = choices.get(0);
    Object last = choices.get(choices.size() - 1);
    cases.add(new Met(
        "first choice", new EdgeCases.EdgeCase("first choice", first), false, Report.State.NEVER));
    cases.add(new Met(
        "last choice", new EdgeCases.EdgeCase("last choice", last), false, Report.State.NEVER));
    if (choices.size() > 2) {
      cases.add(new Met(
          "another choice",
          new EdgeCases.EdgeCase(
              "another choice", first, value -> !value.equals(first) && !value.equals(last)),
          false,
          Report.State.NEVER));
    }
  }

  /** Counts a value that was handed in. */
  void written(@Nullable Object value) {
    for (Met each : cases) {
      if (each.isShownBy(value)) {
        each.written.increment();
      }
    }
  }

  /** Counts a value that was looked for. */
  void used(@Nullable Object value) {
    for (Met each : cases) {
      if (each.isShownBy(value)) {
        each.used.increment();
      }
    }
  }

  Report.ColumnUse use() {
    return new Report.ColumnUse(
        table.name(),
        column.name(),
        column.type().toString(),
        group(column.type().kind()),
        origin,
        cases.stream().map(Met::use).toList());
  }

  /** What columns of a kind are shown under. */
  static String group(StoredType.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
