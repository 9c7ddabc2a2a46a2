package org.bilayer.docs.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerTest {

  @Test
  void read_goodLine_isAnOrder() {
    assertThat(LedgerLine.parse(3, " lodge , A-000001,12.5, EUR "))
        .isEqualTo(new LedgerLine.Order(
            3,
            "lodge , A-000001,12.5, EUR",
            new Operation.Lodge(new AccountNumber("A-000001"), Money.of("12.50", "EUR"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t", "# lodge,A-000001,12.50,EUR", "  # a remark"})
  void read_emptyLineOrRemark_saysNothing(String line) {
    assertThat(LedgerLine.parse(1, line)).isInstanceOf(LedgerLine.Blank.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      lodge                            | lodge takes 3 fields, not 0
      lodge,A-000001,12.50             | lodge takes 3 fields, not 2
      lodge,A-000001,12.50,EUR,        | lodge takes 3 fields, not 4
      barrier,now                      | there is no operation "barrier"
      LODGE,A-000001,12.50,EUR         | there is no operation "LODGE"
      ,,,                              | there is no operation ""
      lodge,,12.50,EUR                 | field 2 is empty
      lodge,a-000001,12.50,EUR         | an account number looks like A-000017, not like "a-000001"
      lodge,A-000001,12.505,EUR        | an amount looks like 12.50, not like "12.505"
      lodge,A-000001,1e3,EUR           | an amount looks like 12.50, not like "1e3"
      lodge,A-000001,+1.00,EUR         | an amount looks like 12.50, not like "+1.00"
      lodge,A-000001,NaN,EUR           | an amount looks like 12.50, not like "NaN"
      lodge,A-000001,1111111111111111,EUR | an amount looks like 12.50, not like "1111111111111111"
      lodge,A-000001,12.50,eur         | there is no currency "eur"
      transfer,1,2026-03-02,A-000001,A-000002,1.00,EUR          | a transfer id looks like T-00000017, not like "1"
      transfer,T-00000001,02.03.2026,A-000001,A-000002,1.00,EUR | there is no day "02.03.2026"
      transfer,T-00000001,2026-02-30,A-000001,A-000002,1.00,EUR | there is no day "2026-02-30"
      """)
  void read_malformedLine_saysWhy(String line, String reason) {
    assertThat(LedgerLine.parse(7, line)).isEqualTo(new LedgerLine.Malformed(7, line, reason));
  }

  @Test
  void read_hugeLine_isMalformed() {
    assertThat(LedgerLine.parse(1, "register,Ada," + "x".repeat(1_000_000)))
        .isInstanceOfSatisfying(
            LedgerLine.Malformed.class,
            line -> assertThat(line.reason()).isEqualTo("a line has at most 500 characters"));
  }

  @Test
  void of_barriers_cutSections() {
    Ledger ledger = Ledger.of(
        List.of("close,A-000001", "barrier", "", "barrier", "close,A-000002", "nonsense"));

    assertThat(ledger.sections()).hasSize(3);
    assertThat(ledger.size()).isEqualTo(3);
    assertThat(ledger.sections().get(1)).isEmpty();
    assertThat(ledger.sections().get(2)).extracting(LedgerLine::number).containsExactly(5, 6);
  }

  @Test
  void read_anyBytes_losesNoOtherLine(@TempDir Path directory) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("\uFEFFclose,A-000001\r\n".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0, '\n'});
    bytes.writeBytes("close,A-000002".getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(directory.resolve("ledger.csv"), bytes.toByteArray());

    List<LedgerLine> lines = Ledger.read(file).sections().get(0);

    assertThat(lines)
        .extracting(Object::getClass, LedgerLine::number)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(LedgerLine.Order.class, 1),
            org.assertj.core.groups.Tuple.tuple(LedgerLine.Malformed.class, 2),
            org.assertj.core.groups.Tuple.tuple(LedgerLine.Order.class, 3));
  }

  @Test
  void read_sampleOfTheDocumentation_hasNoMalformedLine() {
    Stream<String> sample = Stream.of(
        "register,Ada Lovelace,ada@example.org",
        "email,Ada Lovelace,countess@example.org",
        "open,A-000001,Ada Lovelace,EUR",
        "lodge,A-000001,100.00,EUR",
        "withdraw,A-000001,12.50,EUR",
        "transfer,T-00000001,2026-03-02,A-000001,A-000002,20.00,EUR",
        "close,A-000001");

    assertThat(sample.map(line -> LedgerLine.parse(1, line)))
        .allSatisfy(line -> assertThat(line).isInstanceOf(LedgerLine.Order.class));
  }
}
