/**
 * Compiles sources before they are written, and compares them with the database. Start at {@link
 * org.bilayer.tools.internal.proof.SourceProof}.
 */
@NullMarked
package org.bilayer.tools.internal.proof;

import org.jspecify.annotations.NullMarked;
