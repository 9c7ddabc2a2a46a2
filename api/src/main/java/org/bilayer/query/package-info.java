/**
 * What to ask for: conditions, orders, queries and pages, typed by the aggregate they are about. Start at
 * {@link org.bilayer.query.Specification}; the constants of a mapping make them.
 */
@NullMarked
package org.bilayer.query;

import org.jspecify.annotations.NullMarked;
