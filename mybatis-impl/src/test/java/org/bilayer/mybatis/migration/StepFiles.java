package org.bilayer.mybatis.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Migration files in a directory of a test. */
record StepFiles(Path directory) {

  StepFiles with(String name, String sql) {
    try {
      Files.writeString(directory.resolve(name), sql);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  StepFiles without(String name) {
    try {
      Files.delete(directory.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FlywayMigrations migrations() {
    return FlywayMigrations.of("filesystem:" + directory);
  }
}
