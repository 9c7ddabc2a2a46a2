package org.bilayer.mybatis.migration;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An instance of an application in a process of its own: applies migrations and prints their versions. */
final class MigratingProcess {

  private MigratingProcess() {}

  public static void main(String[] arguments) throws SQLException {
    var source = new DriverSource(arguments[0]);
    try (var connection = DriverManager.getConnection(arguments[0])) {
      connection.getMetaData();
    }
    System.out.println("applied "
        + String.join(",", new StepFiles(Path.of(arguments[1])).migrations().apply(source)));
  }
}
