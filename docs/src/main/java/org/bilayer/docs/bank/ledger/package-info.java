/**
 * A ledger file: what its lines mean, how it is read and applied by several threads, and how one is made up. Start at
 * {@link org.bilayer.docs.bank.ledger.LedgerLine}.
 */
@NullMarked
package org.bilayer.docs.bank.ledger;

import org.jspecify.annotations.NullMarked;
