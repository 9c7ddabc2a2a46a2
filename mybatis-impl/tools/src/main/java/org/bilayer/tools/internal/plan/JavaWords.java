package org.bilayer.tools.internal.plan;

import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names that generated sources cannot use, or use for something else. */
final class JavaWords {

  /** Types that the sources name, and those of java.lang that readers expect to be the known ones. */
  static final Set<String> TYPES = Set.of(
      "BigDecimal", "BigInteger", "Boolean", "Byte", "Character", "Class", "Codec", "Column", "Deprecated", "Double",
      "ElementCollection", "Embedded", "Enum", "Error", "Exception", "Float", "Id", "IdSequence", "Instant", "Integer",
      "Iterable", "LocalDate", "LocalDateTime", "LocalTime", "Long", "Mapping", "Math", "Member", "Model", "Number",
      "Object", "Optional", "Override", "Process", "Record", "Reference", "Row", "Runnable", "Set", "Short", "Stamp",
      "String", "System", "Thread", "Throwable", "Type", "UUID", "Value", "Void", "Year");

  /** Names that no component of a record may have. */
  static final Set<String> MEMBERS = Set.of(
      "clone", "equals", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private static final Set<String> RESTRICTED =
      Set.of("var", "yield", "record", "sealed", "permits", "when", "module", "open");

  private JavaWords() {}

  /** Whether the language reserves the name. */
  static boolean isReserved(String name) {
    return SourceVersion.isKeyword(name) || RESTRICTED.contains(name);
  }
}
