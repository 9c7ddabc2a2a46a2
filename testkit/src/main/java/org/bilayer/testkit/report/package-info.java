/**
 * What the verification of a model tells about itself: {@code Report} is the data, and there is a table for the console, a page
 * and a file for machines of it. Not exported.
 */
@NullMarked
package org.bilayer.testkit.report;

import org.jspecify.annotations.NullMarked;
