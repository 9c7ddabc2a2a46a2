/**
 * The promises of the library as abstract test classes. A backend keeps the promises if it passes every contract. The tests
 * of a backend have a subclass for each contract, which returns the {@link org.bilayer.testkit.backend.Backend}:
 *
 * <pre>{@code
 * final class H2VersionTest extends VersionContract {
 *   @Override protected Backend backend() { return Backends.h2(); }
 * }
 * }</pre>
 *
 * <p>The names of the tests read as the specification: {@code operation_condition_outcome}. Start at {@link
 * org.bilayer.contracts.Contract}.
 */
@NullMarked
package org.bilayer.contracts;

import org.jspecify.annotations.NullMarked;
