/** Where connections come from, and schemas that are thrown away. */
@NullMarked
package org.bilayer.tools.internal.connection;

import org.jspecify.annotations.NullMarked;
