package org.bilayer.benchmarks;

import static org.bilayer.benchmarks.GrowthModel.AMOUNT;
import static org.bilayer.benchmarks.GrowthModel.BINS;
import static org.bilayer.benchmarks.GrowthModel.BIN_ID;
import static org.bilayer.benchmarks.GrowthModel.ID;
import static org.bilayer.benchmarks.GrowthModel.PARENT;
import static org.bilayer.benchmarks.GrowthModel.PARTS;
import static org.bilayer.benchmarks.GrowthModel.TICKETS;

import java.util.ArrayList;
import org.bilayer.DataLayer;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.benchmarks.GrowthModel.Bin;
import org.bilayer.benchmarks.GrowthModel.Part;
import org.bilayer.benchmarks.GrowthModel.Ticket;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/**
 * What a unit of work does with many objects. Each operation runs in one unit of its own, on a table of so many rows that a
 * unit before it has filled, and is timed with its commit.
 */
enum Growth {
  ADD("add", 0) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        for (int i = 0; i < n; i++) {
          work.repository(PARTS).add(Part.numbered(i));
        }
      });
    }
  },
  GET("get by id", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> loadAll(work, n));
    }
  },
  FIND_ALL("findAllById of their ids", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < n; i++) {
          ids.add(i);
        }
        work.repository(PARTS).findAllById(ids);
      });
    }
  },
  QUERY("one query", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> work.repository(PARTS).find(Query.all()));
    }
  },
  PAGES("pages of 100", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        Page<Part> page = work.repository(PARTS).page(Query.all(), 100);
        while (page.next().isPresent()) {
          Cursor next = page.next().get();
          page = work.repository(PARTS).page(Query.all(), 100, next);
        }
      });
    }
  },
  STREAM("stream", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> work.repository(PARTS).forEach(Query.all(), part -> {}));
    }
  },
  UPDATE("load and update", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        for (Part part : work.repository(PARTS).find(Query.all())) {
          work.repository(PARTS).update(part.counted(part.amount() + 1));
        }
      });
    }
  },
  UPSERT("upsert", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        work.repository(PARTS).find(Query.all());
        for (int i = 0; i < n; i++) {
          work.repository(PARTS).upsert(Part.numbered(i).counted(7));
        }
      });
    }
  },
  REMOVE("load and remove", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        Repository<Part, Integer> parts = work.repository(PARTS);
        parts.find(Query.all()).forEach(parts::remove);
      });
    }
  },
  SWAP("swap unique values in pairs", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        Repository<Part, Integer> parts = work.repository(PARTS);
        parts.find(Query.all());
        for (int i = 0; i + 1 < n; i += 2) {
          Part one = parts.get(i);
          Part other = parts.get(i + 1);
          parts.update(one.coded(other.code()));
          parts.update(other.coded(one.code()));
        }
      });
    }
  },
  RING("pass unique values round", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        Repository<Part, Integer> parts = work.repository(PARTS);
        parts.find(Query.all());
        String first = parts.get(0).code();
        for (int i = 0; i < n; i++) {
          parts.update(parts.get(i).coded(i + 1 < n ? parts.get(i + 1).code() : first));
        }
      });
    }
  },
  CHAIN("add rows that refer to each other in pairs", 0) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        for (int i = 0; i < n; i++) {
          int other = Math.min(i ^ 1, n - 1);
          work.repository(PARTS).add(Part.numbered(i).under(other));
        }
      });
    }
  },
  GUARD("load and guard", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        Repository<Part, Integer> parts = work.repository(PARTS);
        parts.find(Query.all()).forEach(parts::guard);
      });
    }
  },
  REFRESH("load and refresh", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        Repository<Part, Integer> parts = work.repository(PARTS);
        parts.find(Query.all()).forEach(part -> parts.refresh(part.id()));
      });
    }
  },
  EVICT("load and evict", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        Repository<Part, Integer> parts = work.repository(PARTS);
        parts.find(Query.all()).forEach(parts::evict);
      });
    }
  },
  ATTEMPTS("attempts that add one each", 0) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        for (int i = 0; i < n; i++) {
          Part next = Part.numbered(i);
          work.attempt(part -> part.repository(PARTS).add(next));
        }
      });
    }
  },
  FAILED_ATTEMPTS("attempts that change one each and fail", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        loadAll(work, n);
        for (int i = 0; i < n; i++) {
          failingAttempt(work, i);
        }
      });
    }
  },
  QUERIES_BESIDE_PENDING("queries beside pending changes of another table", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        for (Part part : work.repository(PARTS).find(Query.all())) {
          work.repository(PARTS).update(part.counted(3));
        }
        for (int i = 0; i < n; i++) {
          work.repository(BINS).exists(BIN_ID.eq(i));
        }
      });
    }
  },
  GENERATED("add with generated ids", 0) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        for (int i = 0; i < n; i++) {
          work.repository(TICKETS).addGenerated(id -> new Ticket(id, "a ticket"));
        }
      });
    }
  },
  BULK("load, and 10 set-based changes", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        work.repository(PARTS).find(Query.all());
        for (int i = 0; i < 10; i++) {
          work.repository(PARTS).where(ID.eq(i)).set(AMOUNT, i).update();
        }
      });
    }
  },
  MUTABLE("load what can change in place", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> work.repository(BINS).find(Query.all()));
    }
  },
  MUTABLE_ATTEMPTS("the same, and an attempt for each", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(work -> {
        work.repository(BINS).find(Query.all());
        for (int i = 0; i < n; i++) {
          failingAttempt(work, i);
        }
      });
    }
  },
  MUTABLE_WRITTEN("the same with 10 attempts and DirtyChecking.WRITE", 1) {
    @Override
    void run(DataLayer data, int n) {
      data.run(UnitOptions.defaults().dirtyChecking(DirtyChecking.WRITE), work -> {
        work.repository(BINS).find(Query.all());
        for (int i = 0; i < 10; i++) {
          failingAttempt(work, i);
          work.attempt(part -> part.repository(BINS).exists(Specification.all()));
        }
      });
    }
  };

  private final String title;
  private final int filled;

  Growth(String title, int filled) {
    this.title = title;
    this.filled = filled;
  }

  String title() {
    return title;
  }

  /** Does it with so many objects. */
  abstract void run(DataLayer data, int n);

  /** Leaves the tables with so many rows where the operation wants them, and empty otherwise. */
  void prepare(DataLayer data, int n) {
    data.run(work -> {
      work.repository(PARTS).where(PARENT.isNotNull()).setNull(PARENT).update();
      work.repository(PARTS).where(Specification.all()).remove();
      work.repository(BINS).where(Specification.all()).remove();
      work.repository(TICKETS).where(Specification.all()).remove();
    });
    if (filled > 0) {
      data.run(work -> {
        for (int i = 0; i < n; i++) {
          work.repository(PARTS).add(Part.numbered(i));
          work.repository(BINS).add(new Bin(i, "bin " + i, 0));
        }
      });
    }
  }

  private static void loadAll(UnitOfWork work, int n) {
    for (int i = 0; i < n; i++) {
      work.repository(PARTS).get(i);
    }
  }

  private static void failingAttempt(UnitOfWork work, int i) {
    try {
      work.attempt(part -> {
        part.repository(PARTS).change(i, found -> found.counted(-1));
        throw new Stop();
      });
    } catch (Stop expected) {
      return;
    }
    throw new AssertionError("the attempt did not fail");
  }

  /** Ends an attempt; has no trace to be filled in. */
  private static final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stop() {
      super("stop", null, false, false);
    }
  }
}
