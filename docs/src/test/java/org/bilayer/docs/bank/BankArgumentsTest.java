package org.bilayer.docs.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BankArgumentsTest {

  private static BankArguments parse(String line) {
    return BankArguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  @Test
  void parse_nothing_givesTheDefaults() {
    BankArguments arguments = parse("");

    assertThat(arguments.operations()).isEqualTo(20_000);
    assertThat(arguments.threads()).isEqualTo(4);
    assertThat(arguments.postgresql()).isEmpty();
    assertThat(arguments.mariadb()).isEmpty();
    assertThat(arguments.ledger()).isEmpty();
    assertThat(arguments.help()).isFalse();
  }

  @Test
  void parse_everything_isTaken() {
    BankArguments arguments = parse(
        "--operations 5 --seed 6 --threads 7 --ledger x.csv --postgresql jdbc:postgresql://a/b --mariadb");

    assertThat(arguments.operations()).isEqualTo(5);
    assertThat(arguments.seed()).isEqualTo(6);
    assertThat(arguments.threads()).isEqualTo(7);
    assertThat(arguments.ledger()).contains(Path.of("x.csv"));
    assertThat(arguments.postgresql()).contains("jdbc:postgresql://a/b");
    assertThat(arguments.mariadb())
        .contains("jdbc:mariadb://127.0.0.1:3306/?user=root&sslMode=disable");
  }

  @Test
  void parse_urlLeftOut_takesTheNextOptionForAnOption() {
    BankArguments arguments = parse("--postgresql --threads 2");

    assertThat(arguments.postgresql()).isPresent();
    assertThat(arguments.threads()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --operation 5                 | There is no argument --operation.
      5                             | There is no argument 5.
      --operations                  | --operations needs a value.
      --operations many             | --operations takes a number from 1 to 1000000, not many.
      --operations 0                | --operations takes a number from 1 to 1000000, not 0.
      --threads 65                  | --threads takes a number from 1 to 64, not 65.
      --postgresql jdbc:mariadb://x | A URL here begins with jdbc:postgresql:; this is jdbc:mariadb://x.
      """)
  void parse_nonsense_saysWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
