/**
 * The Chinook sample database, a shop for music, mapped completely: its domain, its mapping, the import and questions,
 * which have the same answers on every backend. Start at {@link org.bilayer.docs.chinook.Chinook}; {@code
 * docs/chinook.md} has the numbers.
 */
@NullMarked
package org.bilayer.docs.chinook;

import org.jspecify.annotations.NullMarked;
