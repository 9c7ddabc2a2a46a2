package org.bilayer.mybatis.internal.catalogue;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type as a server writes it, such as {@code timestamp(3) with time zone}.
 *
 * @param text as it was written
 */
record TypeName(String text) {

  private static final Pattern SIZED = Pattern.compile("\\((\\d+)(?:, ?(-?\\d+))?\\)");

  /** Without the sizes, in lower case. */
  String base() {
    return SIZED.matcher(text).replaceFirst("").strip().toLowerCase(Locale.ROOT);
  }

  boolean isSized() {
    return SIZED.matcher(text).find();
  }

  /** The first size, or what stands for none. */
  int length(int otherwise) {
    Matcher sizes = SIZED.matcher(text);
    return sizes.find() ? Integer.parseInt(sizes.group(1)) : otherwise;
  }

  /** The second size, or what stands for none. */
  int scale(int otherwise) {
    Matcher sizes = SIZED.matcher(text);
    return sizes.find() && sizes.group(2) != null ? Integer.parseInt(sizes.group(2)) : otherwise;
  }
}
