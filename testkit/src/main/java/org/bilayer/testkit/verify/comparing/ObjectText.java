package org.bilayer.testkit.verify.comparing;

import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.ShownVersion;

/** Objects of one mapping as text. */
final class ObjectText<T, I> {

  private final MappingUnderTest<T, I> mapping;
  private final GeneratedIds ids;

  ObjectText(MappingUnderTest<T, I> mapping, GeneratedIds ids) {
    this.mapping = mapping;
    this.ids = ids;
  }

  /** With its version. */
  String of(T object, long version) {
    return ValueText.of(mapping.read(ids, object, version)) + " v"
        + ShownVersion.of(mapping.root(), version)
        + mapping.filled(object);
  }

  /** Without its version, where nobody has told it. */
  String of(T object) {
    return ValueText.of(mapping.read(ids, object, 0)) + mapping.filled(object);
  }
}
