package org.bilayer.docs.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked about the nodes of the samples in SQL: parameters and answers of many kinds. */
public interface NodeQueries {

  /** Narrows a search. */
  record Wish(@Nullable String label, int limit) {}

  /** Something that no column has. */
  record Prefix(String text) {}

  /** What a node is called and how many are below it. */
  record Counted(@Nullable String label, long children) {}

  /** The first labels, those without one last. */
  List<@Nullable String> labels(int limit);

  /** How many have a label. */
  long labelled(String label);

  /** The label of the node above the one with a label. */
  Optional<String> labelAbove(String label);

  /** The labels of some nodes, in no order. */
  Set<String> labelsOf(List<String> labels);

  /** All nodes with the number of their children, in no order. */
  List<Counted> counted();

  /** The labels that are wished for. */
  List<String> wished(Wish wish);

  /** How many labels begin with a text. */
  int beginning(Prefix prefix);
}
