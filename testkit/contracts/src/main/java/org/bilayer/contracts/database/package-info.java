/** What backends on databases promise beyond the other contracts: drivers, pools, sessions, and statements of other programs. */
@NullMarked
package org.bilayer.contracts.database;

import org.jspecify.annotations.NullMarked;
