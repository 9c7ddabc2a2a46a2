package org.bilayer.mybatis;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.query.Query;

/** The program that {@link StreamMemoryTest} runs in a small heap. */
final class StreamInSmallHeap {

  record Entry(int id, String text) {}

  static final Column<Entry, Integer> ID = Column.of("id", Codec.int32(), Entry::id);
  static final Column<Entry, String> TEXT = Column.of("text", Codec.text(500), Entry::text);
  static final Mapping<Entry, Integer> ENTRIES = Mapping.of(Entry.class, "entry", ID)
      .with(TEXT)
      .versionColumn("row_version")
      .construct(row -> new Entry(row.get(ID), row.get(TEXT)));
  static final Model MODEL = Model.of(ENTRIES);

  private StreamInSmallHeap() {}

  /** Prints how many entries came, and how many milliseconds it took. Arguments: URL, read every so many entries, 0 for never. */
  public static void main(String[] arguments) {
    int every = Integer.parseInt(arguments[1]);
    try (DataLayer data = MyBatisDataLayer.of(MODEL, new DriverDataSource(arguments[0]))) {
      List<Query<Entry>> queries =
          List.of(Query.all(), Query.orderedBy(TEXT.desc()).limit(1_000_000_000));
      var counts = new ArrayList<Integer>();
      long started = System.nanoTime();
      data.run(work -> {
        Repository<Entry, Integer> entries = work.repository(ENTRIES);
        for (Query<Entry> query : queries) {
          int[] seen = {0};
          entries.forEach(query, entry -> {
            seen[0]++;
            if (every > 0 && seen[0] % every == 0 && !entries.exists(ID.eq(entry.id()))) {
              throw new IllegalStateException("an entry is missing");
            }
          });
          counts.add(seen[0]);
        }
        // Left early, with what is left to be skipped and not kept.
        entries.<Boolean>stream(Query.all(), all -> all.findFirst().isPresent());
      });
      System.out.println(
          "entries " + counts + " in " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }
  }
}
