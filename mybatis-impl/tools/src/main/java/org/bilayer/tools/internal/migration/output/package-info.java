/** Writes steps as files of a folder of migrations. Start at {@link org.bilayer.tools.internal.migration.output.MigrationFolder}. */
@NullMarked
package org.bilayer.tools.internal.migration.output;

import org.jspecify.annotations.NullMarked;
