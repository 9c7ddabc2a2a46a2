/**
 * Conditions, orders, queries, pages and projections, typed by the aggregate that they are about. The constants
 * of a mapping make conditions. Start at {@link org.bilayer.query.Specification}.
 */
@NullMarked
package org.bilayer.query;

import org.jspecify.annotations.NullMarked;
