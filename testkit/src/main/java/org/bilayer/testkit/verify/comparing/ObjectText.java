package org.bilayer.testkit.verify.comparing;

import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

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
    return text(mapping.values(ids, object, version)) + " v" + version;
  }

  /** Without its version, where nobody has told it. */
  String of(T object) {
    return text(mapping.values(ids, object, 0));
  }

  private static String text(RowValues values) {
    var text = new StringBuilder("{");
    values
        .values()
        .forEach((name, value) -> text.append(text.length() == 1 ? "" : ", ")
            .append(name)
            .append('=')
            .append(ValueText.of(value)));
    values.owned().forEach((table, rows) -> {
      if (!rows.isEmpty()) {
        text.append(", ")
            .append(table)
            .append('=')
            .append(rows.stream().map(ObjectText::text).toList());
      }
    });
    return text.append('}').toString();
  }
}
