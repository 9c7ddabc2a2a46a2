/**
 * The contracts once more, on tables whose names in the database differ from those in Java: {@link
 * org.bilayer.contracts.names.ForeignNamesContracts}.
 */
@NullMarked
package org.bilayer.contracts.names;

import org.jspecify.annotations.NullMarked;
