package org.bilayer.testkit.verify.reference;

import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.ShownVersion;
import org.bilayer.value.Key;

/**
 * One state of an aggregate. Never changed, but replaced.
 *
 * @param values what the getters of its mapping give, with its owned elements
 * @param version 0 until it is written
 */
record Aggregate(Id id, RowValues values, long version) {

  /** Which aggregate: its mapping and its key. */
  record Id(MappingUnderTest<?, ?> mapping, Key key) {}

  /** The aggregate of these values, whose id is among them. */
  static Aggregate of(MappingUnderTest<?, ?> mapping, RowValues values, long version) {
    Table root = mapping.root();
    Object[] key = root.key().stream()
        .map(column -> values.values().get(root.columns().get(column).name()))
        .toArray();
    return new Aggregate(new Id(mapping, Key.of(key)), values, 0).at(version);
  }

  /** The same at another version, which a class may have as an attribute. */
  Aggregate at(long next) {
    Table root = id.mapping().root();
    boolean isShadow = id.mapping().isPlain(root, root.version());
    String name = root.columns().get(root.version()).name();
    RowValues same =
        isShadow ? values : values.with(name, root.storedVersion(ShownVersion.of(root, next)));
    return new Aggregate(id, same, next);
  }

  /** The values with the version, which conditions may name where a class has the version as an attribute. */
  RowValues row() {
    Table root = id.mapping().root();
    return values.with(
        root.columns().get(root.version()).name(),
        root.storedVersion(ShownVersion.of(root, version)));
  }
}
