package org.bilayer.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

final class ReportTest {

  @TempDir
  Path directory;

  @AfterEach
  void forgetTheDirectory() {
    System.clearProperty(ReportFiles.DIRECTORY);
  }

  @Test
  void table_ofATinyRun_isShort() {
    assertThat(ReportTable.of(Reports.of("org.example.PersonTest", 2))).isEqualTo("""
            Verification of org.example.PersonTest: 2 of 3 checks passed, 1,234 answers of 3 histories compared, 2.5 s
              memory and  histories   answers  cut off  pairs of units at
              H2 2.5              3     1,234        1  snapshot
              edge cases   2 drawn of 2 columns, 2 never, 2 outside of the domain
              operators    1 of 2 pairs of an operator and a type of column were used
              drawn        80% of steps, 75% of units that the model makes possible
              WARNING      only 3 of 4 units were drawn. Compare more answers, by -Dbilayer.operations= or \
            Verification.operations(...). Never drawn: read only at snapshot
              steps        40 add, 20 commit
              failures     10 UniqueViolation
              constraints  1 broken, 1 never (person_name_key), 1 not breakable through the mapping
              slowest      histories (h2) 2.5 s, mappings 0.0 s
              skipped      mariadb: it is not available
            """);
  }

  @Test
  void json_ofTextThatIsMarkupOrHalfACharacter_escapesIt() {
    assertThat(JsonWriter.written(
            Map.of("quote\"back\\slash", List.of("\u0000\n\u001f", "\u00e9\ud83d\ude00\ud83d"))))
        .isEqualTo("""
            {
              "quote\\"back\\\\slash": [
                "\\u0000\\u000a\\u001f",
                "\\u00e9\\ud83d\\ude00\\ud83d"
              ]
            }
            """);
  }

  @Test
  void json_ofAnythingElse_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonWriter.written(1.5))
        .withMessage("Not written as JSON [class=java.lang.Double].");
  }

  @Test
  void page_ofNamesThatAreMarkup_escapesThem() {
    String page = ReportPage.of(Reports.of("<script>alert('&\"\u0007')</script>", 1));

    assertThat(page)
        .doesNotContain("<script>")
        .contains("&lt;script&gt;alert(&#39;&amp;&quot;\\u0007&#39;)&lt;/script&gt;");
  }

  @Test
  void page_ofAnyNumberOfColumns_hasWellFormedPicturesWithACellForEachCase() throws Exception {
    for (int columns : List.of(1, 3, 300)) {
      String page = ReportPage.of(Reports.of("org.example.PersonTest", columns));
      Matcher picture = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
      int pictures = 0;
      while (picture.find()) {
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(picture.group())));
        pictures++;
      }

      assertThat(pictures).isGreaterThan(5);
      assertThat(page.split("<title>person\\.name_", -1)).hasSize(1 + 3 * columns);
      assertThat(page).doesNotContain("http").doesNotContain("src=");
    }
  }

  @Test
  void page_ofNothing_isAPage() {
    assertThat(ReportPage.of(Reports.of("org.example.NothingTest", 0))).contains("</html>");
  }

  @Test
  void write_directoryIsMissing_createsIt() throws IOException {
    Path folder = directory.resolve("deep").resolve("down");
    System.setProperty(ReportFiles.DIRECTORY, folder.toString());

    String said = ReportFiles.write(Reports.of("org.example.PersonTest", 1));

    assertThat(said)
        .isEqualTo("report: " + folder.resolve("org.example.PersonTest.html") + " and .json");
    assertThat(Files.readString(folder.resolve("org.example.PersonTest.html"))).contains("<svg");
    assertThat(Files.readString(folder.resolve("org.example.PersonTest.json")))
        .startsWith("{\n  \"version\": 1,\n");
  }

  @Test
  void write_directoryIsAFile_saysSoAndThrowsNothing() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    System.setProperty(ReportFiles.DIRECTORY, file.resolve("below").toString());

    assertThat(ReportFiles.write(Reports.of("org.example.PersonTest", 1)))
        .startsWith("The report was not written [directory=" + file)
        .endsWith("Make the directory writable or name another by -Dbilayer.report.directory=.");
    assertThat(file).isEmptyFile();
  }
}
