package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Mappings that are wrong in themselves: both backends agree about them, and still an application loses data. */
final class MixedUpTest {

  private record Person(int id, String firstName, String lastName) {}

  private static final Column<Person, Integer> ID = Column.of("id", Codec.int32(), Person::id);
  private static final Column<Person, String> FIRST_NAME =
      Column.of("first_name", Codec.text(20), Person::firstName);
  private static final Column<Person, String> LAST_NAME =
      Column.of("last_name", Codec.text(20), Person::lastName);
  private static final Column<Person, String> WRONG_FIRST_NAME =
      Column.of("first_name", Codec.text(20), Person::lastName);
  private static final Column<Person, String> WRONG_LAST_NAME =
      Column.of("last_name", Codec.text(20), Person::firstName);

  /** Its constructing function mixes two members up. */
  static final class MixedUpConstructor extends ModelVerification {
    @Override
    protected Verification verification() {
      return Verification.of(Model.of(Mapping.of(Person.class, "person", ID)
              .with(FIRST_NAME, LAST_NAME)
              .construct(row -> new Person(row.get(ID), row.get(LAST_NAME), row.get(FIRST_NAME)))))
          .operations(50, 50)
          .on(Databases.h2());
    }
  }

  /** Two of its columns have each other's getter, and so has the constructing function. */
  static final class MixedUpGetters extends ModelVerification {
    @Override
    protected Verification verification() {
      return Verification.of(Model.of(Mapping.of(Person.class, "person", ID)
              .with(WRONG_FIRST_NAME, WRONG_LAST_NAME)
              .construct(row ->
                  new Person(row.get(ID), row.get(WRONG_LAST_NAME), row.get(WRONG_FIRST_NAME)))))
          .operations(50, 50)
          .on(Databases.h2());
    }
  }

  @Test
  void mappings_constructorMixesTwoMembersUp_isFound() {
    List<String> failures = failures(MixedUpConstructor.class);

    assertThat(failures)
        .anySatisfy(failure -> assertThat(failure)
            .contains("What is stored is not what is read back")
            .contains("person: stored as row(\"id\", ")
            .contains("Has the constructing function mixed up two members?"));
  }

  @Test
  void mappings_columnsWithEachOthersGetter_areReported() {
    List<String> failures = failures(MixedUpGetters.class);

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .contains("the column first_name always has the value of the component last_name")
        .contains("the column last_name always has the value of the component first_name");
  }

  private static List<String> failures(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(DiscoverySelectors.selectClass(test))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .flatMap(
            event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
        .map(failure -> String.valueOf(failure.getMessage()))
        .toList();
  }
}
