package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bilayer.DataLayer;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that somebody else has written, with values that the model would refuse. */
@ParameterizedClass
@EnumSource(Server.class)
final class ValuesOfOthersTest {

  private record Part(long id, String code, int stock, long version) {

    Part withStock(int newStock) {
      return new Part(id, code, newStock, version);
    }

    Part withCode(String newCode) {
      return new Part(id, newCode, stock, version);
    }
  }

  private static final Column<Part, Long> ID = Column.of("id", Codec.int64(), Part::id);
  private static final Column<Part, Integer> STOCK = Column.of("stock", Codec.int32(), Part::stock);
  private static final Column<Part, Long> VERSION =
      Column.of("version", Codec.int64(), Part::version);

  private static Mapping<Part, Long> partsWithCodesOf(int length) {
    Column<Part, String> code = Column.of("code", Codec.text(length), Part::code);
    return Mapping.of(Part.class, "part", ID)
        .with(code, STOCK)
        .version(VERSION)
        .construct(row -> new Part(row.get(ID), row.get(code), row.get(STOCK), row.get(VERSION)));
  }

  private static final Mapping<Part, Long> PARTS = partsWithCodesOf(5);
  private static final Mapping<Part, Long> PARTS_OF_OTHERS = partsWithCodesOf(40);

  private static final String TOO_LONG = "longer than five";

  @Parameter
  Server server;

  private TestDatabase database;
  private DataLayer others;
  private DataLayer data;

  @BeforeEach
  void open() {
    database = server.create();
    Model ofOthers = Model.of(PARTS_OF_OTHERS);
    MyBatisDataLayer.createTables(ofOthers, database.pool());
    others = MyBatisDataLayer.of(ofOthers, database.pool());
    others.run(work -> work.repository(PARTS_OF_OTHERS).add(new Part(1, TOO_LONG, 3, 0)));
    data = MyBatisDataLayer.of(Model.of(PARTS), database.pool());
  }

  @AfterEach
  void drop() {
    data.close();
    others.close();
    database.close();
  }

  private Part stored() {
    return others.execute(work -> work.repository(PARTS_OF_OTHERS).get(1L));
  }

  @Test
  void update_besideAValueThatWouldBeRefusedNow_isWritten() {
    data.run(work -> work.repository(PARTS).change(1L, part -> part.withStock(4)));
    assertThat(stored()).isEqualTo(new Part(1, TOO_LONG, 4, 2));
  }

  @Test
  void update_toAnotherValueThatIsRefused_isRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> data.run(work -> {
          work.repository(PARTS).change(1L, part -> part.withStock(4).withCode(TOO_LONG + "!"));
        }))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("code");
    assertThat(stored()).isEqualTo(new Part(1, TOO_LONG, 3, 1));
  }
}
