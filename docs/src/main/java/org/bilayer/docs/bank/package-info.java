/**
 * A small bank, to be run: one ledger applied by several threads on each backend, and the outcomes compared. Start at
 * {@link org.bilayer.docs.bank.BankMain}.
 */
@NullMarked
package org.bilayer.docs.bank;

import org.jspecify.annotations.NullMarked;
