package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/**
 * What memory varies on purpose where SQL promises nothing, so that a test that depends on it fails in memory already. A seed
 * decides, which repeats a failure. For backends that are made for tests, not for databases.
 */
public abstract class VariationContract extends Contract {

  /**
   * An item of a group.
   *
   * @param number unique
   */
  private record Item(int id, int group, int number) {

    Item(int id, int number) {
      this(id, number % 10, number);
    }
  }

  private static final Column<Item, Integer> ID = Column.of("id", Codec.int32(), Item::id);
  private static final Column<Item, Integer> GROUP = Column.of("group", Codec.int32(), Item::group);
  private static final Column<Item, Integer> NUMBER =
      Column.of("number", Codec.int32(), Item::number);
  private static final Mapping<Item, Integer> ITEMS = Mapping.of(Item.class, "item", ID)
      .with(GROUP, NUMBER)
      .unique("item_number_key", NUMBER)
      .construct(row -> new Item(row.get(ID), row.get(GROUP), row.get(NUMBER)));
  private static final IdSequence NUMBERS = IdSequence.of("numbers", 3);
  private static final Model MODEL = Model.of(ITEMS).withSequences(NUMBERS);

  private static final AggregateFunction<Item, Long> ROWS = AggregateFunction.count();
  private static final Projection<Item, Integer> GROUPS =
      Projection.of(tuple -> tuple.get(GROUP), GROUP, ROWS);

  private static final int ITEMS_STORED = 20;

  @Override
  protected final Model model() {
    return MODEL;
  }

  /** The answers of a fresh layer to three questions that leave the order open, asked four times each. */
  private List<List<Integer>> answers(long seed) {
    try (DataLayer layer = backend().open(MODEL, LayerOptions.defaults(), seed)) {
      layer.run(work -> IntStream.range(0, ITEMS_STORED)
          .forEach(id -> work.repository(ITEMS).add(new Item(id, id))));
      var answers = new ArrayList<List<Integer>>();
      for (int i = 0; i < 4; i++) {
        layer.run(work -> {
          Repository<Item, Integer> items = work.repository(ITEMS);
          answers.add(ids(items.find(Query.all())));
          answers.add(ids(items.find(Query.<Item>all().limit(5))));
          answers.add(items.select(Specification.all(), GROUPS));
        });
      }
      return answers;
    }
  }

  private static List<Integer> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }

  @Test
  @CatalogueEntry("9.1")
  void find_withoutAnOrder_variesFromSeedToSeed() {
    assertThat(answers(1)).isNotEqualTo(answers(2));
  }

  @Test
  @CatalogueEntry("9.1")
  void find_withoutAnOrder_isTheSameForTheSameSeed() {
    long seed = random().nextLong();

    assertThat(answers(seed)).isEqualTo(answers(seed));
  }

  @Test
  @CatalogueEntry("9.1")
  void find_withoutAnOrderAgain_comesInAnotherOrder() {
    List<List<Integer>> answers = answers(1);

    assertThat(new HashSet<>(List.of(answers.get(0), answers.get(3), answers.get(6))))
        .as("orders of all rows")
        .hasSizeGreaterThan(1);
    assertThat(new HashSet<>(List.of(answers.get(2), answers.get(5), answers.get(8))))
        .as("orders of groups")
        .hasSizeGreaterThan(1);
  }

  @Test
  @CatalogueEntry("9.2")
  void find_limitedWithoutAnOrder_takesOtherRowsFromSeedToSeed() {
    var taken =
        LongStream.range(0, 5).mapToObj(seed -> new HashSet<>(answers(seed).get(1)));

    assertThat(taken.distinct().count()).isGreaterThan(1);
  }

  @Test
  @CatalogueEntry("7.1")
  void next_ofASequence_leavesGaps() {
    var numbers = new ArrayList<Long>();
    data().run(work -> {
      for (int i = 0; i < 90; i++) {
        numbers.add(work.nextValue(NUMBERS));
      }
    });

    assertThat(numbers).isSorted().doesNotHaveDuplicates();
    assertThat(numbers.get(89) - numbers.get(0)).as("a gap somewhere").isGreaterThan(89);
  }
}
