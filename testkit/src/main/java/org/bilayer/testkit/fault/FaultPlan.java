package org.bilayer.testkit.fault;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bilayer.store.Store;

/**
 * Which operations of a store fail, and how: at the n-th operation of a kind, or at random by a seed. Put the plan around the
 * store of a data layer, and change the plan while the layer is in use.
 *
 * <pre>{@code
 * FaultPlan faults = FaultPlan.create();
 * DataLayer data = InMemoryDataLayer.builder(MODEL).around(faults::around).open();
 *
 * faults.next(Operation.COMMIT, Fault.ANSWER_LOST);
 * }</pre>
 *
 * <p>A rule is used up by the operation that it fails. All operations of all units of work of the layer are counted together,
 * in the order in which they happen.
 *
 * <p>A program meets the remaining conflict, a stale version, by a second unit of work that is faster, on every backend; so it
 * needs no fault.
 *
 * <p>Thread-safe. Of what happens at the same time on several threads, the order is not determined, and with it the operation
 * that a rule fails.
 */
public final class FaultPlan {

  /** What failed. */
  public record Raised(Operation operation, Fault fault) {}

  /** Fails the operation that brings the countdown to nought. */
  private static final class Rule {

    private final Set<Operation> operations;
    private final Fault fault;
    private long left;

    Rule(Set<Operation> operations, long nth, Fault fault) {
      this.operations = operations;
      this.left = nth;
      this.fault = fault;
    }

    boolean counts(Operation operation) {
      return operations.contains(operation);
    }
  }

  /** Fails each operation with a probability. */
  private record Chance(Random random, double probability, List<Fault> faults) {

    Optional<Fault> draw() {
      return random.nextDouble() < probability
          ? Optional.of(faults.get(random.nextInt(faults.size())))
          : Optional.empty();
    }
  }

  /** What a random fault must not meet: it would say nothing about the unit of work, which is lost already. */
  private static final Set<Operation> AFTERWARDS =
      EnumSet.of(Operation.ROLLBACK, Operation.RESOLVE);

  private final List<Rule> rules = new ArrayList<>();
  private final List<Raised> raised = new ArrayList<>();
  private Optional<Chance> chance = Optional.empty();
  private long operations;

  private FaultPlan() {}

  /** A plan under which nothing fails. */
  public static FaultPlan create() {
    return new FaultPlan();
  }

  /** Fails the next operation of a kind. */
  public FaultPlan next(Operation operation, Fault fault) {
    return nth(1, operation, fault);
  }

  /**
   * Fails the n-th operation of a kind, counted from now.
   *
   * @param nth 1 for the next
   * @throws IllegalArgumentException if it is less than 1
   */
  public FaultPlan nth(long nth, Operation operation, Fault fault) {
    return add(nth, EnumSet.of(operation), fault);
  }

  /**
   * Fails the n-th operation of any kind, counted from now. To try a program with a fault everywhere, raise {@code nth} until
   * {@link #raised} stays empty.
   *
   * @param nth 1 for the next
   * @throws IllegalArgumentException if it is less than 1
   */
  public FaultPlan nthOfAny(long nth, Fault fault) {
    return add(nth, EnumSet.allOf(Operation.class), fault);
  }

  private synchronized FaultPlan add(long nth, Set<Operation> operations, Fault fault) {
    if (nth < 1) {
      throw new IllegalArgumentException("Operations are counted from 1, not from " + nth + ".");
    }
    rules.add(new Rule(operations, nth, fault));
    return this;
  }

  /**
   * Fails operations at random from now on, except {@link Operation#ROLLBACK} and {@link Operation#RESOLVE}; replaces an
   * earlier call.
   *
   * @param seed the same one draws the same faults for the same operations in the same order
   * @param probability for each operation, from 0 to 1
   * @param faults one of them, each as likely; at least one
   * @throws IllegalArgumentException if the probability is none, or there are no faults
   */
  public synchronized FaultPlan atRandom(long seed, double probability, Fault... faults) {
    if (!(probability >= 0 && probability <= 1) || faults.length == 0) {
      throw new IllegalArgumentException("Random faults need a probability from 0 to 1 and at least"
          + " one fault [probability=" + probability + ", faults=" + faults.length + "].");
    }
    chance = Optional.of(new Chance(new Random(seed), probability, List.of(faults)));
    return this;
  }

  /** Forgets every rule, what was raised and how much was counted. */
  public synchronized void clear() {
    rules.clear();
    raised.clear();
    chance = Optional.empty();
    operations = 0;
  }

  /** What failed by this plan since it was created or cleared, in order. A copy. */
  public synchronized List<Raised> raised() {
    return List.copyOf(raised);
  }

  /** How many operations there were since the plan was created or cleared. */
  public synchronized long operations() {
    return operations;
  }

  /** A store that does what another one does, except where this plan says otherwise; closed together with it. */
  public Store around(Store store) {
    return new FaultyStore(this, store);
  }

  /** Counts an operation that is about to happen, and says how it has to fail, if it has to. */
  synchronized Optional<Fault> at(Operation operation) {
    operations++;
    Optional<Fault> fault = due(operation);
    if (fault.isEmpty() && !AFTERWARDS.contains(operation)) {
      fault = chance.flatMap(Chance::draw);
    }
    fault.ifPresent(what -> raised.add(new Raised(operation, what)));
    return fault;
  }

  /** All rules count; of those that are due together the oldest one wins, and the others are due at the next one. */
  private Optional<Fault> due(Operation operation) {
    Optional<Rule> due = Optional.empty();
    for (Rule rule : rules) {
      if (rule.counts(operation)) {
        rule.left--;
        if (rule.left <= 0 && due.isEmpty()) {
          due = Optional.of(rule);
        }
      }
    }
    due.ifPresent(rules::remove);
    return due.map(rule -> rule.fault);
  }
}
