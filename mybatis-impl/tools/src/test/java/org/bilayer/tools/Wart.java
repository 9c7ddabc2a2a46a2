package org.bilayer.tools;

import java.util.List;

/**
 * Something that schemas of others have, and what the import does about it.
 *
 * @param name for people
 * @param sql creates it
 * @param source the type whose source is looked at; empty for none
 * @param has what the source contains
 * @param says what lines of the report begin with, a {@code *} standing for anything
 */
record Wart(String name, List<String> sql, String source, List<String> has, List<String> says) {

  static Wart of(String name, String... sql) {
    return new Wart(name, List.of(sql), "", List.of(), List.of());
  }

  /** The source of a type contains these texts. */
  Wart expressed(String type, String... texts) {
    return new Wart(name, sql, type, List.of(texts), says);
  }

  /** The report has these lines. */
  Wart reported(String... lines) {
    return new Wart(name, sql, source, has, List.of(lines));
  }

  @Override
  public String toString() {
    return name;
  }
}
