/** Memories that are wrong on purpose, one for each way in which doubles were seen to deceive their users. */
@NullMarked
package org.bilayer.docs.verify.mutants;

import org.jspecify.annotations.NullMarked;
