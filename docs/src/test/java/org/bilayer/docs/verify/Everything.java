package org.bilayer.docs.verify;

import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Harbour;
import org.bilayer.contracts.sample.Laboratory;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.Till;
import org.bilayer.model.Model;

/**
 * A model that uses every feature there is: every type, value objects, lists, sets and maps in two levels, ids of several
 * columns, generated ids, own and shadow versions, sealed types, documents, sequences, references to itself and in a circle.
 */
final class Everything {

  static final Model MODEL = Model.of(
          Bank.ACCOUNTS,
          Bank.TRANSFERS,
          Shop.PRODUCTS,
          Shop.ORDERS,
          Laboratory.READINGS,
          Till.PAYMENTS,
          Till.COMPLAINTS,
          Desk.TICKETS,
          Desk.MANUSCRIPTS,
          Forest.NODES,
          Harbour.SHIPS,
          Harbour.CAPTAINS,
          Specimens.SPECIMENS)
      .withSequences(Till.RECEIPTS);

  private Everything() {}
}
