/**
 * Decides how tables become mappings: names, types, keys and rules, as values. Start at {@link
 * org.bilayer.tools.internal.plan.Planner}.
 */
@NullMarked
package org.bilayer.tools.internal.plan;

import org.jspecify.annotations.NullMarked;
