package org.bilayer.testkit.verify.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.bilayer.model.Model;

/** The version of the library that is verified with, as Maven wrote it into its archive. */
final class LibraryVersion {

  private static final String FILE = "/META-INF/maven/org.bilayer/bilayer-api/pom.properties";

  private LibraryVersion() {}

  /** Such as {@code 1.2.0}; "not packed" where there is no archive. */
  static String get() {
    try (InputStream file = Model.class.getResourceAsStream(FILE)) {
      if (file == null) {
        return "not packed";
      }
      var properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
