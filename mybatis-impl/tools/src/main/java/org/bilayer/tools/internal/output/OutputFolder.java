package org.bilayer.tools.internal.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The folder of a package, and what the import may do in it. One thread. */
public final class OutputFolder {

  /*
   * A file is ours if it has the hash that the snapshot names, or the text that it would get anyway. Every other file was edited
   * or written by somebody, and stops the import before its first effect. Each text is written beside its place first, then all
   * are moved. The snapshot comes last: if the process dies between two moves, the next run finds new texts under old hashes,
   * which are the texts it would write.
   */

  /** The name of the file with the report. */
  private static final String REPORT = "import-report.txt";

  private static final String UNFINISHED = ".import-unfinished";

  private final Path folder;
  private final Optional<Snapshot> snapshot;

  private OutputFolder(Path folder, Optional<Snapshot> snapshot) {
    this.folder = folder;
    this.snapshot = snapshot;
  }

  /**
   * Looks at a folder, which need not exist.
   *
   * @throws IllegalStateException if it is no folder, or has a snapshot that cannot be read
   */
  public static OutputFolder of(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "Sources cannot be written: there is a file where the folder of the package should be [path="
              + folder + "]. Choose another folder by --into.");
    }
    return new OutputFolder(folder, Snapshot.read(folder));
  }

  /** What was written the last time; empty if the import never wrote here. */
  public Optional<Snapshot> snapshot() {
    return snapshot;
  }

  /**
   * Refuses if a file was edited since it was written. Files are only read.
   *
   * @throws IllegalStateException naming each such file
   */
  public void requireUnedited() throws IOException {
    var edited = new ArrayList<String>();
    for (Map.Entry<String, String> file : hashes().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (Files.exists(path) && !Snapshot.hash(Files.readAllBytes(path)).equals(file.getValue())) {
        edited.add(file.getKey());
      }
    }
    refuse(edited);
  }

  private Map<String, String> hashes() {
    return snapshot.map(Snapshot::hashes).orElse(Map.of());
  }

  /** What a writing did. */
  public record Written(int created, int changed, int same, int removed) {

    @Override
    public String toString() {
      return created + " new, " + changed + " changed, " + same + " as before, " + removed
          + " removed";
    }
  }

  /**
   * Writes all files and removes those that the import wrote before and does not write now.
   *
   * @param texts by name
   * @param report replaces the one that is there, edited or not
   * @throws IllegalStateException if one of them was edited or written by somebody else; nothing is changed
   */
  public Written write(Map<String, String> texts, String report, SchemaFacts facts)
      throws IOException {
    var contents = new LinkedHashMap<String, byte[]>();
    new TreeMap<>(texts)
        .forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
    requireOurs(contents);
    Files.createDirectories(folder);
    var moves = new LinkedHashMap<Path, Path>();
    int created = 0;
    int same = 0;
    var hashes = new TreeMap<String, String>();
    try {
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        hashes.put(file.getKey(), Snapshot.hash(file.getValue()));
        Path place = folder.resolve(file.getKey());
        if (isSame(place, file.getValue())) {
          same++;
          continue;
        }
        created += Files.exists(place) ? 0 : 1;
        moves.put(prepare(place, file.getValue()), place);
      }
      int changed = moves.size() - created;
      Path ofReport = folder.resolve(REPORT);
      moves.put(prepare(ofReport, report.getBytes(StandardCharsets.UTF_8)), ofReport);
      Path place = folder.resolve(Snapshot.FILE);
      byte[] content = new Snapshot(hashes, facts).text().getBytes(StandardCharsets.UTF_8);
      Path unfinished = prepare(place, content);
      for (Map.Entry<Path, Path> move : moves.entrySet()) {
        move(move.getKey(), move.getValue());
      }
      int removed = removeOthers(contents);
      move(unfinished, place);
      return new Written(created, changed, same, removed);
    } finally {
      Files.deleteIfExists(folder.resolve(Snapshot.FILE + UNFINISHED));
      for (Path unfinished : moves.keySet()) {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  private void requireOurs(Map<String, byte[]> contents) throws IOException {
    Map<String, String> hashes = hashes();
    var edited = new TreeSet<String>();
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (Files.exists(path)) {
        byte[] there = Files.readAllBytes(path);
        boolean ours = Arrays.equals(there, file.getValue())
            || Snapshot.hash(there).equals(hashes.get(file.getKey()));
        if (!ours) {
          edited.add(file.getKey());
        }
      }
    }
    refuse(List.copyOf(edited));
    requireUnchanged(contents);
  }

  /** Files that would be removed must be as they were written. */
  private void requireUnchanged(Map<String, byte[]> contents) throws IOException {
    var edited = new ArrayList<String>();
    for (Map.Entry<String, String> file : hashes().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!contents.containsKey(file.getKey())
          && Files.exists(path)
          && !Snapshot.hash(Files.readAllBytes(path)).equals(file.getValue())) {
        edited.add(file.getKey());
      }
    }
    refuse(edited);
  }

  private void refuse(List<String> edited) {
    if (!edited.isEmpty()) {
      throw new IllegalStateException(
          "The import would overwrite files that it did not write as they are; nothing was changed [folder="
              + folder + ", files=" + edited
              + "]. Import into an empty folder and take over what is new, or restore the files.");
    }
  }

  private int removeOthers(Map<String, byte[]> contents) throws IOException {
    int removed = 0;
    for (String name : hashes().keySet()) {
      if (!contents.containsKey(name) && Files.deleteIfExists(folder.resolve(name))) {
        removed++;
      }
    }
    return removed;
  }

  private static boolean isSame(Path place, byte[] content) throws IOException {
    return Files.exists(place) && Arrays.equals(Files.readAllBytes(place), content);
  }

  private static Path prepare(Path place, byte[] content) throws IOException {
    Path unfinished = place.resolveSibling(place.getFileName() + UNFINISHED);
    return Files.write(unfinished, content);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
