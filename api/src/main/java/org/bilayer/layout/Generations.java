package org.bilayer.layout;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.failure.DataException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.StoredColumn.Source;
import org.bilayer.store.StoredColumn.Twin;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Compiles what a mapping says of the columns that the database fills. One thread, while a model is built. */
final class Generations {

  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)\\}");

  private final Faults faults;
  private final List<Runnable> declared = new ArrayList<>();

  Generations(Faults faults) {
    this.faults = faults;
  }

  /**
   * Adds a column. What is declared of it is compiled by {@link #finish}, when all columns of the table are known.
   *
   * @param lifted the column seen from what a row is read from
   * @param slots the members of the {@code O}
   */
  <O, V> void add(
      ColumnPart<O, V> column,
      ColumnPart<?, ?> lifted,
      TableLayout<?> table,
      Slots<O> slots,
      int position) {
    column
        .generation()
        .ifPresent(how -> declared.add(() -> {
          List<String> contradictions = contradictions(lifted, table, position, how);
          contradictions.forEach(fault -> faults.add(table.name(), fault));
          if (contradictions.isEmpty()) {
            compile(column, lifted, how, table, slots, position);
          }
        }));
  }

  /** Compiles everything that was added. */
  void finish() {
    declared.forEach(Runnable::run);
    declared.clear();
  }

  private static List<String> contradictions(
      ColumnPart<?, ?> lifted,
      TableLayout<?> table,
      int position,
      ColumnPart.Generation<?, ?> how) {
    var found = new ArrayList<String>();
    if (table.key().contains(position)) {
      found.add("the database cannot fill " + lifted
          + ", a column of the key. Declare identity() for an id that the database generates");
    }
    for (Object part : lifted.path()) {
      if (part instanceof VariantPart<?, ?> variant) {
        found.add("the database cannot fill " + lifted + " of the variant " + variant.tag()
            + ": it would fill the column in the rows of the other variants as well. Let the sealed type"
            + " have the column, or leave it out");
      } else if (part instanceof EmbeddedPart<?, ?> embedded && embedded.isNullable()) {
        found.add("the database cannot fill " + lifted + " of the nullable value object "
            + embedded.prefix()
            + ": it would fill the column in the rows without the value object as well. Declare the value"
            + " object as required, or leave the column out");
      }
    }
    StoredType.Kind kind = lifted.type().kind();
    if (how.source() == Source.NOW
        && kind != StoredType.Kind.INSTANT
        && kind != StoredType.Kind.LOCAL_DATE_TIME
        && kind != StoredType.Kind.LOCAL_DATE) {
      found.add("the column " + lifted + " is a " + lifted.type()
          + ", which cannot hold the present time");
    }
    return found;
  }

  private <O, V> void compile(
      ColumnPart<O, V> column,
      ColumnPart<?, ?> lifted,
      ColumnPart.Generation<O, V> how,
      TableLayout<?> table,
      Slots<O> slots,
      int position) {
    Optional<Object> constant;
    try {
      constant = how.constant().map(column.conversion()::encode);
    } catch (InvalidValueException refused) {
      faults.add(
          table.name(),
          "the constant that the database stores in " + lifted + " does not fit: "
              + refused.getMessage());
      return;
    }
    Twin twin = switch (how.source()) {
      case CONSTANT -> (row, now) -> constant.orElseThrow();
      case NOW -> now(column.type(), how.clock());
      case COMPUTED -> (row, now) -> computed(column, how.twin(), table, slots, row);
    };
    String prefix =
        lifted.name().substring(0, lifted.name().length() - column.name().length());
    table.generate(
        position,
        new StoredColumn.Generation(
            how.moment(),
            how.source(),
            constant,
            how.sql().map(sql -> resolved(sql, prefix, lifted, table)),
            twin));
  }

  private static Twin now(StoredType type, Clock clock) {
    return (row, now) -> {
      Instant instant = now.apply(clock);
      LocalDateTime local = LocalDateTime.ofInstant(instant, clock.getZone());
      Object value = switch (type.kind()) {
        case INSTANT -> instant;
        case LOCAL_DATE_TIME -> local;
        default -> LocalDate.from(local);
      };
      return type.normalise(value);
    };
  }

  private static <O, V> @Nullable Object computed(
      ColumnPart<O, V> column,
      Function<StoredRow<O>, ? extends @Nullable V> twin,
      TableLayout<?> table,
      Slots<O> slots,
      @Nullable Object[] row) {
    @Nullable V value;
    try {
      value = twin.apply(new RowView<>(table, slots, row, OwnedRows.of(List.of())));
    } catch (DataException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "The Java form of what the database stores in a column failed [type=" + table.name()
              + ", id=" + table.keyText(row) + ", column=" + column.name() + "]. See the cause.",
          e);
    }
    try {
      return value == null ? null : column.conversion().encode(value);
    } catch (InvalidValueException e) {
      throw FailureInternals.at(e, table.name(), table.keyText(row), column.name(), value);
    }
  }

  /** The expression with the names of columns of the table. */
  private String resolved(
      String sql, String prefix, ColumnPart<?, ?> lifted, TableLayout<?> table) {
    Matcher names = NAME.matcher(sql);
    var resolved = new StringBuilder();
    while (names.find()) {
      String name = prefix + names.group(1);
      if (table.columns().stream().noneMatch(column -> column.name().equals(name))) {
        faults.add(
            table.name(),
            "the expression of " + lifted + " names {" + names.group(1)
                + "}, which is not a column beside it");
      }
      names.appendReplacement(resolved, Matcher.quoteReplacement("{" + name + "}"));
    }
    return names.appendTail(resolved).toString();
  }
}
