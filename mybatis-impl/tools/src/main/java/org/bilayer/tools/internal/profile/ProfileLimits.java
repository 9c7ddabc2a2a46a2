package org.bilayer.tools.internal.profile;

import java.time.Duration;

/**
 * How much of the data is read.
 *
 * @param rows most rows of a table; 0 reads no rows
 * @param time the time for all tables together
 */
public record ProfileLimits(long rows, Duration time) {}
