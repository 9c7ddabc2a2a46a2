package org.bilayer.testkit.verify;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Knows what is simpler than a part of a history, by the types of the columns. */
final class Simplifier {

  private final Map<String, MappingUnderTest<?, ?>> subjects;

  Simplifier(Map<String, MappingUnderTest<?, ?>> subjects) {
    this.subjects = subjects;
  }

  /** A list with fewer elements: without the first or second half, then without each one. */
  static <E> List<List<E>> without(List<E> list) {
    var less = new ArrayList<List<E>>();
    if (list.size() > 3) {
      less.add(List.copyOf(list.subList(list.size() / 2, list.size())));
      less.add(List.copyOf(list.subList(0, list.size() / 2)));
    }
    for (int i = list.size() - 1; i >= 0; i--) {
      var copy = new ArrayList<>(list);
      copy.remove(i);
      less.add(copy);
    }
    return less;
  }

  // --- conditions ---

  /** Conditions simpler than one, on a root's table. */
  List<Filter> simpler(String table, Filter filter) {
    if (filter instanceof Filter.Everything) {
      return List.of();
    }
    var simpler = new ArrayList<Filter>();
    simpler.add(new Filter.Everything());
    parts(filter, simpler);
    return simpler;
  }

  private static void parts(Filter filter, List<Filter> into) {
    if (filter instanceof Filter.And and) {
      into.addAll(and.all());
      replacedParts(and.all()).forEach(all -> into.add(new Filter.And(all)));
    } else if (filter instanceof Filter.Or or) {
      into.addAll(or.any());
      replacedParts(or.any()).forEach(any -> into.add(new Filter.Or(any)));
    } else if (filter instanceof Filter.Not not) {
      into.add(not.part());
      var parts = new ArrayList<Filter>();
      parts(not.part(), parts);
      parts.forEach(part -> into.add(new Filter.Not(part)));
    } else if (filter instanceof Filter.In in && in.values().size() > 1) {
      without(in.values())
          .forEach(values -> into.add(new Filter.In(in.column(), values, in.negated())));
    } else if (filter instanceof Filter.Any any && !(any.part() instanceof Filter.Everything)) {
      into.add(new Filter.Any(any.table(), new Filter.Everything()));
      var parts = new ArrayList<Filter>();
      parts(any.part(), parts);
      parts.forEach(part -> into.add(new Filter.Any(any.table(), part)));
    }
  }

  private static List<List<Filter>> replacedParts(List<Filter> all) {
    var replaced = new ArrayList<List<Filter>>();
    for (int i = 0; i < all.size(); i++) {
      var parts = new ArrayList<Filter>();
      parts(all.get(i), parts);
      for (Filter part : parts) {
        var copy = new ArrayList<>(all);
        copy.set(i, part);
        replaced.add(copy);
      }
    }
    return replaced;
  }

  // --- rows ---

  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private MappingUnderTest<?, ?> subject(String table) {
    MappingUnderTest<?, ?> subject = subjects.get(table);
    if (subject == null) {
      throw new Unknown();
    }
    return subject;
  }

  /** Rows of a root's table simpler than one; keys stay as they are, so that other steps meet them. */
  List<RowValues> simpler(String table, RowValues row) {
    MappingUnderTest<?, ?> subject = subject(table);
    return simpler(subject, subject.layout().root(), row, false);
  }

  private static List<RowValues> simpler(
      MappingUnderTest<?, ?> subject, Table table, RowValues row, boolean keysToo) {
    var simpler = new ArrayList<RowValues>();
    row.owned().forEach((name, rows) -> {
      if (!rows.isEmpty()) {
        simpler.add(row.withOwned(name, List.of()));
        without(rows).forEach(less -> simpler.add(row.withOwned(name, less)));
        Table child = subject.table(name);
        for (int i = 0; i < rows.size(); i++) {
          for (RowValues less : simpler(subject, child, rows.get(i), true)) {
            var copy = new ArrayList<>(rows);
            copy.set(i, less);
            simpler.add(row.withOwned(name, copy));
          }
        }
      }
    });
    RowValues plain = row;
    for (int i = 0; i < table.columns().size(); i++) {
      StoredColumn column = table.columns().get(i);
      Object value = row.values().get(column.name());
      if (value == null || (!keysToo && table.key().contains(i)) || isReference(table, i)) {
        continue;
      }
      if (column.nullable()) {
        simpler.add(row.with(column.name(), null));
        plain = plain.with(column.name(), null);
      } else {
        List<Object> values = simpler(column.type(), value);
        if (!values.isEmpty()) {
          plain = plain.with(column.name(), values.get(0));
        }
      }
      for (Object less : simpler(column.type(), value)) {
        simpler.add(row.with(column.name(), less));
      }
    }
    if (simpler.size() > 1) {
      simpler.add(0, plain);
    }
    return simpler;
  }

