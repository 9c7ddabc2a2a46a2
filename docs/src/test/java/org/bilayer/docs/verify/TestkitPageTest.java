package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.docs.Repository;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.Law;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the outputs on the page about the testkit are real. {@code -Dbilayer.pages.write=true} writes them into it. */
final class TestkitPageTest {

  private static final boolean WRITE = Boolean.getBoolean("bilayer.pages.write");
  private static final Path PAGE = Repository.root().resolve("docs/testkit.md");

  @TempDir
  Path directory;

  @Test
  void outputs_onThePage_areReal() throws IOException {
    String page = Files.readString(PAGE);
    String next = with(page, "refusal", refusal());
    next = with(next, "difference", difference());
    next = with(next, "law", brokenLaw());
    next = with(next, "report", report());

    if (WRITE) {
      Files.writeString(PAGE, next);
    } else {
      assertThat(page).isEqualTo(next);
    }
  }

  @Test
  void laws_onThePage_areAllLaws() throws IOException {
    List<String> rows = Arrays.stream(Law.values())
        .map(law -> "| `" + law + "` | " + law.sentence() + " |")
        .toList();

    assertThat(Files.readString(PAGE).lines()).containsSubsequence(rows);
  }

  @Test
  void difference_ofOneSeed_isTheSameAgain() {
    assertThat(difference()).isEqualTo(difference());
  }

  private static String refusal() {
    var message = new String[1];
    Verification unaided = FirstDifference.unaided().seed(1);
    assertThatThrownBy(() -> unaided.search(Databases.h2()))
        .isInstanceOf(IllegalStateException.class)
        .satisfies(e -> message[0] = e.getMessage());
    return message[0];
  }

  private static String difference() {
    return ComparisonAlone.of(FirstDifference.wrong())
        .seed(1)
        .search(Databases.h2())
        .orElseThrow()
        .message()
        .replaceFirst("Memory and H2 [^)]*\\)", "Memory and H2 2.5");
  }

  private static String brokenLaw() {
    return FirstDifference.wrong().seed(1).search().orElseThrow().message();
  }

  /** The table on the console, but for what no two runs have in common: times, what was slowest, and the directory. */
  private String report() {
    return ReportedRun.of(ReportedRun.BankOnH2.class, directory)
        .table()
        .replace(ReportedRun.BankOnH2.class.getName(), "org.example.BankOnH2Test")
        .replace(directory.toString(), "target/bilayer")
        .replaceAll("\\d+\\.\\d s", "1.0 s")
        .replaceFirst(
            "(?m)^  slowest .*$",
            "  slowest      histories_ofUnitsOfWork_giveTheSameAnswers (h2) 0.9 s,"
                + " constraints_broken_areNamedTheSame (h2) 0.1 s")
        .replaceFirst("(?m)^  H2 2\\.5\\S+", "  H2 2.5    ");
  }

  /** The page with an output in the block that is marked by its name. */
  private static String with(String page, String name, String output) {
    Matcher block = Pattern.compile(
            "(<!-- output: " + name + " -->\n```\n).*?(```\n)", Pattern.DOTALL)
        .matcher(page);
    assertThat(block.find()).as("the page has a block for the output " + name).isTrue();
    return page.substring(0, block.end(1)) + output.strip() + "\n" + page.substring(block.start(2));
  }
}
