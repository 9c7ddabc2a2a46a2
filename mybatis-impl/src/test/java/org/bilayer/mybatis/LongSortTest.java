package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders by several long columns: MariaDB has to be given room to sort. */
@ParameterizedClass
@EnumSource(Server.class)
final class LongSortTest {

  private static final int LENGTH = 10_000;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Leaf(int id, String one, String two, String three, byte[] four) {}

  private static final Column<Leaf, Integer> ID = Column.of("id", Codec.int32(), Leaf::id);
  private static final Column<Leaf, String> ONE = Column.of("one", Codec.text(LENGTH), Leaf::one);
  private static final Column<Leaf, String> TWO = Column.of("two", Codec.text(LENGTH), Leaf::two);
  private static final Column<Leaf, String> THREE =
      Column.of("three", Codec.text(LENGTH), Leaf::three);
  private static final Column<Leaf, byte[]> FOUR =
      Column.of("four", Codec.bytes(65_000), Leaf::four);
  private static final Mapping<Leaf, Integer> LEAVES = Mapping.of(Leaf.class, "leaf", ID)
      .with(ONE, TWO, THREE, FOUR)
      .construct(
          row -> new Leaf(row.get(ID), row.get(ONE), row.get(TWO), row.get(THREE), row.get(FOUR)));

  private static final AggregateFunction<Leaf, Long> COUNT = AggregateFunction.count();

  @Parameter
  Server server;

  @Test
  void find_byFourLongColumns_isSortedAndGrouped() {
    String same = "\uD83D\uDE00".repeat(LENGTH - 1);
    try (TestDatabase database = server.create();
        DataLayer data = database.layer(Model.of(LEAVES))) {
      data.run(work -> {
        for (int id = 0; id < 40; id++) {
          char last = (char) ('z' - id % 10);
          work.repository(LEAVES)
              .add(new Leaf(id, same, same, same + last, new byte[] {(byte) (id / 10)}));
        }
      });
      Query<Leaf> sorted = Query.orderedBy(ONE.asc(), TWO.desc(), THREE.asc(), FOUR.desc());
      List<Integer> ids = data.execute(
          work -> work.repository(LEAVES).find(sorted).stream().map(Leaf::id).toList());
      assertThat(ids).hasSize(40).startsWith(39, 29, 19, 9, 38).endsWith(30, 20, 10, 0);
      List<Integer> streamed = data.execute(work ->
          work.repository(LEAVES).stream(sorted, leaves -> leaves.map(Leaf::id).toList()));
      assertThat(streamed).isEqualTo(ids);
      Projection<Leaf, Long> counts = Projection.of(row -> row.get(COUNT), ONE, TWO, THREE, COUNT);
      List<Long> counted =
          data.execute(work -> work.repository(LEAVES).select(Specification.all(), counts));
      assertThat(counted).hasSize(10).containsOnly(4L);
    }
  }
}
