package org.bilayer.docs.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bilayer.docs.bank.ledger.Ledger;
import org.bilayer.docs.bank.ledger.LedgerGenerator;
import org.bilayer.docs.bank.ledger.LedgerLine;
import org.junit.jupiter.api.Test;

/** What the comparison of backends rests on: that no order of the lines of a section changes the outcome. */
final class OracleTest {

  @Test
  void generatedLedger_sectionsShuffled_comesToTheSame() {
    for (long seed = 1; seed <= 20; seed++) {
      Ledger ledger = Ledger.of(LedgerGenerator.lines(400, seed));
      Oracle expected = Oracle.of(ledger);
      assertThat(expected.refusedLines()).hasSizeGreaterThan(25);

      for (int order = 0; order < 10; order++) {
        Oracle shuffled = Oracle.of(shuffled(ledger, new Random(order)));

        assertThat(shuffled.refusedLines()).isEqualTo(expected.refusedLines());
        assertThat(shuffled.customers()).isEqualTo(expected.customers());
        assertThat(shuffled.accounts()).isEqualTo(expected.accounts());
        assertThat(shuffled.transfers()).isEqualTo(expected.transfers());
      }
    }
  }

  private static Ledger shuffled(Ledger ledger, Random random) {
    var sections = new ArrayList<List<LedgerLine>>();
    for (List<LedgerLine> section : ledger.sections()) {
      var lines = new ArrayList<>(section);
      Collections.shuffle(lines, random);
      sections.add(lines);
    }
    return new Ledger(sections);
  }
}
