/** The pages of the documentation: that they show what runs, and that their links lead somewhere. */
@NullMarked
package org.bilayer.docs.pages;

import org.jspecify.annotations.NullMarked;
