package org.bilayer.contracts.sample;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node of a tree, or of any graph in which each node points to at most one other.
 *
 * @param label unique where present
 * @param parent null for a root
 */
public record Node(
    UUID id, @Nullable String label, @Nullable UUID parent) {

  /** The same under another parent. */
  public Node under(@Nullable UUID next) {
    return new Node(id, label, next);
  }

  /** The same with another label. */
  public Node labelled(@Nullable String next) {
    return new Node(id, next, parent);
  }
}
