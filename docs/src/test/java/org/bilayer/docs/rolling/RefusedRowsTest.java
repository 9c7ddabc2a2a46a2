package org.bilayer.docs.rolling;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.rolling.ModelSnapshot;
import org.bilayer.testkit.rolling.RollingDeployment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A release whose domain types take none of the rows that are made up for it. */
final class RefusedRowsTest {

  record Contact(int id, Address address) {}

  record Address(String text) {
    Address {
      if (!text.contains("@")) {
        throw new IllegalArgumentException("An address has the sign @.");
      }
    }
  }

  private static final Column<Contact, Integer> ID = Column.of("id", Codec.int32(), Contact::id);
  private static final Column<Contact, Address> ADDRESS =
      Column.of("address", Codec.text(60).as(Address::new, Address::text), Contact::address);
  private static final Model CONTACTS = Model.of(Mapping.of(Contact.class, "contact", ID)
      .with(ADDRESS)
      .construct(row -> new Contact(row.get(ID), row.get(ADDRESS))));

  static Stream<TestDatabase> databases() {
    return Stream.of(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void verify_ofAReleaseThatRefusesEveryRow_saysThatNothingWouldBeTried(TestDatabase database) {
    RollingDeployment deployment =
        RollingDeployment.from(ModelSnapshot.of(CONTACTS)).to(CONTACTS).on(database);

    assertThatThrownBy(deployment::verify)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The new release refuses every row that was made up for contact,")
        .hasMessageContaining("so nothing would be tried there. The first refusal: ")
        .hasMessageContaining("leave the mapping out of both models.");
  }
}
