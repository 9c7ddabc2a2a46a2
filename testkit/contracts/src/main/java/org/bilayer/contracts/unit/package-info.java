/**
 * Contracts about one unit of work: its changes, its versions, its order of writes, its attempts and its end. Start at
 * {@link org.bilayer.contracts.unit.UnitOfWorkContract}.
 */
@NullMarked
package org.bilayer.contracts.unit;

import org.jspecify.annotations.NullMarked;
