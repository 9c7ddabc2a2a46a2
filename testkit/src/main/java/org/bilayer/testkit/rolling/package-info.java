/**
 * Old and new code on one schema: a committed snapshot of each release's rows, and a test that lets both work at the same time. Start
 * at {@link org.bilayer.testkit.rolling.RollingDeployment}.
 */
@NullMarked
package org.bilayer.testkit.rolling;

import org.jspecify.annotations.NullMarked;
