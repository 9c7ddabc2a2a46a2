package org.bilayer.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bilayer.store.QualifiedName;

/** Collects all faults of a model, so that one message names them. One thread. */
public final class Faults {

  /*
   * Names in Java are lower snake case, which every database writes alike: they are the usual names in the database too. 63
   * is PostgreSQL's limit, the smallest (MariaDB has 64, H2 256). Names that are given for the database are checked here
   * for what no database takes; each backend checks the rest when a layer is opened, as the limits differ.
   */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final List<String> faults = new ArrayList<>();
  private final Map<List<String>, String> constraints = new HashMap<>();
  private final Map<QualifiedName, String> places = new HashMap<>();

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

  /** Adds a fault if no database takes the name. */
  public void checkNameInDatabase(String where, String kind, String name) {
    whyRefused(name)
        .ifPresent(why -> add(
            where,
            "the " + kind + " cannot have the name \"" + name.replace('\0', '?')
                + "\" in a database, which " + why));
  }

  private static Optional<String> whyRefused(String name) {
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (name.indexOf('\0') >= 0) {
      return Optional.of("has a character U+0000");
    }
    for (int i = 0; i < name.length(); i++) {
      char unit = name.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < name.length()
          && Character.isLowSurrogate(name.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        return Optional.of("has half of a surrogate pair");
      }
    }
    return Optional.empty();
  }

  /** Adds a fault if no database takes the name, or if it is that of two tables or sequences. */
  public void checkPlace(String where, String kind, QualifiedName place) {
    place.schema().ifPresent(schema -> checkNameInDatabase(where, "schema", schema));
    checkNameInDatabase(where, kind, place.name());
    String other = places.putIfAbsent(place, where);
    if (other != null && !other.equals(where)) {
      add(where, "the name " + place + " in the database is used by " + other + " already");
    }
  }

  void checkConstraint(String where, String name) {
    checkNameInDatabase(where, "constraint", name);
    if (constraints.putIfAbsent(List.of(where, name), where) != null) {
      add(where, "two constraints have the name " + name);
    }
  }

  /** The faults, in the order in which they were added. */
  public List<String> all() {
    return List.copyOf(faults);
  }
}
