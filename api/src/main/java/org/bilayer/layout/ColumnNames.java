package org.bilayer.layout;

import java.util.List;

/** What the database calls the columns of a value object. Immutable. */
interface ColumnNames {

  /**
   * The name of a column in the row of the owner.
   *
   * @param path from the value object down to the attribute
   * @param name in the database, as the value object has it
   */
  String of(List<Object> path, String name);

  /** Names that begin with a common text. */
  static ColumnNames prefixed(String prefix) {
    return (path, name) -> prefix + name;
  }

  /** These names with another one for one attribute. */
  default ColumnNames with(List<Object> attribute, String given) {
    return (path, name) -> Paths.same(path, attribute) ? given : of(path, name);
  }

  /** The names of a value object that lies at a path within another one. */
  default ColumnNames within(ColumnNames outer, List<Object> at) {
    return (path, name) -> outer.of(Paths.joined(at, path), of(path, name));
  }
}
