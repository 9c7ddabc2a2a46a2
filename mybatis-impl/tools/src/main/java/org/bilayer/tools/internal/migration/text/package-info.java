/** How each kind of database writes a change of a table. Start at {@link org.bilayer.tools.internal.migration.text.AlterSql}. */
@NullMarked
package org.bilayer.tools.internal.migration.text;

import org.jspecify.annotations.NullMarked;
