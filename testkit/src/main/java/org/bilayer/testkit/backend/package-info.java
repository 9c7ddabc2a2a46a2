/**
 * A backend as tests see it: where an empty store comes from, wrapped where a test wants to look or to interfere. Start at {@link
 * org.bilayer.testkit.backend.Backends}.
 */
@NullMarked
package org.bilayer.testkit.backend;

import org.jspecify.annotations.NullMarked;
