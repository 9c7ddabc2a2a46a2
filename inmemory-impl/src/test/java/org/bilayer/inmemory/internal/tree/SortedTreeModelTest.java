package org.bilayer.inmemory.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.bilayer.contracts.TestSeed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random edits and reads, compared with {@link TreeMap}.
 *
 * <p>One seed is that of the build, and new in the nightly one. A failure prints its seed; add it to {@link #seeds} to repeat it.
 */
final class SortedTreeModelTest {
  private static final int COMMITS = 300;
  private static final Comparator<Integer> ORDER = Comparator.naturalOrder();

  static LongStream seeds() {
    return LongStream.of(1, 2, 3, 4, 12046130792817L, TestSeed.next().value());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void edit_randomCommits_agreesWithModelAndKeepsOldTrees(long seed) {
    withSeed(seed, SortedTreeModelTest::commitAtRandom);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void remove_inRandomOrder_downToEmpty(long seed) {
    withSeed(seed, SortedTreeModelTest::removeAll);
  }

  private static void withSeed(long seed, Consumer<Random> test) {
    try {
      test.accept(new Random(seed));
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("Fails with random numbers [seed=" + seed + "].", failure);
    }
  }

  /** The natural order, with one prefix for so many keys. */
  private record Prefixed(int keysPerPrefix) implements PrefixOrder<Integer> {

    @Override
    public int compare(Integer left, Integer right) {
      return left.compareTo(right);
    }

    @Override
    public long prefix(Integer key) {
      return Math.floorDiv(key, keysPerPrefix);
    }

    @Override
    public boolean isExact() {
      return keysPerPrefix == 1;
    }

    Position<Integer> range(int from, int to) {
      return new Position<>() {
        @Override
        public int applyAsInt(Integer key) {
          return key < from ? -1 : key <= to ? 0 : 1;
        }

        @Override
        public int ofPrefix(long prefix) {
          return prefix < prefix(from) ? -1 : prefix > prefix(to) ? 1 : 0;
        }

        private long prefix(int key) {
          return Prefixed.this.prefix(key);
        }
      };
    }
  }

  private static void commitAtRandom(Random random) {
    var order = new Prefixed(new int[] {1, 7, 100, Integer.MAX_VALUE}[random.nextInt(4)]);
    SortedTree<Integer, Integer> tree = SortedTree.empty(order);
    NavigableMap<Integer, Integer> model = new TreeMap<>();
    List<Version> versions = new ArrayList<>();
    int keys = 10 << random.nextInt(13);

    for (int commit = 0; commit < COMMITS; commit++) {
      Workload workload = Workload.values()[random.nextInt(Workload.values().length)];
      TreeEdit<Integer, Integer> edit = tree.edit();
      int changes = random.nextInt(4) == 0 ? random.nextInt(2_000) : random.nextInt(5);
      for (int i = 0; i < changes; i++) {
        workload.change(edit, model, random, keys, order);
        if (random.nextInt(500) == 0) {
          versions.add(new Version(edit.tree(), new TreeMap<>(model)));
        }
      }
      assertThat(edit.size()).isEqualTo(model.size());
      tree = edit.tree();
      TreeInvariants.check(tree, order);
      checkReads(tree, model, random, keys, order);
      if (commit % 10 == 0) {
        versions.add(new Version(tree, new TreeMap<>(model)));
      }
    }

    versions.add(new Version(tree, model));
    for (Version version : versions) {
      version.check();
    }
  }

  private static void removeAll(Random random) {
    SortedTree<Integer, String> full = Trees.ofMultiples(1, 20_000);
    List<Integer> keys = Trees.keys(0, 20_000);
    Collections.shuffle(keys, random);

    TreeEdit<Integer, String> edit = full.edit();
    for (int i = 0; i < keys.size(); i++) {
      assertThat(edit.remove(keys.get(i))).isEqualTo("v" + keys.get(i));
      if (i % 1_000 == 0 || i > 19_900) {
        TreeInvariants.check(edit.tree(), ORDER);
      }
    }

    assertThat(edit.tree().isEmpty()).isTrue();
    assertThat(edit.tree().root().isLeaf()).isTrue();
    assertThat(Trees.keys(full.ascending())).isEqualTo(Trees.keys(0, 20_000));
  }

  private static void checkReads(
      SortedTree<Integer, Integer> tree,
      NavigableMap<Integer, Integer> model,
      Random random,
      int keys,
      Prefixed order) {
    int a = random.nextInt(keys + 2) - 1;
    int b = a + random.nextInt(keys / 4);
    boolean inclusive = random.nextBoolean();
    ToIntFunction<Integer> range = order.range(a, b);
    NavigableMap<Integer, Integer> inRange = model.subMap(a, true, b, true);

    assertThat(tree.size()).isEqualTo(model.size());
    assertThat(tree.get(a)).isEqualTo(model.get(a));
    assertThat(tree.contains(a)).isEqualTo(model.containsKey(a));
    assertThat(tree.first()).isEqualTo(model.firstEntry());
    assertThat(tree.last()).isEqualTo(model.lastEntry());
    assertThat(tree.rank(a)).isEqualTo(model.headMap(a).size());
    assertThat(tree.countIn(range)).isEqualTo(inRange.size());
    assertSame(tree.ascendingFrom(a, inclusive), model.tailMap(a, inclusive));
    assertSame(tree.descendingFrom(a, inclusive), model.headMap(a, inclusive).descendingMap());
    assertSame(tree.ascendingFrom(range), model.tailMap(a, true));
    assertSame(tree.descendingFrom(range), model.headMap(b, true).descendingMap());
    assertSame(tree.ascendingIn(range), inRange);
    assertSame(tree.descendingIn(range), inRange.descendingMap());
    if (!model.isEmpty()) {
      int index = random.nextInt(model.size());
      Integer key = tree.entryAt(index).getKey();
      assertThat(tree.rank(key)).isEqualTo(index);
      assertSame(tree.ascendingAt(index), model.tailMap(key, true));
    }
  }

  private static void assertSame(
      TreeCursor<Integer, Integer> actual, Map<Integer, Integer> expected) {
    for (Map.Entry<Integer, Integer> entry : expected.entrySet()) {
      if (!actual.next()
          || !actual.key().equals(entry.getKey())
          || !actual.value().equals(entry.getValue())) {
        throw new AssertionError("The cursor misses an entry [entry=" + entry + "].");
      }
    }
    assertThat(actual.next()).as("entry behind the last").isFalse();
    assertThat(actual.next()).as("entry behind the last").isFalse();
  }

  private enum Workload {
    MIXED {
      @Override
      int key(NavigableMap<Integer, Integer> model, Random random, int keys) {
        return random.nextInt(keys);
      }
    },
    GROWING_AT_THE_END {
      @Override
      int key(NavigableMap<Integer, Integer> model, Random random, int keys) {
        return model.isEmpty() ? 0 : Math.min(keys, model.lastKey() + 1);
      }
    },
    GROWING_AT_THE_START {
      @Override
      int key(NavigableMap<Integer, Integer> model, Random random, int keys) {
        return model.isEmpty() ? keys : Math.max(0, model.firstKey() - 1);
      }
    },
    SHRINKING {
      @Override
      int key(NavigableMap<Integer, Integer> model, Random random, int keys) {
        Integer key = model.ceilingKey(random.nextInt(keys));
        return key == null ? 0 : key;
      }

      @Override
      boolean removes(Random random) {
        return true;
      }
    };

    abstract int key(NavigableMap<Integer, Integer> model, Random random, int keys);

    boolean removes(Random random) {
      return random.nextInt(4) == 0;
    }

    void change(
        TreeEdit<Integer, Integer> edit,
        NavigableMap<Integer, Integer> model,
        Random random,
        int keys,
        Prefixed order) {
      int key = key(model, random, keys);
      Integer before = edit.get(key);
      assertThat(before).isEqualTo(model.get(key));
      if (removes(random)) {
        assertThat(edit.remove(key)).isEqualTo(model.remove(key));
      } else if (before != null && random.nextInt(3) == 0) {
        Integer value =
            1_000 + random.nextInt(Integer.MAX_VALUE - 1_000); // each an object of its own
        if (edit.replace(order.prefix(key), before, value)) {
          model.put(key, value);
        } else {
          // One key a prefix tells all keys of a leaf apart: what is left are bounds of branches.
          assertThat(order.isExact() && edit.tree().root().isLeaf()).isFalse();
        }
      } else {
        Integer value = 1_000 + random.nextInt(Integer.MAX_VALUE - 1_000);
        assertThat(edit.put(key, value)).isEqualTo(model.put(key, value));
      }
      assertThat(edit.get(key)).isEqualTo(model.get(key));
    }
  }

  private record Version(SortedTree<Integer, Integer> tree, Map<Integer, Integer> model) {
    void check() {
      TreeInvariants.check(tree, ORDER);
      assertThat(tree.size()).isEqualTo(model.size());
      assertSame(tree.ascending(), model);
    }
  }
}
