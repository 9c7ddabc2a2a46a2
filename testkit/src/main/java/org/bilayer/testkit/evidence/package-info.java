/**
 * Evidence that a model and the tables of a live database fit: rows, pages, questions and, on request, changes are compared
 * with memory.
 */
@NullMarked
package org.bilayer.testkit.evidence;

import org.jspecify.annotations.NullMarked;
