/** The testkit on models of this repository: what it finds, and that it finds what was planted. */
@NullMarked
package org.bilayer.docs.verify;

import org.jspecify.annotations.NullMarked;
