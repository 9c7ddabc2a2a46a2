package org.bilayer.tools.internal.source;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.tools.internal.plan.JavaWords;

/** Names and remarks of a database as parts of Java source, whatever characters they have. */
final class Text {

  private static final int WIDTH = 100;

  private Text() {}

  /** As a string literal. */
  static String literal(String text) {
    return JavaWords.literal(text);
  }

  /** On one line, without characters that end a comment or that Java reads before it reads comments. */
  static String remark(String text) {
    var remark = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '\\') {
        remark.append("\\\\");
      } else {
        remark.append(JavaWords.isPlain(at) || Character.isSurrogate(at) ? at : ' ');
      }
    }
    return remark.toString().replace("*/", "* /").replaceAll(" +", " ").strip();
  }

  /** A remark in a comment of Javadoc. */
  static String doc(String text) {
    return remark(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }

  /** A name in a comment of Javadoc. */
  static String code(String name) {
    boolean simple = name.chars().allMatch(at -> at != '{' && at != '}' && at != '@' && at != '\\');
    return simple && remark(name).equals(name)
        ? "{@code " + name + "}"
        : "<code>" + doc(name).replace("{", "&#123;").replace("}", "&#125;") + "</code>";
  }

  /** A comment of Javadoc, on one line if it fits. */
  static String javadoc(String indent, String text) {
    String line = indent + "/** " + text + " */\n";
    if (line.length() <= WIDTH + 1) {
      return line;
    }
    var comment = new StringBuilder(indent).append("/**\n");
    wrapped(text, WIDTH - indent.length() - 3)
        .forEach(each -> comment.append(indent).append(" * ").append(each).append('\n'));
    return comment.append(indent).append(" */\n").toString();
  }

  /** A comment for people who read the source, as one point of a list. */
  static String point(String indent, String text) {
    var comment = new StringBuilder();
    String start = "// - ";
    for (String line : wrapped(remark(text), WIDTH - indent.length() - start.length())) {
      comment.append(indent).append(start).append(line).append('\n');
      start = "//   ";
    }
    return comment.toString();
  }

  private static List<String> wrapped(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * A call with its arguments, on one line if it fits, else with the arguments on one line, else with one line for each.
   *
   * @param before what stands on the line before the arguments
   * @param after what ends the line
   */
  static String call(String indent, String before, List<String> arguments, String after) {
    String joined = String.join(", ", arguments);
    boolean flat = !joined.contains("\n");
    if (flat && indent.length() + before.length() + joined.length() + after.length() <= WIDTH) {
      return indent + before + joined + after + "\n";
    }
    String deeper = indent + "    ";
    if (flat && deeper.length() + joined.length() + after.length() <= WIDTH) {
      return indent + before + "\n" + deeper + joined + after + "\n";
    }
    return indent + before + "\n" + deeper + String.join(",\n" + deeper, arguments) + after + "\n";
  }
}
