/** Proposes the migration from a schema to that of a model. Start at {@link org.bilayer.tools.migration.Proposal}. */
@NullMarked
package org.bilayer.tools.migration;

import org.jspecify.annotations.NullMarked;
