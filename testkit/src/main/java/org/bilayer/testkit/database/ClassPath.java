package org.bilayer.testkit.database;

import java.util.Optional;

/** Optional dependencies, reached by name so that this package loads without them. */
final class ClassPath {

  private ClassPath() {}

  /**
   * Loads and initializes a class where this package comes from, if it is there with all it needs.
   */
  static Optional<Class<?>> find(String className) {
    try {
      return Optional.of(Class.forName(className));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }
}
