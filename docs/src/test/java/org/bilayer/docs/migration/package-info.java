/** One change of a model, from its declaration to the end of the old column. */
@NullMarked
package org.bilayer.docs.migration;

import org.jspecify.annotations.NullMarked;
