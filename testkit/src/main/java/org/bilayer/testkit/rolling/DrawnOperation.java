package org.bilayer.testkit.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bilayer.testkit.rolling.RollingMatrix.Code;
import org.bilayer.testkit.verify.drawing.Seed;

/**
 * An operation of one release.
 *
 * @param number of the operation in the series that was drawn; makes the values
 * @param table chooses a table
 * @param row chooses a row and an edge
 */
record DrawnOperation(int number, Code code, Kind kind, int table, int row) {

  /** What the release does. */
  enum Kind {
    INSERT,
    UPDATE,
    DELETE,
    /** The other release changes the row between the read and the update of this one. */
    LATE_UPDATE
  }

  private static final Kind[] KINDS = {
    Kind.INSERT, Kind.INSERT, Kind.UPDATE, Kind.UPDATE, Kind.UPDATE, Kind.DELETE, Kind.LATE_UPDATE
  };

  static List<DrawnOperation> draw(Seed seed, int count) {
    var random = new Random(seed.of(0));
    var all = new ArrayList<DrawnOperation>();
    for (int i = 0; i < count; i++) {
      all.add(new DrawnOperation(
          i,
          random.nextBoolean() ? Code.OLD : Code.NEW,
          KINDS[random.nextInt(KINDS.length)],
          random.nextInt(1_000),
          random.nextInt(1_000)));
    }
    return all;
  }

  @Override
  public String toString() {
    return code.name().toLowerCase(Locale.ROOT) + " code: "
        + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (table " + table + ", row "
        + row
        + ")";
  }
}
