/**
 * Contracts about models: how values, children and constraints are stored, and the limits of rows. Start at {@link
 * org.bilayer.contracts.model.ModelLanguageContract}.
 */
@NullMarked
package org.bilayer.contracts.model;

import org.jspecify.annotations.NullMarked;
