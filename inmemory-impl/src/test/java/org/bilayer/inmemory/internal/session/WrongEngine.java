package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RootEdit;
import org.bilayer.inmemory.internal.table.RowChange;
import org.bilayer.inmemory.internal.table.RowWriter;
import org.bilayer.inmemory.internal.table.TableEdit;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.inmemory.internal.table.TableState;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Schema;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** Memory with one mistake in how it keeps sessions apart, of a kind that is really made. */
class WrongEngine extends IsolationRules implements Backend {

  private final String name;
  private @Nullable InMemoryStore store;

  WrongEngine(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return "memory with " + name;
  }

  @Override
  public Set<Level> levels() {
    return Set.of(Level.values());
  }

  @Override
  public Store create(Schema schema, long seed) {
    store = new InMemoryStore(schema, seed, 1_000_000, this);
    return store;
  }

  /** The store that was opened last: checks use one after the other. */
  InMemoryStore store() {
    if (store == null) {
      throw new IllegalStateException("No store was opened.");
    }
    return store;
  }

  /** A row that others have changed is overwritten. */
  static WrongEngine withoutVersionCheck() {
    return new WrongEngine("no version check") {
      @Override
      Rebase newRebase(Constraints constraints) {
        return new Rebase(constraints) {
          @Override
          Root onto(Root newest, List<RowChange> changes) {
            var edit = new RootEdit(newest);
            for (RowChange change : changes) {
              @Nullable Object[] found = edit.row(change.table(), change.key());
              RowWriter.apply(
                  constraints,
                  edit,
                  new RowChange(change.table(), change.key(), found, change.after()),
                  ReadObserver.NONE);
            }
            return edit.root();
          }
        };
      }
    };
  }

  /** The first row that changed after the snapshot is not looked at. */
  static WrongEngine validationOffByOne() {
    return new WrongEngine("validation off by one") {
      @Override
      boolean isTouched(ReadSet reads, CommitLog commits, Root snapshot) {
        return super.isTouched(reads, commits, snapshot.at(snapshot.sequence + 1));
      }
    };
  }

  /** Commits are forgotten while somebody must still be validated against them. */
  static WrongEngine logTrimmedEarly() {
    return new WrongEngine("log trimmed early") {
      @Override
      long forgettableUpTo(long oldestSnapshot) {
        return Long.MAX_VALUE;
      }
    };
  }

  /** That a key was looked for and not found is not remembered. */
  static WrongEngine absentKeysUntracked() {
    return new WrongEngine("absent keys untracked") {
      @Override
      ReadSet newReadSet(Constraints constraints) {
        var conditions = new ReadSet(constraints);
        return new ReadSet(constraints) {
          @Override
          public void sawMatches(TableShape table, Condition where) {
            super.sawMatches(table, where);
            conditions.sawMatches(table, where);
          }

          @Override
          boolean isTouchedBy(RowChange change, Root root) {
            return change.before() == null
                ? conditions.isTouchedBy(change, root)
                : super.isTouchedBy(change, root);
          }
        };
      }
    };
  }

  /** Rows to which others refer are not remembered. */
  static WrongEngine referredRowsUntracked() {
    return new WrongEngine("referred rows untracked") {
      @Override
      ReadSet newReadSet(Constraints constraints) {
        return new ReadSet(constraints) {
          @Override
          public void sawReferred(TableShape table, Key key) {}
        };
      }
    };
  }

  /** Conditions are compared with rows as they are after a change, not as they were. */
  static WrongEngine afterImageOnly() {
    return new WrongEngine("after-image only") {
      @Override
      ReadSet newReadSet(Constraints constraints) {
        return new ReadSet(constraints) {
          @Override
          boolean isTouchedBy(RowChange change, Root root) {
            return super.isTouchedBy(
                new RowChange(change.table(), change.key(), null, change.after()), root);
          }
        };
      }
    };
  }

  /** What is written can be seen by everybody, committed or not. */
  static WrongEngine dirtyRead() {
    return new WrongEngine("dirty read") {
      @Override
      public Store create(Schema schema, long seed) {
        super.create(schema, seed);
        return new CommittingStatements(store());
      }
    };
  }

  private static final class CommittingStatements extends DelegatingStore {

    CommittingStatements(Store store) {
      super(store);
    }

    @Override
    public StoreSession open(SessionOptions options) {
      return new DelegatingSession(delegate().open(options)) {
        @Override
        public int[] write(List<Write> writes) {
          return committed(session -> session.write(writes));
        }

        @Override
        public long update(BulkUpdate update) {
          return committed(session -> session.update(update));
        }

        @Override
        public long delete(Table table, Condition where) {
          return committed(session -> session.delete(table, where));
        }

        private <R> R committed(Function<StoreSession, R> statement) {
          try (StoreSession session = delegate().open(options)) {
            R result = statement.apply(session);
            session.commit();
            return result;
          }
        }
      };
    }
  }

  /** Indexes are those of now, while rows are those of the snapshot. */
  static WrongEngine indexNotInTheRoot() {
    return new WrongEngine("index not in the root") {
      @Override
      Root readable(Root seen, Root newest) {
        List<TableShape> shapes = store().shape().tables;
        var tables = new TableState[shapes.size()];
        for (TableShape shape : shapes) {
          tables[shape.ordinal] = newest
              .table(shape)
              .with(seen.table(shape).rows, TableState.newIndexes(shape.indexes.size()));
        }
        return seen.with(tables);
      }
    };
  }

  /** References are checked when they are written, and not again after what others have committed since. */
  static WrongEngine referencesCheckedAgainstTheSnapshot() {
    return new WrongEngine("references checked against the snapshot") {
      @Override
      Rebase newRebase(Constraints constraints) {
        return new Rebase(constraints) {
          @Override
          Root onto(Root newest, List<RowChange> changes) {
            var edit = new RootEdit(newest);
            for (RowChange change : changes) {
              Rebase.checkUntouched(edit, change);
              TableEdit rows = edit.table(change.table());
              @Nullable Object[] before = change.before();
              @Nullable Object[] after = change.after();
              if (before != null) {
                rows.takeOut(before, after);
              }
              rows.set(change.key(), after);
              if (after != null) {
                rows.putIn(change.key(), before, after);
              }
            }
            return edit.root();
          }
        };
      }
    };
  }

  /** The new state can be seen before it is known whether the unit may commit. */
  static WrongEngine publishedBeforeTheChecks() {
    return new WrongEngine("publish before checks") {
      @Override
      void validate(Transaction transaction, Root newest, CommitLog commits) {
        Root next = transaction.onto(newest);
        store()
            .commits()
            .replace(next.at(newest.sequence + transaction.changes().size()));
        super.validate(transaction, newest, commits);
      }
    };
  }

  /** At READ_COMMITTED a unit keeps to the state that its first statement saw. */
  static WrongEngine firstStateKept() {
    return new WrongEngine("first state kept at read committed") {
      @Override
      boolean movesWithEachStatement(Level level) {
        return false;
      }
    };
  }
}
