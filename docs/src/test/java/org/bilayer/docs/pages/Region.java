package org.bilayer.docs.pages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilayer.docs.Repository;

/** A tagged part of a source file, from {@code // tag::name[]} to {@code // end::name[]}. */
final class Region {

  private Region() {}

  /**
   * The lines of a region, without its indentation and without the tags of other regions.
   *
   * @param place a path from the root of the repository, {@code #} and the region's name
   * @throws IllegalArgumentException if there is no such region
   */
  static String text(String place) {
    int hash = place.indexOf('#');
    if (hash < 0) {
      throw new IllegalArgumentException(place + " names no region: it needs a # and a name");
    }
    Path file = Repository.root().resolve(place.substring(0, hash));
    String name = place.substring(hash + 1);
    var lines = new ArrayList<String>();
    boolean inside = false;
    boolean seen = false;
    for (String line : Pages.text(file).lines().toList()) {
      String trimmed = line.strip();
      if (trimmed.equals("// tag::" + name + "[]")) {
        inside = true;
        seen = true;
      } else if (trimmed.equals("// end::" + name + "[]")) {
        inside = false;
      } else if (inside && !trimmed.startsWith("// tag::") && !trimmed.startsWith("// end::")) {
        lines.add(line.stripTrailing());
      }
    }
    if (!seen || inside) {
      throw new IllegalArgumentException(place + " does not exist, or does not end");
    }
    return unindented(lines);
  }

  private static String unindented(List<String> lines) {
    int indentation = lines.stream()
        .filter(line -> !line.isEmpty())
        .mapToInt(line -> line.length() - line.stripLeading().length())
        .min()
        .orElse(0);
    return String.join(
        "\n",
        lines.stream()
            .map(line -> line.isEmpty() ? line : line.substring(indentation))
            .toList());
  }
}
