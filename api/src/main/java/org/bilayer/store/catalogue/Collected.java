package org.bilayer.store.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueDifference.Severity;

/** Collects the differences of one table. */
final class Collected {

  private final String table;
  private final List<CatalogueDifference> differences = new ArrayList<>();

  Collected(String table) {
    this.table = table;
  }

  void required(
      Kind kind,
      Direction direction,
      String object,
      String expected,
      String found,
      String consequence) {
    add(kind, direction, Severity.REQUIRED, object, expected, found, consequence);
  }

  void note(
      Kind kind,
      Direction direction,
      String object,
      String expected,
      String found,
      String consequence) {
    add(kind, direction, Severity.NOTE, object, expected, found, consequence);
  }

  /** Something that is as expected but for its name. */
  void name(String found, String expected) {
    note(
        Kind.NAME,
        Direction.DIFFERENT,
        found,
        expected,
        found,
        "messages of the database name it otherwise");
  }

  void add(
      Kind kind,
      Direction direction,
      Severity severity,
      String object,
      String expected,
      String found,
      String consequence) {
    differences.add(new CatalogueDifference(
        kind, direction, severity, table, object, expected, found, consequence));
  }

  List<CatalogueDifference> differences() {
    return differences;
  }
}
