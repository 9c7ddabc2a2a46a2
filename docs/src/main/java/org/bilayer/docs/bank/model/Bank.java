package org.bilayer.docs.bank.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.bilayer.docs.bank.domain.Account;
import org.bilayer.docs.bank.domain.AccountNumber;
import org.bilayer.docs.bank.domain.Customer;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.Status;
import org.bilayer.docs.bank.domain.Transfer;
import org.bilayer.docs.bank.domain.TransferId;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;

/**
 * The bank's mapping: one constant per stored attribute, which names its column, converts its values, and is what
 * conditions and orders are written with.
 */
public final class Bank {

  private Bank() {}

  // --- customers ---

  // tag::customers[]
  /** A customer's name, the id. */
  public static final Column<Customer, String> NAME =
      Column.of("name", Codec.text(80), Customer::name);

  /** Where a customer reads mail. */
  public static final Column<Customer, String> EMAIL =
      Column.of("email", Codec.text(120), Customer::email);

  /** All customers. */
  public static final Mapping<Customer, String> CUSTOMERS = Mapping.of(
          Customer.class, "customer", NAME)
      .with(EMAIL)
      .unique("customer_email_key", EMAIL)
      .construct(row -> new Customer(row.get(NAME), row.get(EMAIL)));
  // end::customers[]

  // --- accounts ---

  // tag::money[]
  /** An amount's number. */
  public static final Column<Money, BigDecimal> AMOUNT =
      Column.of("amount", Codec.decimal(19, 2), Money::amount);

  /** An amount's currency, stored by its ISO code. */
  public static final Column<Money, Currency> CURRENCY = Column.of(
      "currency",
      Codec.text(3).as(Currency::getInstance, Currency::getCurrencyCode),
      Money::currency);

  /** How money is stored, wherever it occurs. */
  public static final Value<Money> MONEY =
      Value.of(Money.class, row -> new Money(row.get(AMOUNT), row.get(CURRENCY)), AMOUNT, CURRENCY);
  // end::money[]

  // tag::accounts[]
  static final Codec<AccountNumber, String> ACCOUNT_NUMBER =
      Codec.text(12).as(AccountNumber::new, AccountNumber::value);

  /** An account's number, the id. */
  public static final Column<Account, AccountNumber> NUMBER =
      Column.of("number", ACCOUNT_NUMBER, Account::number);

  /** Whose account it is. */
  public static final Column<Account, String> OWNER =
      Column.of("owner", Codec.text(80), Account::owner);

  /** How much there is: the columns {@code balance_amount} and {@code balance_currency}. */
  public static final Embedded<Account, Money> BALANCE =
      Embedded.of("balance_", MONEY, Account::balance);

  /** The number in it. */
  public static final Column<Account, BigDecimal> BALANCE_AMOUNT = BALANCE.at(AMOUNT);

  /** Its currency. */
  public static final Column<Account, Currency> BALANCE_CURRENCY = BALANCE.at(CURRENCY);

  /** Whether it is open. */
  public static final Column<Account, Status> STATUS =
      Column.of("status", Codec.enumByName(Status.class), Account::status);

  /** The customer whose account it is. */
  public static final Reference<Account, Customer> OWNED_BY =
      Reference.of("account_owner_fkey", OWNER, CUSTOMERS);

  /** All accounts. */
  public static final Mapping<Account, AccountNumber> ACCOUNTS = Mapping.of(
          Account.class, "account", NUMBER)
      .with(OWNER, BALANCE, STATUS)
      .references(OWNED_BY)
      .check("account_balance_check", BALANCE_AMOUNT.ge(BigDecimal.ZERO))
      .construct(
          row -> new Account(row.get(NUMBER), row.get(OWNER), row.get(BALANCE), row.get(STATUS)));
  // end::accounts[]

  // --- transfers ---

  /** A transfer's id. */
  public static final Column<Transfer, TransferId> TRANSFER_ID =
      Column.of("id", Codec.text(12).as(TransferId::new, TransferId::value), Transfer::id);

  /** The day a transfer counts for. */
  public static final Column<Transfer, LocalDate> BOOKED =
      Column.of("booked", Codec.localDate(), Transfer::booked);

  /** The account the money left. */
  public static final Column<Transfer, AccountNumber> FROM =
      Column.of("from_account", ACCOUNT_NUMBER, Transfer::from);

  /** The account the money went to. */
  public static final Column<Transfer, AccountNumber> TO =
      Column.of("to_account", ACCOUNT_NUMBER, Transfer::to);

  /** How much money went. */
  public static final Embedded<Transfer, Money> TRANSFERRED =
      Embedded.of("", MONEY, Transfer::amount);

  // tag::references[]
  /** The account the money left. */
  public static final Reference<Transfer, Account> DEBITED =
      Reference.of("transfer_from_fkey", FROM, ACCOUNTS);

  /** The account the money went to. */
  public static final Reference<Transfer, Account> CREDITED =
      Reference.of("transfer_to_fkey", TO, ACCOUNTS);
  // end::references[]

  /** All transfers. */
  public static final Mapping<Transfer, TransferId> TRANSFERS = Mapping.of(
          Transfer.class, "transfer", TRANSFER_ID)
      .with(BOOKED, FROM, TO, TRANSFERRED)
      .references(DEBITED)
      .references(CREDITED)
      .check("transfer_amount_check", TRANSFERRED.at(AMOUNT).gt(BigDecimal.ZERO))
      .check("transfer_accounts_check", FROM.ne(TO))
      .construct(row -> new Transfer(
          row.get(TRANSFER_ID), row.get(BOOKED), row.get(FROM), row.get(TO), row.get(TRANSFERRED)));

  // tag::model[]
  /** The whole bank. */
  public static final Model MODEL = Model.of(CUSTOMERS, ACCOUNTS, TRANSFERS);
  // end::model[]
}
