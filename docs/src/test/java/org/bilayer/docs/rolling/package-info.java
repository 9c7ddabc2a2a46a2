/** Snapshots of releases, and old and new code on one schema. */
@NullMarked
package org.bilayer.docs.rolling;

import org.jspecify.annotations.NullMarked;
