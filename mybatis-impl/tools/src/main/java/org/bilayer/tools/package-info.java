/**
 * Makes Java source of a model from the tables of a live database. Start at {@link org.bilayer.tools.Import}, or at
 * {@link org.bilayer.tools.ImportCommand} on a command line.
 */
@NullMarked
package org.bilayer.tools;

import org.jspecify.annotations.NullMarked;
