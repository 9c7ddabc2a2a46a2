package org.bilayer.contracts.sample;

import java.math.BigDecimal;
import java.util.UUID;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;

/**
 * Accounts and transfers between them: domain types as ids, value objects, an enum, unique keys, checks and required
 * references.
 */
public final class Bank {

  public static final Codec<AccountNumber, String> ACCOUNT_NUMBER =
      Codec.text(12).as(AccountNumber::new, AccountNumber::value);

  public static final Column<Money, BigDecimal> AMOUNT =
      Column.of("amount", Codec.decimal(19, 2), Money::amount);
  public static final Column<Money, String> CURRENCY =
      Column.of("currency", Codec.text(3), Money::currency);
  public static final Value<Money> MONEY =
      Value.of(Money.class, row -> new Money(row.get(AMOUNT), row.get(CURRENCY)), AMOUNT, CURRENCY);

  public static final Column<Account, AccountNumber> NUMBER =
      Column.of("number", ACCOUNT_NUMBER, Account::number);
  public static final Column<Account, String> OWNER =
      Column.of("owner", Codec.text(40), Account::owner);
  public static final Embedded<Account, Money> BALANCE =
      Embedded.of("balance_", MONEY, Account::balance);
  public static final Embedded<Account, Money> LIMIT =
      Embedded.nullable("limit_", MONEY, Account::limit);
  public static final Column<Account, Account.Status> STATUS =
      Column.of("status", Codec.enumByName(Account.Status.class), Account::status);
  public static final Column<Account, String> BRANCH =
      Column.nullable("branch", Codec.text(20), Account::branch);
  public static final Column<Account, Integer> LOCKER =
      Column.nullable("locker", Codec.int32(), Account::locker);

  public static final Mapping<Account, AccountNumber> ACCOUNTS = Mapping.of(
          Account.class, "account", NUMBER)
      .with(OWNER, BALANCE, LIMIT, STATUS, BRANCH, LOCKER)
      .unique("account_owner_key", OWNER)
      .unique("account_locker_key", BRANCH, LOCKER)
      .check("account_balance_check", BALANCE.at(AMOUNT).ge(new BigDecimal("-1000000")))
      .check("account_limit_check", LIMIT.at(AMOUNT).ge(BigDecimal.ZERO))
      .construct(row -> new Account(
          row.get(NUMBER),
          row.get(OWNER),
          row.get(BALANCE),
          row.getOrNull(LIMIT),
          row.get(STATUS),
          row.getOrNull(BRANCH),
          row.getOrNull(LOCKER)));

  public static final Column<Transfer, UUID> TRANSFER_ID =
      Column.of("id", Codec.uuid(), Transfer::id);
  public static final Column<Transfer, AccountNumber> FROM =
      Column.of("from", ACCOUNT_NUMBER, Transfer::from);
  public static final Column<Transfer, AccountNumber> TO =
      Column.of("to", ACCOUNT_NUMBER, Transfer::to);
  public static final Embedded<Transfer, Money> TRANSFERRED =
      Embedded.of("", MONEY, Transfer::amount);

  public static final Mapping<Transfer, UUID> TRANSFERS = Mapping.of(
          Transfer.class, "transfer", TRANSFER_ID)
      .with(FROM, TO, TRANSFERRED)
      .references(Reference.of("transfer_from_fkey", FROM, ACCOUNTS))
      .references(Reference.of("transfer_to_fkey", TO, ACCOUNTS))
      .construct(row ->
          new Transfer(row.get(TRANSFER_ID), row.get(FROM), row.get(TO), row.get(TRANSFERRED)));

  public static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS);

  private Bank() {}
}
