package org.bilayer.testkit.database;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the user decided outside the code: a system property, or else the environment variable of
 * the same name in upper case with underscores. Blank counts as not set. Values are read at each
 * call.
 */
record DatabaseSettings(
    Function<String, @Nullable String> properties, Function<String, @Nullable String> variables) {

  static final String REQUIRED = "bilayer.databases.required";

  /** A value and where it comes from, such as {@code system property bilayer.postgresql.url}. */
  record Setting(String value, String origin) {}

  static DatabaseSettings ofThisJvm() {
    return new DatabaseSettings(System::getProperty, System::getenv);
  }

  static String variableOf(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  Optional<Setting> find(String property) {
    String value = properties.apply(property);
    if (value != null && !value.isBlank()) {
      return Optional.of(new Setting(value.strip(), "system property " + property));
    }
    String variable = variableOf(property);
    String fromVariable = variables.apply(variable);
    return fromVariable == null || fromVariable.isBlank()
        ? Optional.empty()
        : Optional.of(new Setting(fromVariable.strip(), "environment variable " + variable));
  }

  /**
   * The setting that requires a product, if one does.
   *
   * @throws IllegalArgumentException if the list has an unknown name, since a typing error must not
   *     make a database optional
   */
  Optional<Setting> requirementOf(DatabaseProduct product) {
    Optional<Setting> list = find(REQUIRED);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<String> known =
        Arrays.stream(DatabaseProduct.values()).map(DatabaseProduct::label).toList();
    List<String> names = Arrays.stream(list.get().value().split(",", -1))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Cannot read the list of required databases: unknown name [name=" + name
                + ", setting=" + list.get().origin() + ", value=" + list.get().value() + ", known="
                + known
                + "]. Correct the name.");
      }
    }
    return list.filter(ignored -> names.contains(product.label()));
  }
}
