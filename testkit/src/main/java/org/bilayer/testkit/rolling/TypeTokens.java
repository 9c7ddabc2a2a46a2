package org.bilayer.testkit.rolling;

import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** Writes and reads stored types. */
final class TypeTokens {

  private TypeTokens() {}

  static void write(StoredType type, Tokens line) {
    line.with("type", type.kind());
    if (!type.labels().isEmpty()) {
      line.withIf(type.isLabelSet(), "set", true)
          .withIf(!type.isLabelSet(), "named", type.databaseType())
          .withAll("label", type.labels());
      return;
    }
    if (type.isConverted()) {
      line.with("named", type.databaseType());
      return;
    }
    if (type.isRanged()) {
      line.with("least", type.least()).with("greatest", type.greatest());
    }
    line.withIf(type.isUnbounded(), "unbounded", true)
        .withIf(!type.isUnbounded() && type.length() > 0, "length", type.length())
        .withIf(!type.isUnbounded() && type.scale() > 0, "scale", type.scale())
        .withIf(type.isFixedLength(), "fixed", true)
        .withIf(
            isText(type) && !type.characterSet().equals("utf8mb4"),
            "characters",
            type.characterSet())
        .withIf(type.isFolding(), "compared", "folding")
        .withIf(type.isCollated() && !type.isFolding(), "compared", "language")
        .withIf(type.isZeroDateAbsent(), "zero", "absent")
        .withIf(type.zeroDate() != null, "zero", "first");
  }

  private static boolean isText(StoredType type) {
    return type.kind() == Kind.TEXT || type.kind() == Kind.LONG_TEXT;
  }

  static StoredType read(Tokens line) {
    try {
      return readUnchecked(line);
    } catch (ArithmeticException | NumberFormatException e) {
      throw line.wrong("a type without its sizes");
    }
  }

  private static StoredType readUnchecked(Tokens line) {
    Kind kind = line.constant(Kind.class, "type");
    if (!line.all("label").isEmpty()) {
      return line.is("set")
          ? StoredType.labelSet(line.all("label"))
          : StoredType.labels(line.get("named"), line.all("label"));
    }
    if (line.find("named").isPresent()) {
      return StoredType.databaseText(line.get("named"));
    }
    StoredType type = sized(kind, line);
    if (line.is("fixed")) {
      type = type.ofFixedLength();
    }
    if (line.find("characters").isPresent()) {
      type = type.inCharacterSet(line.get("characters"));
    }
    type = switch (line.find("compared").orElse("")) {
      case "folding" -> type.ignoringCaseInDatabase();
      case "language" -> type.sortedByLanguageInDatabase();
      default -> type;
    };
    return switch (line.find("zero").orElse("")) {
      case "absent" -> type.withZeroDateAsAbsent();
      case "first" -> type.withZeroDateAsFirst();
      default -> type;
    };
  }

  private static StoredType sized(Kind kind, Tokens line) {
    boolean isRanged = line.find("least").isPresent();
    int scale = line.find("scale").map(Integer::parseInt).orElse(0);
    return switch (kind) {
      case TEXT -> StoredType.text(line.number("length"));
      case ENUM -> StoredType.enumeration(line.number("length"));
      case BYTES -> StoredType.bytes(line.number("length"));
      case LONG_TEXT -> StoredType.longText(line.number("length"));
      case LONG_BYTES -> StoredType.longBytes(line.number("length"));
      case DECIMAL ->
        line.is("unbounded")
            ? StoredType.unboundedDecimal()
            : isRanged
                ? StoredType.unsignedInteger()
                : StoredType.decimal(line.number("length"), scale);
      case INT16, INT32, INT64 ->
        isRanged
            ? StoredType.integer(
                kind, Long.parseLong(line.get("least")), Long.parseLong(line.get("greatest")))
            : StoredType.of(kind);
      case INSTANT -> isRanged ? StoredType.timestamp(scale) : StoredType.temporal(kind, scale);
      case LOCAL_DATE_TIME, LOCAL_TIME -> StoredType.temporal(kind, scale);
      default -> StoredType.of(kind);
    };
  }
}
