/**
 * A shop for music as plain Java: records that know nothing of how they are stored. Start at {@link
 * org.bilayer.docs.chinook.domain.Invoice} and {@link org.bilayer.docs.chinook.domain.Track}.
 */
@NullMarked
package org.bilayer.docs.chinook.domain;

import org.jspecify.annotations.NullMarked;
