/** What the command lines of the tools have in common. */
@NullMarked
package org.bilayer.tools.internal.command;

import org.jspecify.annotations.NullMarked;
