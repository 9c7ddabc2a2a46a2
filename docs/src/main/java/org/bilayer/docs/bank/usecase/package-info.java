/**
 * What the bank does, written once against {@link org.bilayer.DataLayer}: nothing here knows a backend. Start at {@link
 * org.bilayer.docs.bank.usecase.Teller}.
 */
@NullMarked
package org.bilayer.docs.bank.usecase;

import org.jspecify.annotations.NullMarked;
