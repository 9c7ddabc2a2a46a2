package org.bilayer.mybatis.internal.dialect;

import java.sql.Array;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;

/** Stored values as one array parameter. */
final class PostgreSqlArrays {

  /*
   * The driver sends arrays of strings, numbers and bytes in binary form, and asks for their Java type to see which; all
   * others it writes as text by their toString, which for java.time is the ISO form the server reads exactly.
   */
  private record Element(String type, Class<? extends Object[]> javaArray) {}

  private static final Map<Kind, Element> ELEMENTS = new EnumMap<>(Map.ofEntries(
      Map.entry(Kind.TEXT, new Element("text", String[].class)),
      Map.entry(Kind.ENUM, new Element("text", String[].class)),
      Map.entry(Kind.DECIMAL, new Element("numeric", Object[].class)),
      Map.entry(Kind.INT16, new Element("int2", Short[].class)),
      Map.entry(Kind.INT32, new Element("int4", Integer[].class)),
      Map.entry(Kind.INT64, new Element("int8", Long[].class)),
      Map.entry(Kind.BOOLEAN, new Element("bool", Boolean[].class)),
      Map.entry(Kind.DOUBLE, new Element("float8", Double[].class)),
      Map.entry(Kind.INSTANT, new Element("timestamptz", Object[].class)),
      Map.entry(Kind.LOCAL_DATE_TIME, new Element("timestamp", Object[].class)),
      Map.entry(Kind.LOCAL_DATE, new Element("date", Object[].class)),
      Map.entry(Kind.LOCAL_TIME, new Element("time", Object[].class)),
      Map.entry(Kind.UUID, new Element("uuid", Object[].class)),
      Map.entry(Kind.DOCUMENT, new Element("jsonb", String[].class)),
      Map.entry(Kind.LONG_TEXT, new Element("text", String[].class)),
      Map.entry(Kind.LONG_BYTES, new Element("bytea", byte[][].class)),
      Map.entry(Kind.BYTES, new Element("bytea", byte[][].class))));

  private static final Map<Kind, ColumnHandler> HANDLERS = handlers();

  private PostgreSqlArrays() {}

  private static Map<Kind, ColumnHandler> handlers() {
    var handlers = new EnumMap<Kind, ColumnHandler>(Kind.class);
    ELEMENTS.forEach((kind, element) -> handlers.put(
        kind,
        ColumnHandler.array((s, i, value) ->
            s.setArray(i, s.getConnection().createArrayOf(element.type(), (Object[]) value)))));
    return handlers;
  }

  /** As the other, of a type that the server infers, so that a column of citext compares as citext. */
  static SqlText appendUntyped(SqlText text, Object[] values) {
    return text.parameter(UNTYPED, values);
  }

  private static final ColumnHandler UNTYPED = ColumnHandler.array((s, i, value) -> {
    Array array = s.getConnection().createArrayOf("text", (Object[]) value);
    s.setObject(i, array.toString(), Types.OTHER);
  });

  /** Appends a parameter holding the values, null for SQL's NULL among them. */
  static SqlText append(SqlText text, StoredType type, @Nullable Object[] values) {
    Element element = ELEMENTS.get(type.kind());
    ColumnHandler handler = HANDLERS.get(type.kind());
    if (element == null || handler == null) {
      throw new AssertionError("no array type for " + type);
    }
    Object[] array = type.kind() == Kind.INSTANT
        ? Arrays.stream(values)
            .map(value -> value == null ? null : ((Instant) value).atOffset(ZoneOffset.UTC))
            .toArray()
        : Arrays.copyOf(values, values.length, element.javaArray());
    return text.parameter(handler, array);
  }
}
