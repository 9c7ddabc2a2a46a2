package org.bilayer.docs.verify.mutants.engine;

import java.util.ArrayList;
import java.util.List;

/** Mistakes in one part of the engine. */
abstract class Mutations {

  private final List<EngineMutant> all = new ArrayList<>();

  /** Adds the mistakes. */
  abstract void plant();

  final void add(
      String id,
      Class<?> contract,
      String sentence,
      String mistake,
      Plan plan,
      EngineMutant.Proof proof) {
    all.add(new EngineMutant(id, contract, sentence, mistake, plan, proof));
  }

  /** The mistakes of all parts. */
  static List<EngineMutant> all() {
    var all = new ArrayList<EngineMutant>();
    for (Mutations part : List.of(
        new ReadMutants(),
        new WriteMutants(),
        new FlushMutants(),
        new AttemptMutants(),
        new PageMutants(),
        new TotalMutants(),
        new BulkMutants(),
        new RetryMutants(),
        new CommitMutants(),
        new SequenceMutants())) {
      part.plant();
      all.addAll(part.all);
    }
    return List.copyOf(all);
  }
}
