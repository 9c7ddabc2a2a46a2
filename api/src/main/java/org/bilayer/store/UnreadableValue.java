package org.bilayer.store;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a row for a value that the backend cannot read, if the read asked for such marks: {@link Select#marksUnreadable()},
 * {@link Fetch#marksUnreadable()}.
 *
 * @param rule what the column demands of a value
 * @param cause the exception that refused the value; null if there was none, or if the row waited outside of the heap
 */
public record UnreadableValue(String rule, @Nullable Throwable cause) {}
