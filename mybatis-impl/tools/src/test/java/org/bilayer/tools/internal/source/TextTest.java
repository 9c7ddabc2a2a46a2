package org.bilayer.tools.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts of a database stand in Java source. */
final class TextTest {

  @Test
  void literal_ofSpecialCharacters_isEscaped() {
    assertThat(Text.literal("a\"b\\c\nd\re\tf\u0000\u202e"))
        .isEqualTo("\"a\\\"b\\\\c\\nd\\re\\tf\\u0000\\u202e\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/ int x; /*", "\\u002a/", "a\nb", "\u202e", "{@code x}", "<b>&", "@param"})
  void javadoc_ofHostileText_staysAComment(String text) {
    String comment = Text.javadoc("  ", Text.doc(text) + Text.code(text));
    assertThat(comment.strip()).startsWith("/**").endsWith("*/");
    assertThat(comment.substring(0, comment.length() - 4)).doesNotContain("*/");
    assertThat(comment.replace("\\\\", "")).doesNotContain("\\u");
  }

  @Test
  void point_wrapsAtTheWidth() {
    String point = Text.point("  ", "word ".repeat(60));
    assertThat(point.lines()).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 100);
    assertThat(point.lines().skip(1)).allMatch(line -> line.startsWith("  //   word"));
  }

  @Test
  void call_takesOneLineOrTwoOrOneForEachArgument() {
    assertThat(Text.call("", "f(", List.of("a", "b"), ");")).isEqualTo("f(a, b);\n");
    String wide = "x".repeat(60);
    assertThat(Text.call("", "f".repeat(50) + "(", List.of(wide, "b"), ");"))
        .isEqualTo("f".repeat(50) + "(\n    " + wide + ", b);\n");
    assertThat(Text.call("", "f(", List.of(wide, wide), ");"))
        .isEqualTo("f(\n    " + wide + ",\n    " + wide + ");\n");
  }
}
