package org.bilayer.docs.guide;

import org.bilayer.DataLayer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.inmemory.InMemoryDataLayer;

// tag::test[]
final class InMemoryTransferTest extends TransferTest {

  @Override
  DataLayer open() {
    return InMemoryDataLayer.of(Bank.MODEL);
  }
}
// end::test[]
