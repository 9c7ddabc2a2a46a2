package org.bilayer.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.docs.Repository;
import org.junit.jupiter.api.Test;

/** That relative links of the pages lead to files and headings that exist. */
final class LinksTest {

  private static final Pattern LINK =
      Pattern.compile("\\]\\((?<link>[^)\\s]+)\\)|(?:src|href)=\"(?<attribute>[^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);

  @Test
  void relativeLinks_leadSomewhere() {
    var broken = new ArrayList<String>();
    int links = 0;
    for (Path page : Pages.all()) {
      Matcher link = LINK.matcher(CODE.matcher(Pages.text(page)).replaceAll(""));
      while (link.find()) {
        String target = link.group("link") == null ? link.group("attribute") : link.group("link");
        if (!target.contains("://") && !target.startsWith("mailto:")) {
          links++;
          if (!leadsSomewhere(page, target)) {
            broken.add(Repository.root().relativize(page) + " -> " + target);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(10);
  }

  private static boolean leadsSomewhere(Path page, String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? page : page.getParent().resolve(path).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return hash < 0 || headings(file).contains(target.substring(hash + 1));
  }

  private static List<String> headings(Path file) {
    return Pages.text(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> Pages.anchor(line.replaceFirst("^#+ *", "")))
        .toList();
  }
}
