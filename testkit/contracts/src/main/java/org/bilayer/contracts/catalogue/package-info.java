/**
 * The known ways in which memory and databases disagree, and the promises of every backend instead: the catalogue of {@code
 * docs/fidelity.md}, one contract for each chapter. Start at {@link org.bilayer.contracts.catalogue.CatalogueNullContract}.
 */
@NullMarked
package org.bilayer.contracts.catalogue;

import org.jspecify.annotations.NullMarked;
