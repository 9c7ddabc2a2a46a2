/** A model of tables that somebody else has named: {@link org.bilayer.docs.names.Sales}. */
@NullMarked
package org.bilayer.docs.names;

import org.jspecify.annotations.NullMarked;
