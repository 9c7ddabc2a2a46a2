package org.bilayer.contracts.sample;

/** A text that carries its own version, for editing outside of a unit of work. */
public record Manuscript(String id, String title, long version) {

  /** A manuscript that was never stored. */
  public static Manuscript of(String id, String title) {
    return new Manuscript(id, title, 0);
  }

  /** The same with another title. */
  public Manuscript titled(String next) {
    return new Manuscript(id, next, version);
  }
}
