package org.example.shop;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.bilayer.DataLayer;
import org.bilayer.inmemory.InMemoryDataLayer;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.testkit.verify.ModelVerification;
import org.junit.jupiter.api.Test;

/** The contents of the jars, and the libraries that they bring. */
class JarsTest {

  @Test
  void everyJar_hasItsLicenseAndNotice() throws IOException, URISyntaxException {
    for (Class<?> type :
        List.of(
            DataLayer.class,
            InMemoryDataLayer.class,
            MyBatisDataLayer.class,
            ModelVerification.class)) {
      var location = type.getProtectionDomain().getCodeSource().getLocation();
      try (var jar = new JarFile(Path.of(location.toURI()).toFile())) {
        for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
          assertNotNull(jar.getEntry(name), name + " of " + jar.getName());
        }
      }
    }
  }

  @Test
  void testkit_bringsNoAssertJ() {
    assertThrows(
        ClassNotFoundException.class, () -> Class.forName("org.assertj.core.api.Assertions"));
  }
}
