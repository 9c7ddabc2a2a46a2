package org.bilayer.tools.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.tools.report.Finding;

/**
 * The whole model, before it becomes text.
 *
 * <p>Immutable.
 *
 * @param catalogue what the database says
 * @param packageName the package of the sources
 * @param name the class with the model
 * @param aggregates in the order of their names in the database
 * @param sequences those that no column uses
 * @param findings what the plan does not say, sorted
 */
public record ModelPlan(
    Catalogue catalogue,
    String packageName,
    String name,
    List<AggregatePlan> aggregates,
    List<SequencePlan> sequences,
    List<Finding> findings) {

  /** Copies the lists. */
  public ModelPlan {
    aggregates = List.copyOf(aggregates);
    sequences = List.copyOf(sequences);
    findings = findings.stream().sorted().distinct().toList();
  }

  /** A sequence as a constant of the model. */
  public record SequencePlan(String constant, String logical, String name, int increment) {}

  /** This plan with more findings. */
  public ModelPlan with(List<Finding> more) {
    var all = new ArrayList<>(findings);
    all.addAll(more);
    return new ModelPlan(catalogue, packageName, name, aggregates, sequences, all);
  }

  /** The plan of a table. */
  public Optional<AggregatePlan> aggregate(String table) {
    return aggregates.stream().filter(each -> each.table().name().equals(table)).findFirst();
  }

  /** The findings about a table. */
  public List<Finding> about(String table) {
    return findings.stream().filter(finding -> finding.table().equals(table)).toList();
  }
}
