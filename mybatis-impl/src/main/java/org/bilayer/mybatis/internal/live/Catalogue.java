package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what a kind of database knows about its tables, in few queries whatever their number. */
interface Catalogue {

  /** The tables of these names in the schema where our statements find them; those that are missing, missing. */
  LiveTables tables(Connection connection, List<String> names) throws SQLException;

  /** The increment of a sequence; empty if there is none of that name. */
  Optional<Long> increment(Connection connection, String sequence) throws SQLException;

  /** What a text column of so many code points needs for a length. */
  default int lengthFor(int codePoints) {
    return codePoints;
  }

  /** What a column of points in time is. */
  default LiveType.Family instants() {
    return LiveType.Family.INSTANT;
  }

  /** Whether documents are kept as long text. */
  default boolean keepsDocumentsAsText() {
    return false;
  }
}
