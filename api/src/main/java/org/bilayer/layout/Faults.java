package org.bilayer.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects all faults of a model, so that one message names them. One thread. */
public final class Faults {

  /*
   * Lower snake case is what all supported databases agree on when names are quoted; 63 is PostgreSQL's limit,
   * the smallest (MariaDB has 64, H2 256).
   */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final List<String> faults = new ArrayList<>();
  private final Map<String, String> constraints = new HashMap<>();

  /** Adds a fault. */
  public void add(String where, String what) {
    faults.add(where + ": " + what);
  }

  /** Adds a fault unless the name is an identifier. */
  public void checkName(String where, String kind, String name) {
    if (!NAME.matcher(name).matches()) {
      add(
          where,
          "the " + kind + " name \"" + name
              + "\" is not an identifier; use lower case letters, digits and _, at most 63, a letter first");
    }
  }

  void checkConstraint(String where, String name) {
    checkName(where, "constraint", name);
    String other = constraints.putIfAbsent(name, where);
    if (other != null) {
      add(where, "the constraint name " + name + " is used by " + other + " already");
    }
  }

  /** The faults, in the order in which they were added. */
  public List<String> all() {
    return List.copyOf(faults);
  }
}
