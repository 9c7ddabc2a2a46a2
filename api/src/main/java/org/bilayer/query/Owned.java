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
   * For the model's own constants.
   *
   * @param identity identifies the collection; compared by identity
   */
  protected Owned(Object identity) {
    this.identity = identity;
  }

  final Object identity() {
    return identity;
  }

  /** Satisfied where at least one element satisfies {@code condition}. */
  public final Specification<O> any(Specification<C> condition) {
    return new SpecificationNode.AnyOwned<>(this, condition);
  }

  /** Satisfied where no element satisfies {@code condition}, so also where there are none. */
  public final Specification<O> none(Specification<C> condition) {
    return any(condition).not();
  }
}
