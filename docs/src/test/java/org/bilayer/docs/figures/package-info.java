/** Collects what the checks of all modules measured, prints it, and keeps the tables of the pages complete. */
@NullMarked
package org.bilayer.docs.figures;

import org.jspecify.annotations.NullMarked;
