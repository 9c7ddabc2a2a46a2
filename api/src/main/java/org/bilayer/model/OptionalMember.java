package org.bilayer.model;

import java.util.Optional;

/**
 * A nullable member that a constructor takes as an {@code Optional}.
 *
 * @param nullable a {@link Column} or an {@link Embedded}
 */
record OptionalMember<O, V>(Member<O, V> nullable) implements Member<O, Optional<V>> {}
