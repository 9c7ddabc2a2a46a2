/** Examples of the documents, and what keeps the documents and the architecture honest. */
@NullMarked
package org.bilayer.docs;

import org.jspecify.annotations.NullMarked;
