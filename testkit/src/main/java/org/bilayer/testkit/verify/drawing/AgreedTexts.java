package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;

/**
 * Values for the text of a key whose letter case the database ignores: two of them are equal on all databases, or on none. Where
 * databases disagree, as about accents and blanks at the end, memory refuses more than some of them.
 */
final class AgreedTexts {

  /** Each letter with an accent without the same letter that has none. */
  private static final String ALPHABET = "bBcCdD\u00e9\u00c90_%\u03b2\u0392\u0436\u0416";

  private static final int LENGTH_MAX = 3;

  private AgreedTexts() {}

  /** Whether a column needs such values. */
  static boolean areFor(Table table, int column) {
    StoredType type = table.type(column);
    return type.isFolding()
        && type.kind() == StoredType.Kind.TEXT
        && (table.key().contains(column)
            || table.uniqueKeys().stream().anyMatch(key -> key.columns().contains(column)));
  }

  static String next(StoredType type, Random random) {
    var text = new StringBuilder();
    int length = 1 + random.nextInt(Math.min(LENGTH_MAX, type.length()));
    while (text.length() < length) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** Mostly the same text in other letters. */
  static List<Object> near(String text) {
    var near = new ArrayList<Object>();
    near.add(text.toUpperCase(Locale.ROOT));
    near.add(text.toLowerCase(Locale.ROOT));
    near.add(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
    near.add(text + "b");
    near.removeIf(each -> !isAgreed((String) each));
    return near;
  }

  private static boolean isAgreed(String text) {
    return text.chars().allMatch(unit -> ALPHABET.indexOf(unit) >= 0);
  }

  /** Values at which stores were seen to go wrong, by what is special about them. */
  static Map<String, String> edges(StoredType type) {
    var cases = new LinkedHashMap<String, String>();
    cases.put("lower case", "b");
    cases.put("upper case", "B");
    cases.put("composed accent", "\u00e9");
    cases.put("composed accent in upper case", "\u00c9");
    cases.put("percent sign", "%");
    cases.put("underscore", "_");
    cases.put("digits", "0");
    cases.put("longest", "c".repeat(type.length()));
    cases.put("longest in upper case", "C".repeat(type.length()));
    return cases;
  }
}
