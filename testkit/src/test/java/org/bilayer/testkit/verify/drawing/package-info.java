/** Tests of the parts that verify a model; those of the whole are in the docs module. */
@NullMarked
package org.bilayer.testkit.verify.drawing;

import org.jspecify.annotations.NullMarked;
