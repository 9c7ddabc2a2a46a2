package org.bilayer.tools.internal.plan;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a name in a database, and the forms that Java gives them. */
final class Words {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

  private final List<String> words;

  private Words(List<String> words) {
    this.words = words;
  }

  /** Splits a name where neither letter nor digit stands, before a capital letter behind a small one, and before the last capital
   * letter of several that a small one follows: {@code FilmID}, {@code XMLData} and {@code film_id} have two words. */
  static Words of(String name) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    int[] points = name.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (!isPart(points[i])) {
        end(word, words);
        continue;
      }
      boolean upper = Character.isUpperCase(points[i]);
      boolean behindLower = i > 0 && isPart(points[i - 1]) && !Character.isUpperCase(points[i - 1]);
      boolean beforeLower = i + 1 < points.length && Character.isLowerCase(points[i + 1]);
      if (upper && (behindLower || beforeLower)) {
        end(word, words);
      }
      word.appendCodePoint(points[i]);
    }
    end(word, words);
    return new Words(words);
  }

  private static boolean isPart(int point) {
    return Character.isLetterOrDigit(point) && Character.isJavaIdentifierPart(point);
  }

  private static void end(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }

  /** As a type: {@code FilmActor}. */
  String type(String fallback) {
    String name = words.stream().map(Words::capital).collect(Collectors.joining());
    return starting(name, capital(fallback));
  }

  /** As a component of a record: {@code filmActor}. */
  String member(String fallback) {
    if (words.isEmpty()) {
      return fallback;
    }
    String rest = words.stream().skip(1).map(Words::capital).collect(Collectors.joining());
    return starting(words.get(0) + rest, fallback);
  }

  /** As a constant: {@code FILM_ACTOR}. */
  String constant(String fallback) {
    String name =
        words.stream().map(word -> word.toUpperCase(Locale.ROOT)).collect(Collectors.joining("_"));
    if (name.isEmpty()) {
      return fallback.toUpperCase(Locale.ROOT);
    }
    return Character.isJavaIdentifierStart(name.codePointAt(0))
        ? name
        : fallback.toUpperCase(Locale.ROOT) + "_" + name;
  }

  /** In lower snake case of ASCII, at most so many characters. */
  String snake(String fallback, int length) {
    String name = words.stream()
        .map(word ->
            MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll(""))
        .map(word -> OTHERS.matcher(word).replaceAll(""))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining("_"));
    if (name.isEmpty() || !Character.isLetter(name.charAt(0))) {
      name = name.isEmpty() ? fallback : fallback + "_" + name;
    }
    return name.length() <= length ? name : name.substring(0, length);
  }

  private static String starting(String name, String fallback) {
    if (name.isEmpty()) {
      return fallback;
    }
    return Character.isJavaIdentifierStart(name.codePointAt(0)) ? name : fallback + name;
  }

  private static String capital(String word) {
    int first = word.codePointAt(0);
    return new StringBuilder()
        .appendCodePoint(Character.toTitleCase(first))
        .append(word, Character.charCount(first), word.length())
        .toString();
  }
}
