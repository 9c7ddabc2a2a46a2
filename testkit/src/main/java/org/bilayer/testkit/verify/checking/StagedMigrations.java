package org.bilayer.testkit.verify.checking;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.bilayer.migration.Migrations;

/** Applies migrations up to a version, puts a row into each table, and applies the rest. For one thread. */
final class StagedMigrations implements Migrations {

  private final Migrations migrations;
  private final List<String> start;
  private int rows;

  StagedMigrations(Migrations migrations, List<String> start) {
    this.migrations = migrations;
    this.start = start;
  }

  /** How many rows were there when the later steps ran. */
  int rows() {
    return rows;
  }

  @Override
  public List<String> versions(DataSource database) {
    return migrations.versions(database);
  }

  @Override
  public List<String> apply(DataSource database) {
    var applied = new ArrayList<String>();
    for (String version : start) {
      applied.addAll(migrations.applyTo(database, version));
      rows += AnyRows.fill(database, ownTables());
    }
    applied.addAll(migrations.apply(database));
    return List.copyOf(applied);
  }

  @Override
  public List<String> applyTo(DataSource database, String version) {
    return migrations.applyTo(database, version);
  }

  @Override
  public Set<String> ownTables() {
    return migrations.ownTables();
  }
}
