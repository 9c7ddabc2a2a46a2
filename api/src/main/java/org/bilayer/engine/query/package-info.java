/**
 * Queries turned into reads of rows: pages and their cursors, projections, conditions on keys; knows no unit of work. Start at
 * {@link org.bilayer.engine.query.PageReading} and {@link org.bilayer.engine.query.Selection}.
 */
@NullMarked
package org.bilayer.engine.query;

import org.jspecify.annotations.NullMarked;
