package org.example.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.bilayer.contracts.Contract;
import org.junit.jupiter.api.Test;

class ContractsJarTest {

  @Test
  void jar_hasItsLicenseAndNotice() throws IOException, URISyntaxException {
    var location = Contract.class.getProtectionDomain().getCodeSource().getLocation();
    try (var jar = new JarFile(Path.of(location.toURI()).toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("META-INF/LICENSE", "META-INF/NOTICE");
    }
  }
}
