package org.bilayer.docs.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bilayer.docs.Repository;

/** The Markdown files of this repository. */
final class Pages {

  private Pages() {}

  /** README, CHANGELOG and so on, and everything below {@code docs} that is not built or source. */
  static List<Path> all() {
    Path root = Repository.root();
    var pages = new TreeSet<Path>();
    pages.addAll(markdown(root, 1));
    pages.addAll(markdown(root.resolve("docs"), 1));
    pages.addAll(markdown(root.resolve("docs/decisions"), 1));
    return List.copyOf(pages);
  }

  private static List<Path> markdown(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The anchor that a heading gets: what stays of it in lower case, spaces as hyphens. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
