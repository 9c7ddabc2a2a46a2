/**
 * Contracts about reading: conditions, sorts, pages, streams and projections. Start at {@link
 * org.bilayer.contracts.query.ConditionContract}.
 */
@NullMarked
package org.bilayer.contracts.query;

import org.jspecify.annotations.NullMarked;
