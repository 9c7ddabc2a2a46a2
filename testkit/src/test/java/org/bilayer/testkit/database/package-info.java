/** Tests of the databases for tests, on the servers of this machine and on servers they start. */
@NullMarked
package org.bilayer.testkit.database;

import org.jspecify.annotations.NullMarked;
