package org.bilayer.contracts.unit;

import java.io.IOException;
import java.util.stream.Stream;

/** Throwables that no signature names: Kotlin, Lombok and generic code throw checked exceptions past the compiler. */
final class PastCompiler {

  /** Neither an exception nor an error. */
  private static final class Odd extends Throwable {

    private static final long serialVersionUID = 1L;
  }

  private PastCompiler() {}

  /** One of each kind that is neither a RuntimeException nor an Error. */
  static Stream<Throwable> examples() {
    return Stream.of(
        new IOException("made by hand"), new InterruptedException("made by hand"), new Odd());
  }

  /** Throws anything as it is. */
  static void raise(Throwable thrown) {
    PastCompiler.<RuntimeException>raiseAs(thrown);
  }

  // The cast does nothing at run time: X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> void raiseAs(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
