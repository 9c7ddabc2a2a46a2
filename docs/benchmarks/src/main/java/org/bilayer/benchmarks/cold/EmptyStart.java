package org.bilayer.benchmarks.cold;

import java.io.IOException;

/** A program that does nothing but look at itself. */
final class EmptyStart {

  private EmptyStart() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    Footprint.print("nothing");
  }
}
