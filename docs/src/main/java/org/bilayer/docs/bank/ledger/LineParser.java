package org.bilayer.docs.bank.ledger;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.domain.TransferId;

/** The fields of one line; each method throws {@link IllegalArgumentException} with the reason as its message. */
final class LineParser {

  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,2})?");
  private static final int LINE_LENGTH_MAX = 500;

  /** How many fields follow each word. */
  private static final Map<String, Integer> COUNTS = Map.of(
      "register", 2, "email", 2, "open", 3, "lodge", 3, "withdraw", 3, "transfer", 6, "close", 1);

  private final List<String> fields;

  LineParser(String text) {
    if (text.length() > LINE_LENGTH_MAX) {
      throw new IllegalArgumentException("a line has at most " + LINE_LENGTH_MAX + " characters");
    }
    fields = List.of(text.split(",", -1)).stream().map(String::strip).toList();
  }

  Operation operation() {
    String word = fields.get(0);
    Integer count = COUNTS.get(word);
    if (count == null) {
      throw new IllegalArgumentException("there is no operation \"" + word + "\"");
    }
    if (fields.size() != count + 1) {
      throw new IllegalArgumentException(
          word + " takes " + count + " fields, not " + (fields.size() - 1));
    }
    return switch (word) {
      case "register" -> new Operation.Register(text(1), text(2));
      case "email" -> new Operation.ChangeEmail(text(1), text(2));
      case "open" -> new Operation.Open(account(1), text(2), currency(3));
      case "lodge" -> new Operation.Lodge(account(1), money(2));
      case "withdraw" -> new Operation.Withdraw(account(1), money(2));
      case "transfer" ->
        new Operation.Move(
            new Transfer(new TransferId(text(1)), date(2), account(3), account(4), money(5)));
      default -> new Operation.Close(account(1));
    };
  }

  private String text(int index) {
    String text = fields.get(index);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("field " + (index + 1) + " is empty");
    }
    return text;
  }

  private AccountNumber account(int index) {
    return new AccountNumber(text(index));
  }

  private Money money(int index) {
    String amount = text(index);
    if (!AMOUNT.matcher(amount).matches()) {
      throw new IllegalArgumentException("an amount looks like 12.50, not like \"" + amount + "\"");
    }
    return new Money(new BigDecimal(amount), currency(index + 1));
  }

  private Currency currency(int index) {
    String code = text(index);
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("there is no currency \"" + code + "\"", e);
    }
  }

  private LocalDate date(int index) {
    String date = text(index);
    try {
      return LocalDate.parse(date);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no day \"" + date + "\"", e);
    }
  }
}
