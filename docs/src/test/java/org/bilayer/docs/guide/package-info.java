/** The examples of the guide, run on both backends. */
@NullMarked
package org.bilayer.docs.guide;

import org.jspecify.annotations.NullMarked;
