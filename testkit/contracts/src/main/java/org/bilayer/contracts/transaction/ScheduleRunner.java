package org.bilayer.contracts.transaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.failure.DataException;
import org.bilayer.testkit.backend.WaitingSessions;
import org.jspecify.annotations.Nullable;

/**
 * Runs schedules on a data layer, step by step, with one thread per unit where units may wait. One thread at a time; close it to end the
 * threads.
 */
public final class ScheduleRunner implements AutoCloseable {
  /*
   * A step is handed to its unit's thread, and the next one follows when it is over or known to wait for a lock. That it
   * waits is asked of the database, which knows, and not concluded from the time it takes. The next step of a unit that
   * waits comes later than its order says, as soon as the unit goes on; that is why an order is a wish, and what really
   * happened is told by the times of the outcome.
   */
  private static final long PATIENCE_SECONDS = 60;

  private final DataLayer data;
  private final @Nullable WaitingSessions waits;
  private final List<ExecutorService> threads = new ArrayList<>();

  /** A permit for each step that has ended. */
  private final Semaphore ended = new Semaphore(0);

  /**
   * A runner for schedules on a layer.
   *
   * @param waits tells which sessions of the layer wait; null if they never do, as in memory: all steps then run on the
   *     calling thread
   */
  public ScheduleRunner(DataLayer data, @Nullable WaitingSessions waits) {
    this.data = data;
    this.waits = waits;
  }

  /** A step on its thread; there is a permit when it is over. */
  private final class Task extends FutureTask<UnitOutcome.Result> {

    Task(Callable<UnitOutcome.Result> step) {
      super(step);
    }

    @Override
    protected void done() {
      ended.release();
    }
  }

  /** A step that was handed to its thread. */
  private static final class Running {
    final int place;
    final Schedule.Placed placed;
    final Future<UnitOutcome.Result> future;
    boolean waited;

    Running(int place, Schedule.Placed placed, Future<UnitOutcome.Result> future) {
      this.place = place;
      this.placed = placed;
      this.future = future;
    }
  }

  /**
   * Runs a schedule. Units begin with their first step, and are rolled back at the end if they are not over.
   *
   * @param options of each unit
   * @param order the names of all steps, with blanks between them
   * @return what came of it
   * @throws IllegalStateException if units wait for each other and nobody ends it
   */
  public UnitOutcome run(Schedule schedule, UnitOptions options, String order) {
    Deque<Integer> left = new ArrayDeque<>();
    List<Schedule.Placed> steps = schedule.placed(order);
    for (int i = 0; i < steps.size(); i++) {
      left.add(i);
    }
    while (threads.size() < schedule.units().size()) {
      threads.add(Executors.newSingleThreadExecutor());
    }
    var units = new @Nullable UnitOfWork[schedule.units().size()];
    var failed = new boolean[units.length];
    var results = new UnitOutcome.Result[steps.size()];
    var running = new ArrayList<Running>();
    ended.drainPermits();
    try {
      while (!left.isEmpty() || !running.isEmpty()) {
        Integer next = next(left, steps, running);
        if (next == null) {
          awaitEnd();
        } else if (failed[steps.get(next).unit()]) {
          results[next] = skipped(steps.get(next));
        } else {
          Schedule.Placed placed = steps.get(next);
          var task = new Task(() -> make(placed, options, units));
          running.add(new Running(next, placed, task));
          if (waits == null) {
            task.run();
          } else {
            threads.get(placed.unit()).execute(task);
          }
        }
        awaitEndOrWait(running, results, failed);
      }
    } finally {
      for (int i = 0; i < units.length; i++) {
        UnitOfWork unit = units[i];
        if (unit != null) {
          close(threads.get(i), unit);
        }
      }
    }
    return new UnitOutcome(schedule, List.of(results));
  }

  private static @Nullable Integer next(
      Deque<Integer> left, List<Schedule.Placed> steps, List<Running> running) {
    for (Iterator<Integer> places = left.iterator(); places.hasNext(); ) {
      Integer place = places.next();
      int unit = steps.get(place).unit();
      if (running.stream().noneMatch(other -> other.placed.unit() == unit)) {
        places.remove();
        return place;
      }
    }
    return null;
  }

  private static UnitOutcome.Result skipped(Schedule.Placed placed) {
    return new UnitOutcome.Result(placed.unit(), placed.step(), null, null, false, true, 0, 0);
  }

  /* On the unit's own thread. */
  private UnitOutcome.Result make(
      Schedule.Placed placed, UnitOptions options, @Nullable UnitOfWork[] units) {
    long start = System.nanoTime();
    @Nullable Object value = null;
    @Nullable DataException failure = null;
    try {
      UnitOfWork unit = units[placed.unit()];
      if (unit == null) {
        unit = data.begin(options);
        units[placed.unit()] = unit;
      }
      value = placed.step().call().apply(unit);
    } catch (DataException e) {
      failure = e;
    }
    return new UnitOutcome.Result(
        placed.unit(), placed.step(), value, failure, false, false, start, System.nanoTime());
  }

  /* Until each running step is over, or known to wait. */
  private void awaitEndOrWait(
      List<Running> running, UnitOutcome.Result[] results, boolean[] failed) {
    long patienceEnd = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!running.isEmpty()) {
      boolean anyEnded = false;
      for (Iterator<Running> each = running.iterator(); each.hasNext(); ) {
        Running step = each.next();
        if (step.future.isDone()) {
          each.remove();
          UnitOutcome.Result result = withWait(get(step.future), step.waited);
          results[step.place] = result;
          failed[result.unit()] |= result.failure() != null;
          anyEnded = true;
        }
      }
      if (anyEnded) {
        continue;
      }
      if (waits != null) {
        int waiting = waits.waitingSessions();
        if (waiting >= running.size()) {
          running.forEach(step -> step.waited = true);
          return;
        }
        if (System.nanoTime() > patienceEnd) {
          throw new IllegalStateException("A step neither ends nor waits for a lock [steps="
              + running.stream().map(step -> step.placed.step().name()).toList() + "].");
        }
        pause();
      }
    }
  }

  private static UnitOutcome.Result withWait(UnitOutcome.Result result, boolean waited) {
    return new UnitOutcome.Result(
        result.unit(),
        result.step(),
        result.value(),
        result.failure(),
        waited,
        result.skipped(),
        result.startNanos(),
        result.endNanos());
  }

  /* Until some step has ended since the last time. */
  private void awaitEnd() {
    try {
      if (!ended.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The units wait for each other, and nobody ends it.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The schedule was interrupted.", e);
    }
  }

  /* Between two questions who waits; over at once if a step ends. */
  private void pause() {
    try {
      if (ended.tryAcquire(1, TimeUnit.MILLISECONDS)) {
        ended.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The schedule was interrupted.", e);
    }
  }

  private void close(ExecutorService thread, UnitOfWork unit) {
    if (waits == null) {
      unit.close();
    } else {
      get(thread.submit(unit::close));
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The schedule was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A step failed as no step may.", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
  }
}
