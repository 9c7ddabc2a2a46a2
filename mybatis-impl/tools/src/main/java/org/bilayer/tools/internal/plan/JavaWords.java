package org.bilayer.tools.internal.plan;

import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names that generated sources cannot use, or use for something else. */
public final class JavaWords {

  /** Types that the sources name, and those of java.lang that readers expect to be the known ones. */
  static final Set<String> TYPES = Set.of(
      "Appendable",
      "AutoCloseable",
      "BigDecimal",
      "BigInteger",
      "Boolean",
      "Byte",
      "CharSequence",
      "Character",
      "Class",
      "ClassLoader",
      "Cloneable",
      "Codec",
      "Column",
      "Comparable",
      "Deprecated",
      "Double",
      "ElementCollection",
      "Embedded",
      "Enum",
      "Error",
      "Exception",
      "Float",
      "FunctionalInterface",
      "Id",
      "IdSequence",
      "Instant",
      "Integer",
      "Iterable",
      "List",
      "LocalDate",
      "LocalDateTime",
      "LocalTime",
      "Long",
      "Map",
      "Mapping",
      "Math",
      "Member",
      "Model",
      "Module",
      "Nullable",
      "Number",
      "Object",
      "Optional",
      "Override",
      "Package",
      "Process",
      "QualifiedName",
      "Readable",
      "Record",
      "Reference",
      "Row",
      "Runnable",
      "Runtime",
      "SafeVarargs",
      "Set",
      "Short",
      "StackWalker",
      "Stamp",
      "StrictMath",
      "String",
      "StringBuilder",
      "SuppressWarnings",
      "System",
      "Thread",
      "ThreadGroup",
      "ThreadLocal",
      "Throwable",
      "Type",
      "UUID",
      "Value",
      "Variant",
      "Variants",
      "VersionColumn",
      "Void",
      "Year");

  /** Names that no component of a record may have. */
  static final Set<String> MEMBERS = Set.of(
      "clone",
      "equals",
      "finalize",
      "getClass",
      "hashCode",
      "notify",
      "notifyAll",
      "toString",
      "wait");

  private static final Set<String> RESTRICTED =
      Set.of("var", "yield", "record", "sealed", "permits", "when", "module", "open");

  private JavaWords() {}

  /** Whether the sources use the name for another type. */
  public static boolean isTypeOfSources(String name) {
    return TYPES.contains(name);
  }

  /** Whether the language reserves the name. */
  static boolean isReserved(String name) {
    return SourceVersion.isKeyword(name) || RESTRICTED.contains(name);
  }

  /** As a string literal. */
  public static String literal(String text) {
    var literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      switch (at) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> {
          if (isPlain(at)) {
            literal.append(at);
          } else {
            literal.append(String.format("\\u%04x", (int) at));
          }
        }
      }
    }
    return literal.append('"').toString();
  }

  /** Whether a character stands for itself and is seen. */
  public static boolean isPlain(char at) {
    int type = Character.getType(at);
    boolean hidden = Character.isISOControl(at)
        || Character.isWhitespace(at)
        || Character.isSpaceChar(at)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE;
    return at == ' ' || !hidden;
  }
}
