package org.bilayer.docs.guide;

import org.bilayer.DataLayer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.inmemory.InMemoryDataLayer;

final class InMemoryGuideTest extends GuideContract {

  @Override
  DataLayer open() {
    return InMemoryDataLayer.of(Bank.MODEL);
  }
}
