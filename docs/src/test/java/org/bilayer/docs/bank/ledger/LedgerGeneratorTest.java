package org.bilayer.docs.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LedgerGeneratorTest {

  @Test
  void lines_sameArguments_areTheSame() {
    assertThat(LedgerGenerator.lines(500, 7)).isEqualTo(LedgerGenerator.lines(500, 7));
    assertThat(LedgerGenerator.lines(500, 7)).isNotEqualTo(LedgerGenerator.lines(500, 8));
  }

  @Test
  void lines_ofAnySize_haveThatMainSection() {
    for (int operations : List.of(1, 11, 12, 13, 40, 1_000)) {
      Ledger ledger = Ledger.of(LedgerGenerator.lines(operations, 1));

      assertThat(ledger.sections().get(4)).hasSize(operations);
    }
  }

  @Test
  void lines_manyOperations_includeEveryKindOfMalformedLine() {
    var reasons = new ArrayList<String>();
    for (List<LedgerLine> section : Ledger.of(LedgerGenerator.lines(1_000, 1)).sections()) {
      for (LedgerLine line : section) {
        if (line instanceof LedgerLine.Malformed malformed) {
          reasons.add(malformed.reason());
        }
      }
    }

    assertThat(String.join("\n", reasons))
        .contains("takes 3 fields, not 2")
        .contains("takes 3 fields, not 4")
        .contains("no operation \"borrow\"")
        .contains("not like \"twelve\"")
        .contains("not like \"1.234\"")
        .contains("field 3 is empty")
        .contains("no currency \"EURO\"")
        .contains("not like \"A17\"")
        .contains("no day \"2026-02-30\"");
  }

  @Test
  void lines_noOperations_areRefused() {
    assertThatThrownBy(() -> LedgerGenerator.lines(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a ledger has 1 to 1000000 operations, not 0");
  }
}
