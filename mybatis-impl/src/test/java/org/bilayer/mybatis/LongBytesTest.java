package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as long as their column, in a schema that has nothing longer: MariaDB sorts by as many bytes as it is told. */
@ParameterizedClass
@EnumSource(Server.class)
final class LongBytesTest {

  private static final int LENGTH = 1024;

  private record Stamp(long id, byte first, byte last) {

    byte[] value() {
      var value = new byte[LENGTH];
      Arrays.fill(value, (byte) 'a');
      value[LENGTH - 2] = first;
      value[LENGTH - 1] = last;
      return value;
    }

    static Stamp of(long id, byte[] value) {
      return new Stamp(id, value[LENGTH - 2], value[LENGTH - 1]);
    }
  }

  private static final Column<Stamp, Long> ID = Column.of("id", Codec.int64(), Stamp::id);
  private static final Column<Stamp, byte[]> VALUE =
      Column.of("value", Codec.bytes(LENGTH), Stamp::value);
  private static final Mapping<Stamp, Long> STAMPS = Mapping.of(Stamp.class, "stamp", ID)
      .with(VALUE)
      .construct(row -> Stamp.of(row.get(ID), row.get(VALUE)));

  @Parameter
  Server server;

  private TestDatabase database;
  private DataLayer data;

  @BeforeEach
  void open() {
    database = server.create();
    data = database.layer(Model.of(STAMPS));
    data.run(work -> {
      Repository<Stamp, Long> stamps = work.repository(STAMPS);
      stamps.add(new Stamp(1, (byte) 'a', (byte) 'z'));
      stamps.add(new Stamp(2, (byte) 'a', (byte) 'b'));
      stamps.add(new Stamp(3, (byte) 'z', (byte) 'z'));
      stamps.add(new Stamp(4, (byte) 'b', (byte) 'b'));
    });
  }

  @AfterEach
  void drop() {
    data.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void page_ofBytesThatDifferAtTheirEnd_isInOrderAndLosesNone(int size) {
    Query<Stamp> byValue = Query.<Stamp>all().orderBy(VALUE.asc());
    var ids = new ArrayList<Long>();
    data.run(work -> {
      Optional<Page<Stamp>> page = Optional.of(work.repository(STAMPS).page(byValue, size));
      while (page.isPresent()) {
        page.get().items().forEach(stamp -> ids.add(stamp.id()));
        page = page.get().next().map(next -> work.repository(STAMPS).page(byValue, size, next));
      }
    });
    assertThat(ids).containsExactly(2L, 1L, 4L, 3L);
  }
}
