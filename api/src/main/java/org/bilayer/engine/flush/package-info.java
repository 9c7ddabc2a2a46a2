/**
 * The order of the writes of a flush, in terms of rows; knows neither objects nor units of work. Start at {@link
 * org.bilayer.engine.flush.FlushPlan}.
 */
@NullMarked
package org.bilayer.engine.flush;

import org.jspecify.annotations.NullMarked;
