/**
 * Puts sources into a folder without touching what people have edited. Start at {@link
 * org.bilayer.tools.internal.output.OutputFolder}.
 */
@NullMarked
package org.bilayer.tools.internal.output;

import org.jspecify.annotations.NullMarked;
