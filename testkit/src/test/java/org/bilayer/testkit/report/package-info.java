/** Tests of the report on verifications. */
@NullMarked
package org.bilayer.testkit.report;

import org.jspecify.annotations.NullMarked;
