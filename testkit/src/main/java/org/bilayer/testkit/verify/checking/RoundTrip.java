package org.bilayer.testkit.verify.checking;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.testkit.verify.drawing.Generator;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.opentest4j.AssertionFailedError;

/*
 * What is made of stored values must be stored as the same values again.
 *
 * No store is needed: values become an object, that object values, those an object, and those values again. The first step may
 * change them, since a constructor may normalise; the second may not. Two columns that the constructing function has mixed up
 * change places each time. A column that was given the getter of another attribute stays there both ways, so no round trip
 * shows it; it is reported for records, where a column has the name of one component and the value of another.
 */
public final class RoundTrip {

  private static final int OBJECTS = 60;

  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Generator[] generators;

  public RoundTrip(
      Model model, Map<String, MappingUnderTest<?, ?>> mappings, Values values, Seed seed) {
    this.mappings = mappings;
    this.generators = new Generator[OBJECTS];
    for (int i = 0; i < OBJECTS; i++) {
      generators[i] = new Generator(ModelInternals.schema(model), mappings, values, seed.of(i));
    }
  }

  public void check() {
    var faults = new ArrayList<String>();
    for (MappingUnderTest<?, ?> mapping : mappings.values()) {
      check(mapping, faults);
    }
    if (!faults.isEmpty()) {
      throw new AssertionFailedError(
          "What is stored is not what is read back:\n  " + String.join("\n  ", faults));
    }
  }

  private <T, I> void check(MappingUnderTest<T, I> mapping, List<String> faults) {
    var suspects = new LinkedHashMap<String, String>();
    var cleared = new HashSet<String>();
    for (Generator generator : generators) {
      RowValues row = generator.validRow(mapping);
      T object;
      RowValues once;
      RowValues twice;
      try {
        object = mapping.object(GeneratedIds.NONE, row, 1);
        once = mapping.values(GeneratedIds.NONE, object, 1);
        twice = mapping.values(GeneratedIds.NONE, mapping.object(GeneratedIds.NONE, once, 1), 1);
      } catch (MappingUnderTest.RefusedByDomain | org.bilayer.failure.DataException refused) {
        continue;
      }
      if (!once.toString().equals(twice.toString())) {
        faults.add(mapping.name() + ": stored as " + once + ", and after reading it as " + twice
            + ". Has the constructing function mixed up two members?");
        return;
      }
      suspect(mapping, object, suspects, cleared);
    }
    suspects.keySet().removeAll(cleared);
    suspects.forEach((column, component) -> faults.add(mapping.name() + ": the column " + column
        + " always has the value of the component " + component
        + " and not that of its own name. Was it given the getter of another attribute?"));
  }

  /**
   * Suspects the columns of a record that are named like one component and have the value of another, and clears those that
   * have the value of their own and of no other.
   */
  private static <T, I> void suspect(
      MappingUnderTest<T, I> mapping, T object, Map<String, String> suspects, Set<String> cleared) {
    Class<T> type = mapping.declared().type();
    if (!type.isRecord()) {
      return;
    }
    var values = new LinkedHashMap<String, Object>();
    for (RecordComponent component : type.getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object value = component.getAccessor().invoke(object);
        if (value != null) {
          values.put(snakeCase(component.getName()), value);
        }
      } catch (ReflectiveOperationException | RuntimeException notReadable) {
        return;
      }
    }
    for (Column<T, ?> column : mapping.attributes().columns()) {
      Object own = values.get(column.name());
      Object stored = column.valueOf(object);
      if (own == null || stored == null) {
        continue;
      }
      boolean ofItsOwn = Objects.deepEquals(own, stored);
      boolean ofAnother = false;
      for (Map.Entry<String, Object> each : values.entrySet()) {
        if (!each.getKey().equals(column.name()) && Objects.deepEquals(each.getValue(), stored)) {
          ofAnother = true;
          if (!ofItsOwn) {
            suspects.put(column.name(), each.getKey());
          }
        }
      }
      if (ofItsOwn && !ofAnother) {
        cleared.add(column.name());
      }
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
