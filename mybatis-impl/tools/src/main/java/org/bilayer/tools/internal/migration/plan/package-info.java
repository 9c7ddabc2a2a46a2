/** Decides the steps from one schema to another, as values. Start at {@link org.bilayer.tools.internal.migration.plan.MigrationPlan}. */
@NullMarked
package org.bilayer.tools.internal.migration.plan;

import org.jspecify.annotations.NullMarked;
