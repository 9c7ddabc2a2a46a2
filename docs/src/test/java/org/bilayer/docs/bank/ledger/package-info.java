/** Ledgers: reading them and making them up. */
@NullMarked
package org.bilayer.docs.bank.ledger;

import org.jspecify.annotations.NullMarked;
