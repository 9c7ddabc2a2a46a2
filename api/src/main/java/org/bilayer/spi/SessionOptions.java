package org.bilayer.spi;

import java.util.Optional;

/**
 * What the engine asks of a session.
 *
 * @param level the isolation that must be given, never less
 * @param readOnly whether the engine will refuse every write; a hint for the backend
 * @param deadlineNanos {@link System#nanoTime()} after which calls should fail with {@code
 *     DeadlineExceededException}; empty for no limit
 */
public record SessionOptions(Level level, boolean readOnly, Optional<Long> deadlineNanos) {}
