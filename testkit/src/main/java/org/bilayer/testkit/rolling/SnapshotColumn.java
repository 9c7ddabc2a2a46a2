package org.bilayer.testkit.rolling;

import java.util.List;
import org.bilayer.value.StoredType;

/**
 * A column of a release.
 *
 * @param nullable whether the release stores no value in some rows
 * @param choices the stored values that the release knows, for names of constants and tags of variants; empty for all values
 * @param sameAs for {@link Role#COPY}: the column whose value it repeats
 */
record SnapshotColumn(
    String name,
    String inDatabase,
    StoredType type,
    boolean nullable,
    Role role,
    List<String> choices,
    String sameAs) {

  /** What a release uses a column for. */
  enum Role {
    /** Holds an attribute, in the primary key. */
    KEY,
    /** Holds an attribute. */
    ATTRIBUTE,
    /** Refers to the owner of the row, in the primary key. */
    OWNER,
    /** The place of an element in its list. */
    POSITION,
    /** The place of an element in its list, in the primary key. */
    KEY_POSITION,
    /** The version of the row. */
    VERSION,
    /** Another form of an attribute, written and not read. */
    COPY
  }

  SnapshotColumn {
    choices = List.copyOf(choices);
  }

  boolean isAttribute() {
    return role == Role.KEY || role == Role.ATTRIBUTE;
  }
}
