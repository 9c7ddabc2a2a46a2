/**
 * What an import has to say: what the sources do not say, and what has changed. Start at {@link
 * org.bilayer.tools.report.Finding}.
 */
@NullMarked
package org.bilayer.tools.report;

import org.jspecify.annotations.NullMarked;
