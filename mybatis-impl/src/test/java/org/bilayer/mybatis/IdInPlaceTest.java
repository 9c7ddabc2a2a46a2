package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bilayer.DataLayer;
import org.bilayer.failure.MisuseException;
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

/** Objects whose id is a field that can be set: a row keeps the key it has. */
@ParameterizedClass
@EnumSource(Server.class)
final class IdInPlaceTest {

  private static final class Crate {

    private long id;
    private String label;

    Crate(long id, String label) {
      this.id = id;
      this.label = label;
    }

    long id() {
      return id;
    }

    String label() {
      return label;
    }
  }

  private static final Column<Crate, Long> ID = Column.of("id", Codec.int64(), Crate::id);
  private static final Column<Crate, String> LABEL =
      Column.of("label", Codec.text(20), Crate::label);
  private static final Mapping<Crate, Long> CRATES = Mapping.of(Crate.class, "crate", ID)
      .with(LABEL)
      .construct(row -> new Crate(row.get(ID), row.get(LABEL)));

  @Parameter
  Server server;

  private TestDatabase database;
  private DataLayer data;

  @BeforeEach
  void open() {
    database = server.create();
    Model model = Model.of(CRATES);
    MyBatisDataLayer.createTables(model, database.pool());
    data = MyBatisDataLayer.of(model, database.pool());
    data.run(work -> work.repository(CRATES).add(new Crate(1, "apples")));
  }

  @AfterEach
  void drop() {
    data.close();
    database.close();
  }

  @Test
  void update_thenAnotherIdInPlace_isRefusedAndNothingIsStored() {
    assertThatThrownBy(() -> data.run(work -> {
          Crate crate = work.repository(CRATES).get(1L);
          crate.label = "pears";
          work.repository(CRATES).update(crate);
          crate.id = 77;
        }))
        .isInstanceOf(MisuseException.class)
        .hasMessageContaining("The id of an aggregate was changed in place [type=crate, id=1].");
    data.run(work -> {
      assertThat(work.repository(CRATES).get(1L).label()).isEqualTo("apples");
      assertThat(work.repository(CRATES).find(77L)).isEmpty();
    });
  }

  @Test
  void update_backToWhatIsStored_writesNothing() {
    data.run(work -> {
      Crate crate = work.repository(CRATES).get(1L);
      crate.label = "pears";
      work.repository(CRATES).update(crate);
      crate.label = "apples";
    });
    data.run(work -> {
      Crate crate = work.repository(CRATES).get(1L);
      assertThat(work.repository(CRATES).version(crate)).isEqualTo(1);
    });
  }
}
