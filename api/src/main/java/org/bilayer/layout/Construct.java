package org.bilayer.layout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The function that makes an {@code O} from its stored parts.
 *
 * @param function reads every part from the row
 * @param between the classes through which the application's function reads the row: their frames in a stack trace are not
 *     the application's
 * @param named the parts that the function reads, where the application has named them; empty if only trying the function
 *     tells
 * @param <O> the type to make
 */
public record Construct<O>(
    Function<StoredRow<O>, ? extends O> function,
    Set<Class<?>> between,
    Optional<List<Part<?>>> named) {

  /** Copies the collections. */
  public Construct {
    between = Set.copyOf(between);
    named = named.map(List::copyOf);
  }
}
