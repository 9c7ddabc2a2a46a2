/**
 * Writes the plan of a model as Java source. Start at {@link
 * org.bilayer.tools.internal.source.SourceWriter}.
 */
@NullMarked
package org.bilayer.tools.internal.source;

import org.jspecify.annotations.NullMarked;
