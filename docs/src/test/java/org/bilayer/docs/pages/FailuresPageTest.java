package org.bilayer.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bilayer.contracts.failure.FailureCase;
import org.bilayer.docs.Repository;
import org.junit.jupiter.api.Test;

/** The table of the page about failures is the one that the contract checks. */
final class FailuresPageTest {

  private static final String MARK = "<!-- table: FailureCase -->";

  @Test
  void page_hasTheRowsOfTheContract() {
    String text = Pages.text(Repository.root().resolve("docs/failures.md"));
    int begin = text.indexOf(MARK);
    assertThat(begin).isPositive();
    List<String> rows = text.substring(begin + MARK.length())
        .strip()
        .lines()
        .skip(2) // the heading
        .takeWhile(line -> line.startsWith("|"))
        .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(FailureCase.values()).map(FailureCase::row).toList());
  }
}
