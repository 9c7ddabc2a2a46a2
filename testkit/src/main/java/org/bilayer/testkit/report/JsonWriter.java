package org.bilayer.testkit.report;

import java.util.Collection;
import java.util.Map;

/** Writes maps, collections, texts, numbers and truth values as JSON (RFC 8259), indented. */
public final class JsonWriter {

  private final StringBuilder text = new StringBuilder();

  private JsonWriter() {}

  /** The text of a map, a collection or a single value. */
  public static String written(Object value) {
    var writer = new JsonWriter();
    writer.write(value, "\n");
    return writer.text.append('\n').toString();
  }

  private void write(Object value, String lineEnd) {
    if (value instanceof Map<?, ?> map) {
      String separator = "";
      text.append('{');
      for (Map.Entry<?, ?> each : map.entrySet()) {
        text.append(separator).append(lineEnd).append("  ");
        quote(String.valueOf(each.getKey()));
        text.append(": ");
        write(each.getValue(), lineEnd + "  ");
        separator = ",";
      }
      text.append(map.isEmpty() ? "" : lineEnd).append('}');
    } else if (value instanceof Collection<?> all) {
      String separator = "";
      text.append('[');
      for (Object each : all) {
        text.append(separator).append(lineEnd).append("  ");
        write(each, lineEnd + "  ");
        separator = ",";
      }
      text.append(all.isEmpty() ? "" : lineEnd).append(']');
    } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof String string) {
      quote(string);
    } else {
      throw new IllegalArgumentException(
          "Not written as JSON [class=" + value.getClass().getName() + "].");
    }
  }

  /** Everything but plain ASCII is escaped, so that the encoding of the file does not matter and half a character is no error. */
  private void quote(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char unit = string.charAt(i);
      if (unit == '"' || unit == '\\') {
        text.append('\\').append(unit);
      } else if (unit >= ' ' && unit <= '~') {
        text.append(unit);
      } else {
        text.append(String.format("\\u%04x", (int) unit));
      }
    }
    text.append('"');
  }
}
