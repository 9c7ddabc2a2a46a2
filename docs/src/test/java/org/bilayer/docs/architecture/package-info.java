/** The arrows between modules and packages, checked. */
@NullMarked
package org.bilayer.docs.architecture;

import org.jspecify.annotations.NullMarked;
