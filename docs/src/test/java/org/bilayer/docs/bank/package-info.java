/** The bank on every backend, against an oracle of plain maps. */
@NullMarked
package org.bilayer.docs.bank;

import org.jspecify.annotations.NullMarked;
