package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.bilayer.testkit.database.DatabaseSettings.Setting;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  @Test
  void find_propertyAndVariable_takesTheProperty() {
    DatabaseSettings settings =
        settings(Map.of("bilayer.mariadb.url", "one"), Map.of("BILAYER_MARIADB_URL", "two"));
    assertThat(settings.find("bilayer.mariadb.url"))
        .contains(new Setting("one", "system property bilayer.mariadb.url"));
  }

  @Test
  void find_blankPropertyAndVariable_takesTheVariable() {
    DatabaseSettings settings =
        settings(Map.of("bilayer.mariadb.url", " "), Map.of("BILAYER_MARIADB_URL", " two "));
    assertThat(settings.find("bilayer.mariadb.url"))
        .contains(new Setting("two", "environment variable BILAYER_MARIADB_URL"));
  }

  @Test
  void find_nothingSet_isEmpty() {
    assertThat(settings(Map.of(), Map.of()).find("bilayer.mariadb.url")).isEmpty();
  }

  @Test
  void requirementOf_list_holdsForItsNamesOnly() {
    DatabaseSettings settings =
        settings(Map.of(DatabaseSettings.REQUIRED, "h2, PostgreSQL,"), Map.of());
    assertThat(settings.requirementOf(DatabaseProduct.H2)).isPresent();
    assertThat(settings.requirementOf(DatabaseProduct.POSTGRESQL)).isPresent();
    assertThat(settings.requirementOf(DatabaseProduct.MARIADB)).isEmpty();
  }

  @Test
  void requirementOf_unknownName_isRefusedForEveryProduct() {
    DatabaseSettings settings =
        settings(Map.of(), Map.of("BILAYER_DATABASES_REQUIRED", "h2,postgres"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.requirementOf(DatabaseProduct.H2))
        .withMessage("Cannot read the list of required databases: unknown name [name=postgres,"
            + " setting=environment variable BILAYER_DATABASES_REQUIRED, value=h2,postgres,"
            + " known=[h2, postgresql, mariadb]]. Correct the name.");
  }

  private static DatabaseSettings settings(
      Map<String, String> properties, Map<String, String> variables) {
    return new DatabaseSettings(properties::get, variables::get);
  }
}
