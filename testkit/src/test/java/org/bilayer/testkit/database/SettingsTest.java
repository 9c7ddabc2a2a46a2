package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.bilayer.testkit.database.Settings.Setting;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  @Test
  void find_propertyAndVariable_takesTheProperty() {
    Settings settings =
        settings(Map.of("bilayer.mariadb.url", "one"), Map.of("BILAYER_MARIADB_URL", "two"));
    assertThat(settings.find("bilayer.mariadb.url"))
        .contains(new Setting("one", "system property bilayer.mariadb.url"));
  }

  @Test
  void find_blankPropertyAndVariable_takesTheVariable() {
    Settings settings =
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
    Settings settings = settings(Map.of(Settings.REQUIRED, "h2, PostgreSQL,"), Map.of());
    assertThat(settings.requirementOf(Product.H2)).isPresent();
    assertThat(settings.requirementOf(Product.POSTGRESQL)).isPresent();
    assertThat(settings.requirementOf(Product.MARIADB)).isEmpty();
  }

  @Test
  void requirementOf_unknownName_isRefusedForEveryProduct() {
    Settings settings = settings(Map.of(), Map.of("BILAYER_DATABASES_REQUIRED", "h2,postgres"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.requirementOf(Product.H2))
        .withMessage("Cannot read the list of required databases: unknown name [name=postgres,"
            + " setting=environment variable BILAYER_DATABASES_REQUIRED, value=h2,postgres,"
            + " known=[h2, postgresql, mariadb]]. Correct the name.");
  }

  private static Settings settings(Map<String, String> properties, Map<String, String> variables) {
    return new Settings(properties::get, variables::get);
  }
}
