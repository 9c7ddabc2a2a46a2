package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Contract;

/**
 * What the contracts of the catalogue share. Each of them is a chapter of {@code docs/fidelity.md}: known ways in which
 * memory and databases disagree, and what every backend promises instead.
 */
abstract class CatalogueContract extends Contract {

  static final UnitOptions READ_COMMITTED = UnitOptions.defaults().readCommitted();
  static final UnitOptions SNAPSHOT = UnitOptions.defaults().snapshot();
  static final UnitOptions SERIALIZABLE = UnitOptions.defaults().serializable();

  /** What another unit of work does and commits, while the one of the test is running. */
  final void meanwhile(Consumer<UnitOfWork> work) {
    try (UnitOfWork other = data().begin()) {
      work.accept(other);
      other.commit();
    }
  }

  /** Checks that a senseless argument is refused, with a message that has these parts. */
  static void assertSenseless(Runnable call, String... messageParts) {
    assertThat(thrown(IllegalArgumentException.class, call)).hasMessageContainingAll(messageParts);
  }

  /** The names, in lower case, of the public methods that a type declares. */
  static List<String> methodsOf(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }
}
