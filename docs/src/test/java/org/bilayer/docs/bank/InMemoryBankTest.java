package org.bilayer.docs.bank;

final class InMemoryBankTest extends BankContract {

  @Override
  Backend.Opened open() throws Exception {
    return Backend.memory().open();
  }
}
