package org.bilayer.docs.chinook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.bilayer.DataLayer;
import org.bilayer.docs.chinook.domain.Employee;
import org.bilayer.model.Mapping;

/**
 * Stores objects in units of work of about {@value #ROWS_PER_UNIT} rows each. Within a unit the order of {@code add} does
 * not matter; units run in an order in which no object refers to a later unit.
 */
final class Import {

  private static final int ROWS_PER_UNIT = 1000;

  private final DataLayer data;
  private int rows;
  private int units;

  private Import(DataLayer data) {
    this.data = data;
  }

  /**
   * What was done.
   *
   * @param rows of all tables
   */
  record Report(int rows, int units, Duration time) {

    @Override
    public String toString() {
      return rows + " rows in " + units + " units of work and " + time.toMillis() + " ms";
    }
  }

  /** Stores the shop. */
  static Report shop(DataLayer data, ChinookObjects objects) {
    long start = System.nanoTime();
    var target = new Import(data);
    target.add(Chinook.GENRES, objects.genres(), genre -> 1);
    target.add(Chinook.MEDIA_TYPES, objects.mediaTypes(), type -> 1);
    target.add(Chinook.ARTISTS, objects.artists(), artist -> 1);
    target.add(Chinook.ALBUMS, objects.albums(), album -> 1);
    target.add(Chinook.TRACKS, objects.tracks(), track -> 1);
    // Whoever reports to somebody comes first here, and is written after them all the same.
    var bottomUp = new ArrayList<Employee>(objects.employees());
    Collections.reverse(bottomUp);
    target.add(Chinook.EMPLOYEES, bottomUp, employee -> 1);
    target.add(Chinook.CUSTOMERS, objects.customers(), customer -> 1);
    target.add(
        Chinook.INVOICES, objects.invoices(), invoice -> 1 + invoice.lines().size());
    target.add(
        Chinook.PLAYLISTS,
        objects.playlists(),
        playlist -> 1 + playlist.tracks().size());
    return target.report(start);
  }

  /** Stores the albums with what they need. */
  static Report discography(DataLayer data, ChinookObjects objects) {
    long start = System.nanoTime();
    var target = new Import(data);
    target.add(Chinook.GENRES, objects.genres(), genre -> 1);
    target.add(Chinook.MEDIA_TYPES, objects.mediaTypes(), type -> 1);
    target.add(Chinook.ARTISTS, objects.artists(), artist -> 1);
    target.add(
        Discography.ALBUMS,
        objects.albumsWithTracks(),
        album -> 1 + album.tracks().size());
    return target.report(start);
  }

  private Report report(long start) {
    return new Report(rows, units, Duration.ofNanos(System.nanoTime() - start));
  }

  private <T, I> void add(Mapping<T, I> mapping, List<T> objects, ToIntFunction<T> rowsOf) {
    var chunk = new ArrayList<T>();
    int rowsOfChunk = 0;
    for (T object : objects) {
      chunk.add(object);
      rowsOfChunk += rowsOf.applyAsInt(object);
      if (rowsOfChunk >= ROWS_PER_UNIT) {
        store(mapping, chunk, rowsOfChunk);
        chunk.clear();
        rowsOfChunk = 0;
      }
    }
    if (!chunk.isEmpty()) {
      store(mapping, chunk, rowsOfChunk);
    }
  }

  private <T, I> void store(Mapping<T, I> mapping, List<T> chunk, int rowsOfChunk) {
    data.run(work -> work.repository(mapping).addAll(chunk));
    rows += rowsOfChunk;
    units++;
  }
}
