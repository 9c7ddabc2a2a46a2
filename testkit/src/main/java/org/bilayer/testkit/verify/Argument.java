package org.bilayer.testkit.verify;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands for an argument that has no literal of its own. */
sealed interface Argument {

  /** What a column makes of a stored value. */
  record Stored(String table, String column, Object value) implements Argument {
    @Override
    public String toString() {
      return "stored(" + Literal.of(table) + ", " + Literal.of(column) + ", " + Literal.of(value)
          + ")";
    }
  }

  /** What the application's own source draws with a seed. */
  record Own(Class<?> type, long seed) implements Argument {
    @Override
    public String toString() {
      return "own(" + type.getCanonicalName() + ".class, " + seed + "L)";
    }
  }

  /** A record made of arguments. */
  record Built(Class<?> type, List<@Nullable Object> components) implements Argument {
    @Override
    public String toString() {
      return "built(" + type.getCanonicalName() + ".class"
          + components.stream().map(each -> ", " + Call.source(each)).collect(Collectors.joining())
          + ")";
    }
  }
}
