/** The migrations of an application, for tools and tests that run them. */
@NullMarked
package org.bilayer.migration;

import org.jspecify.annotations.NullMarked;
