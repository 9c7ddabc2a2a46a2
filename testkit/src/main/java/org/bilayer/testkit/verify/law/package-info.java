/**
 * What must hold on every backend, whatever it is compared with. Start at {@link org.bilayer.testkit.verify.law.Laws}.
 */
@NullMarked
package org.bilayer.testkit.verify.law;

import org.jspecify.annotations.NullMarked;
