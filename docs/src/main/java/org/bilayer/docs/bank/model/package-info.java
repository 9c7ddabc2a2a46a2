/**
 * How the bank's types are stored, declared once for every backend. Start at {@link
 * org.bilayer.docs.bank.model.Bank}.
 */
@NullMarked
package org.bilayer.docs.bank.model;

import org.jspecify.annotations.NullMarked;