  private static boolean isReference(Table table, int column) {
    return table.foreignKeys().stream()
        .anyMatch(key ->
            key.columns().contains(column) && !table.columns().get(column).nullable());
  }

  /** Edits simpler than one. */
  List<Edit> simpler(String table, Edit edit) {
    MappingUnderTest<?, ?> subject = subject(table);
    var simpler = new ArrayList<Edit>();
    if (edit instanceof Edit.SetColumn set && set.value() != null) {
      StoredColumn column = column(subject.layout().root(), set.column());
      simpler(column.type(), set.value())
          .forEach(less -> simpler.add(new Edit.SetColumn(set.column(), less)));
    } else if (edit instanceof Edit.AddOwned add) {
      simpler(subject, subject.table(add.table()), add.row(), true)
          .forEach(less -> simpler.add(new Edit.AddOwned(add.table(), less)));
    } else if (edit instanceof Edit.SetInOwned set && set.value() != null) {
      StoredColumn column = column(subject.table(set.table()), set.column());
      simpler(column.type(), set.value())
          .forEach(less -> simpler.add(new Edit.SetInOwned(set.table(), set.column(), less)));
    }
    return simpler;
  }

  private static StoredColumn column(Table table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(Unknown::new);
  }

  // --- values ---

  /** Values simpler than one, the simplest first; each of them is strictly simpler, so that shrinking ends. */
  static List<Object> simpler(StoredType type, @Nullable Object value) {
    var simplest = new ArrayList<Object>();
    switch (type.kind()) {
      case TEXT -> simplest.addAll(texts((String) java.util.Objects.requireNonNull(value)));
      case DECIMAL ->
        simplest.addAll(List.of(
            BigDecimal.ZERO.setScale(type.scale()),
            BigDecimal.ONE.movePointLeft(type.scale()).setScale(type.scale())));
      case INT16 -> simplest.addAll(List.of((short) 0, (short) 1, (short) 2));
      case INT32 -> simplest.addAll(List.of(0, 1, 2));
      case INT64 -> simplest.addAll(List.of(0L, 1L, 2L));
      case BOOLEAN -> simplest.add(false);
      case DOUBLE -> simplest.addAll(List.of(0.0, 1.0));
      case INSTANT -> simplest.add(Instant.EPOCH);
      case LOCAL_DATE_TIME -> simplest.add(LocalDateTime.of(2000, 1, 1, 0, 0));
      case LOCAL_DATE -> simplest.add(LocalDate.of(2000, 1, 1));
      case LOCAL_TIME -> simplest.add(LocalTime.MIDNIGHT);
      case UUID -> simplest.addAll(List.of(new UUID(0, 0), new UUID(0, 1)));
      case BYTES -> simplest.addAll(List.of(new byte[0], new byte[] {1}));
      case DOCUMENT -> simplest.add("{}");
      case ENUM -> {}
    }
    for (int i = 0; i < simplest.size(); i++) {
      if (java.util.Objects.deepEquals(simplest.get(i), value)) {
        return List.copyOf(simplest.subList(0, i));
      }
    }
    return simplest;
  }

  private static List<Object> texts(String text) {
    var simpler = new ArrayList<Object>();
    int[] codePoints = text.codePoints().toArray();
    for (String short_ : List.of("", "a", "b")) {
      simpler.add(short_);
    }
    if (codePoints.length > 3) {
      simpler.add(new String(codePoints, 0, codePoints.length / 2));
      simpler.add(
          new String(codePoints, codePoints.length / 2, codePoints.length - codePoints.length / 2));
    }
    if (codePoints.length > 1 && codePoints.length <= 12) {
      for (int i = 0; i < codePoints.length; i++) {
        var copy = new StringBuilder();
        for (int k = 0; k < codePoints.length; k++) {
          if (k != i) {
            copy.appendCodePoint(codePoints[k]);
          }
        }
        simpler.add(copy.toString());
      }
    }
    int same = simpler.indexOf(text);
    return same < 0 ? simpler : simpler.subList(0, same);
  }
}
