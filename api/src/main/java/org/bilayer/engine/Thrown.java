package org.bilayer.engine;

/**
 * Helps to rethrow exceptions. Code of the application and of drivers may throw checked exceptions that no signature
 * declares, because Kotlin, Lombok and generic code can do so. Code that undoes something after a failure therefore
 * catches {@link Throwable} and throws the same throwable again.
 */
final class Thrown {

  private Thrown() {}

  /**
   * Throws a throwable unchanged. The method has a return type so that callers can write
   * {@code throw Thrown.unchanged(e)}.
   */
  static RuntimeException unchanged(Throwable thrown) {
    return Thrown.<RuntimeException>as(thrown);
  }

  // The cast has no effect at run time, because X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException as(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /**
   * Adds a second failure to the first. A throwable cannot suppress itself, and a driver may throw the same throwable
   * twice.
   */
  @SuppressWarnings("ReferenceEquality")
  static void suppress(Throwable second, Throwable first) {
    if (second != first) {
      first.addSuppressed(second);
    }
  }
}
