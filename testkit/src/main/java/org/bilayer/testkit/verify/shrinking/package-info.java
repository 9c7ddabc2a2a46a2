/**
 * Makes a history shorter and plainer as long as it still shows a difference. Start at {@code Shrinker}; each {@code Simpler…}
 * class knows the simpler forms of one thing. Not exported.
 */
@NullMarked
package org.bilayer.testkit.verify.shrinking;

import org.jspecify.annotations.NullMarked;
