package org.bilayer.engine;

/**
 * What code of the application and of drivers may throw: also checked exceptions that no signature names, because Kotlin,
 * Lombok and generic code throw them past the compiler. Everything that is undone after a failure therefore catches {@link
 * Throwable} and throws the same one again.
 */
final class Thrown {

  private Thrown() {}

  /** Throws anything as it is; declared to return so that callers can write {@code throw Thrown.unchanged(e)}. */
  static RuntimeException unchanged(Throwable thrown) {
    return Thrown.<RuntimeException>as(thrown);
  }

  // The cast does nothing at run time: X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException as(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /** Adds a second failure to the first. A throwable refuses to suppress itself, and a driver may throw one twice. */
  @SuppressWarnings("ReferenceEquality")
  static void suppress(Throwable second, Throwable first) {
    if (second != first) {
      first.addSuppressed(second);
    }
  }
}
