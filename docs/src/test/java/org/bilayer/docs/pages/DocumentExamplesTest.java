package org.bilayer.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.docs.Repository;
import org.junit.jupiter.api.Test;

/**
 * That each Java example of a page is a region of a source file that compiles, word for word. Above such a block stands
 * {@code <!-- example: path/of/File.java#region -->}. After a change of a region, {@code mvn verify
 * -Dbilayer.pages.write=true} writes it into the pages. Decisions may show what was refused, so their blocks are free.
 */
final class DocumentExamplesTest {

  private static final boolean WRITE = Boolean.getBoolean("bilayer.pages.write");

  private static final Pattern BLOCK = Pattern.compile(
      "(?:<!-- example: (?<place>\\S+) -->\n)?^```java\n(?:(?<code>.*?)\n)??```$",
      Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void javaBlocks_areRegionsThatCompile() throws IOException {
    var problems = new ArrayList<String>();
    int blocks = 0;
    for (Path page : Pages.all()) {
      if (page.getParent().endsWith("decisions")) {
        continue;
      }
      String text = Pages.text(page);
      var corrected = new StringBuilder();
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        blocks++;
        block.appendReplacement(
            corrected, Matcher.quoteReplacement(checked(page, block, problems)));
      }
      block.appendTail(corrected);
      if (WRITE && !corrected.toString().equals(text)) {
        Files.writeString(page, corrected.toString());
      }
    }
    assertThat(problems).isEmpty();
    assertThat(blocks).isGreaterThan(5);
  }

  private static String checked(Path page, Matcher block, List<String> problems) {
    String place = block.group("place");
    String code = block.group("code") == null ? "" : block.group("code");
    String where = Repository.root().relativize(page) + ": ";
    if (place == null) {
      problems.add(
          where + "a block names no region: " + code.lines().findFirst().orElse(""));
      return block.group();
    }
    String region;
    try {
      region = Region.text(place);
    } catch (IllegalArgumentException e) {
      problems.add(where + e.getMessage());
      return block.group();
    }
    if (region.equals(code)) {
      return block.group();
    }
    if (!WRITE) {
      problems.add(where + place + " is now:\n" + region + "\nbut the page has:\n" + code);
    }
    return "<!-- example: " + place + " -->\n```java\n" + region + "\n```";
  }
}
