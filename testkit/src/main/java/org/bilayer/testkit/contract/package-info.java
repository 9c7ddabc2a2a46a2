/**
 * The promises of the library as abstract test classes. A backend keeps them if, for each contract, a subclass that names
 * the {@link org.bilayer.testkit.backend.Backend} passes; such a subclass has one line:
 *
 * <pre>{@code
 * final class H2VersionTest extends VersionContract {
 *   @Override protected Backend backend() { return Backends.h2(); }
 * }
 * }</pre>
 *
 * <p>The names of the tests read as the specification: {@code operation_condition_outcome}. Start at {@link
 * org.bilayer.testkit.contract.Contract}.
 */
@NullMarked
package org.bilayer.testkit.contract;

import org.jspecify.annotations.NullMarked;
