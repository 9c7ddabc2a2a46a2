package org.bilayer.query;

/**
 * A collection of values that {@code O} owns, as conditions name it.
 *
 * <p>Immutable.
 *
 * @param <O> the owner
 * @param <C> the element
 */
public abstract class Owned<O, C> {

  private final Object identity;

  /**
   * For the constants of a model.
   *
   * @param identity identifies the collection; compared by identity
   */
  protected Owned(Object identity) {
    this.identity = identity;
  }

  final Object identity() {
    return identity;
  }

  /** Satisfied if at least one element satisfies {@code condition}. */
  public final Specification<O> any(Specification<C> condition) {
    return new SpecificationNode.AnyOwned<>(this, condition);
  }

  /** Satisfied if no element satisfies {@code condition}. An empty collection satisfies this condition. */
  public final Specification<O> none(Specification<C> condition) {
    return any(condition).not();
  }
}
