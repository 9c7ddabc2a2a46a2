/** The page about databases that were there before: a shop, its imported model, and the evidence. */
@NullMarked
package org.bilayer.docs.legacy;

import org.jspecify.annotations.NullMarked;
