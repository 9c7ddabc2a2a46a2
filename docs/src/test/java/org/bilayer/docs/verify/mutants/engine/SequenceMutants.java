package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.model.IdSequence;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Sequence;
import org.bilayer.store.Store;

/** Numbers of sequences. */
final class SequenceMutants extends Mutations {

  private static final String NEVER_AGAIN =
      "is known at once, is never returned again, and is not given back by a rollback";

  @Override
  void plant() {
    add(
        "S1",
        UnitOfWork.class,
        NEVER_AGAIN,
        "a rollback gives numbers back",
        Plan.unit("nextValue", call -> {
          List<Object> back = call.layerNote("back " + key(call), ArrayList::new);
          Object number = back.isEmpty() ? call.proceed() : back.remove(0);
          call.unit().onRollback(() -> back.add(number));
          return number;
        }),
        lab -> {
          DataLayer data = lab.data();
          assertDifferent(taken(data, 3, false), taken(data, 3, true));
        });
    add(
        "S2",
        UnitOfWork.class,
        NEVER_AGAIN,
        "an undone attempt gives numbers back",
        Plan.attempts(call -> {
              List<Object> part = call.note("part", ArrayList::new);
              part.clear();
              try {
                return call.proceed();
              } catch (RuntimeException e) {
                call.note("back", ArrayList<Object>::new).addAll(part);
                throw e;
              }
            })
            .andUnit("nextValue", call -> {
              List<Object> back = call.note("back", ArrayList::new);
              Object number = back.isEmpty() ? call.proceed() : back.remove(0);
              call.note("part", ArrayList<Object>::new).add(number);
              return number;
            }),
        lab -> lab.data().run(work -> {
          var numbers = new ArrayList<Long>();
          try {
            work.attempt(inner -> {
              numbers.add(inner.nextValue(Depot.NUMBERS));
              throw new AttemptMutants.Refused();
            });
          } catch (AttemptMutants.Refused e) {
            numbers.add(work.nextValue(Depot.NUMBERS));
          }
          assertThat(numbers).hasSize(2).doesNotHaveDuplicates();
        }));
    add(
        "S3",
        IdSequence.class,
        "The library takes numbers in blocks, with one round trip for each block. The numbers "
            + "grow but have gaps",
        "a block begins with the last number of the block before",
        Plan.opening((store, options) -> new DelegatingSession(store.open(options)) {
          @Override
          public long nextBlock(Sequence sequence) {
            long first = super.nextBlock(sequence);
            return first / sequence.blockSize() % 2 == 1 ? first - 1 : first;
          }
        }),
        lab -> assertThat(taken(lab.data(), 200, true)).doesNotHaveDuplicates());
    add(
        "S4",
        IdSequence.class,
        "because a rollback and the end of the process lose",
        "the first block of a unit is that of the unit before, if that was rolled back",
        Plan.unit("nextValue", call -> {
          Map<Object, Long> blocks = call.layerNote("blocks", HashMap::new);
          Long number = (Long) call.proceed();
          Long reused = blocks.remove(key(call));
          call.unit().onRollback(() -> blocks.put(key(call), number));
          return reused == null ? number : reused;
        }),
        lab -> {
          DataLayer data = lab.data();
          assertDifferent(taken(data, 2, false), taken(data, 2, true));
        });
    add(
        "S5",
        IdSequence.class,
        "The library takes numbers in blocks, with one round trip for each block. The numbers "
            + "grow but have gaps",
        "two numbers of a unit come in the opposite order",
        Plan.unit("nextValue", call -> {
          List<Object> next = call.layerNote("next " + key(call), ArrayList::new);
          if (next.isEmpty()) {
            Object first = call.proceed();
            next.add(first);
            return call.proceed();
          }
          return next.remove(0);
        }),
        lab -> assertThat(taken(lab.data(), 4, true)).isSorted());
    Map<Store, Deque<Long>> back = Collections.synchronizedMap(new WeakHashMap<>());
    add(
        "S6",
        UnitOfWork.class,
        NEVER_AGAIN,
        "a rollback gives a block back whose numbers are still handed out",
        Plan.opening((store, options) -> new DelegatingSession(store.open(options)) {
          private final Deque<Long> free =
              back.computeIfAbsent(store, key -> new ConcurrentLinkedDeque<>());
          private final List<Long> taken = new ArrayList<>();

          @Override
          public long nextBlock(Sequence sequence) {
            Long first = free.poll();
            taken.add(first == null ? super.nextBlock(sequence) : first);
            return taken.get(taken.size() - 1);
          }

          @Override
          public void rollback() {
            free.addAll(taken);
            super.rollback();
          }
        }),
        lab -> {
          DataLayer data = lab.data();
          assertDifferent(taken(data, 1, false), taken(data, 12, true));
        });
  }

  private static Object key(Call call) {
    return ModelInternals.sequence(call.<IdSequence>argument(0)).name();
  }

  private static List<Long> taken(DataLayer data, int count, boolean committed) {
    var numbers = new ArrayList<Long>();
    try (UnitOfWork work = data.begin()) {
      for (int i = 0; i < count; i++) {
        numbers.add(work.nextValue(Depot.NUMBERS));
      }
      if (committed) {
        work.commit();
      } else {
        work.rollback();
      }
    }
    return numbers;
  }

  private static void assertDifferent(List<Long> some, List<Long> others) {
    Set<Long> all = new HashSet<>(some);
    all.addAll(others);
    assertThat(all).hasSize(some.size() + others.size());
  }
}
