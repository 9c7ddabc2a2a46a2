/**
 * Looks at rows where the schema does not tell what a column holds. Start at {@link
 * org.bilayer.tools.internal.profile.Profiler}.
 */
@NullMarked
package org.bilayer.tools.internal.profile;

import org.jspecify.annotations.NullMarked;
