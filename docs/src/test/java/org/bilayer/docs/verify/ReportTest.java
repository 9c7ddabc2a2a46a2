package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report after a run: what is written agrees with itself and with what was done. */
final class ReportTest {

  private static final String NAME = ReportedRun.BankOnH2.class.getName();

  @TempDir
  Path directory;

  /** A machine without the database. */
  static final class Absent extends ModelVerification {
    @Override
    protected Verification verification() {
      throw new TestAbortedException("there is no database today");
    }
  }

  private JsonNode json(String name) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(directory.resolve(name + ".json")));
  }

  @Test
  void report_afterARun_isWrittenWithTheSameFiguresForPeopleAndMachines() throws IOException {
    ReportedRun run = ReportedRun.of(ReportedRun.BankOnH2.class, directory);
    JsonNode json = json(NAME);
    String page = Files.readString(directory.resolve(NAME + ".html"));

    run.tests().assertStatistics(all -> all.failed(0));
    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(json.get("name").asString()).isEqualTo(NAME);
    var inJson = new TreeSet<String>();
    for (JsonNode column : json.get("columns")) {
      for (JsonNode each : column.get("cases")) {
        inJson.add(column.get("table").asString() + "." + column.get("column").asString() + " "
            + column.get("type").asString() + ", "
            + (each.get("refused").asBoolean() ? "! " : "") + each.get("name").asString() + ": "
            + each.get("state").asString() + ", written " + each.get("written").asLong()
            + ", looked for " + each.get("used").asLong());
      }
    }
    for (JsonNode each : json.get("operators")) {
      inJson.add((each.get("operator").asString() + " on " + each.get("group").asString() + ": "
              + each.get("count").asLong())
          .replace("<", "&lt;")
          .replace(">", "&gt;"));
    }
    var onPage = new TreeSet<String>();
    Matcher cell = Pattern.compile("<rect[^>]*><title>(.*?)</title>").matcher(page);
    while (cell.find()) {
      onPage.add(cell.group(1));
    }
    assertThat(onPage).hasSizeGreaterThan(200).isEqualTo(inJson);
    assertThat(Files.readString(directory.resolve(NAME + ".html"))).doesNotContain("<script");
  }

  @Test
  void report_afterARun_countsWhatTheChecksSay() throws IOException {
    ReportedRun run = ReportedRun.of(ReportedRun.BankOnH2.class, directory);
    JsonNode json = json(NAME);

    var seeds = new TreeMap<String, Long>();
    json.get("seeds")
        .properties()
        .forEach(each -> seeds.put(each.getKey(), each.getValue().asLong()));
    assertThat(seeds)
        .containsOnlyKeys("mappings", "constraints on h2", "statements on h2", "histories on h2")
        .allSatisfy((check, seed) -> assertThat(seed).isEqualTo(1));
    long passed = run.tests().succeeded().count();
    assertThat(json.get("checks").size()).isEqualTo((int) passed);
    long broken = 0;
    for (JsonNode each : json.get("constraints")) {
      broken += each.get("state").asString().equals("broken") ? 1 : 0;
    }
    assertThat(run.printed())
        .contains(broken + " broken and named the same")
        .contains("Verification of " + NAME + ": " + passed + " of " + passed + " checks passed");
    JsonNode database = json.get("databases").get(0);
    Matcher compared = Pattern.compile("(\\d+) answers of (\\d+) histories").matcher(run.printed());
    assertThat(compared.find()).isTrue();
    assertThat(database.get("product").asString()).isEqualTo("H2");
    assertThat(database.get("histories").asLong()).isGreaterThan(Long.parseLong(compared.group(2)));
    long outcomes = 0;
    for (JsonNode each : json.get("outcomes")) {
      outcomes += each.asLong();
    }
    assertThat(outcomes).isEqualTo(database.get("answers").asLong());
  }

  @Test
  void report_thatCannotBeWritten_failsNothing() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    ReportedRun run = ReportedRun.of(ReportedRun.BankOnH2.class, file);

    run.tests().assertStatistics(all -> all.failed(0));
    assertThat(run.table()).contains("The report was not written [directory=" + file);
    assertThat(file).isEmptyFile();
  }

  @Test
  void report_ofAbortedChecks_saysWhatWasSkipped() throws IOException {
    ReportedRun.of(Absent.class, directory);

    JsonNode skipped = json(Absent.class.getName()).get("skipped");
    assertThat(skipped.size()).isEqualTo(1);
    assertThat(skipped.get(0).get("why").asString()).isEqualTo("there is no database today");
  }
}
