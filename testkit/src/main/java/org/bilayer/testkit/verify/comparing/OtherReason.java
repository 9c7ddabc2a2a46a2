package org.bilayer.testkit.verify.comparing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.LayerOptions;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Fetch;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Schema;
import org.bilayer.store.Select;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/*
 * Whether what memory refused for one constraint would have been refused for another one as well.
 *
 * A row that breaks two rules is refused for either, depending on the database. So the history is run on a memory that was
 * never told of the first rule: if it then names the second, both were broken and both answers are right. If it names a third, that
 * is taken away as well: of several rows that are written at once, one database looks at the checks of all before it looks at a
 * reference of the first.
 * The alternative, to evaluate every rule here, would be a third backend. The rule of a primary key cannot be taken away;
 * that a key is taken is accepted as one reason among others. Attempts that were refused before are left out: without the
 * first rule some of them would pass, and then what comes later would meet other rows.
 */
final class OtherReason {

  private OtherReason() {}

  static boolean isGiven(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Backend memory,
      LayerOptions options,
      long seed,
      History history,
      String constraint,
      String other) {
    if (isPrimaryKey(model, constraint)) {
      return !other.equals(constraint);
    }
    var without = new HashSet<>(Set.of(constraint));
    while (true) {
      List<String> names = names(model, mappings, memory, options, seed, history, without);
      if (names.contains(other)) {
        return true;
      }
      if (!without.addAll(names)) {
        return false;
      }
    }
  }

  private static boolean isPrimaryKey(Model model, String constraint) {
    return ModelInternals.schema(model).tables().stream()
        .anyMatch(table -> table.keyName().equals(constraint));
  }

  /** The constraints that refuse something when some of them are not there. */
  private static List<String> names(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Backend memory,
      LayerOptions options,
      long seed,
      History history,
      Set<String> without) {
    var tables = new IdentityHashMap<Table, Table>();
    var lenient = new ArrayList<Table>();
    for (Table table : ModelInternals.schema(model).tables()) {
      Table copy = without(table, without);
      tables.put(table, copy);
      lenient.add(copy);
    }
    Store store =
        memory.create(new Schema(lenient, ModelInternals.schema(model).sequences()), seed);
    try (Replica replica = new Replica(model, mappings, new Renamed(store, tables), options)) {
      return replica.run(history).observations().stream()
          .map(Observation::outcome)
          .filter(Outcome::isViolation)
          .map(Outcome::text)
          .toList();
    }
  }

  private static Table without(Table table, Set<String> constraints) {
    Optional<ForeignKey> owner = table.owner();
    Table copy = new Table(
            table.name(),
            table.columns(),
            table.key(),
            table.version(),
            table.uniqueKeys().stream()
                .filter(key -> !constraints.contains(key.name()))
                .toList(),
            table.foreignKeys().stream()
                .filter(key -> !constraints.contains(key.name())
                    || owner.filter(own -> constraints.contains(own.name())).isPresent())
                .toList(),
            table.checks().stream()
                .filter(check -> !constraints.contains(check.name()))
                .toList(),
            owner)
        .withKeyName(table.keyName())
        .withIndexes(table.indexes())
        .withNameInDatabase(table.inDatabase());
    Table versioned = table.hasServerVersion() ? copy.withServerVersion() : copy;
    return table.hasIdentity() ? versioned.withIdentity() : versioned;
  }

  /** A store that is asked about the model's tables and has others of the same names. */
  private static final class Renamed extends DelegatingStore {

    private final IdentityHashMap<Table, Table> tables;

    Renamed(Store store, IdentityHashMap<Table, Table> tables) {
      super(store);
      this.tables = tables;
    }

    @Override
    public StoreSession open(SessionOptions options) {
      return new RenamedSession(delegate().open(options), tables);
    }
  }

  private static final class RenamedSession extends DelegatingSession {

    private final IdentityHashMap<Table, Table> tables;
    private final Condition.Visitor<Condition> renamed = new RenamedCondition();

    RenamedSession(StoreSession session, IdentityHashMap<Table, Table> tables) {
      super(session);
      this.tables = tables;
    }

    private Table of(Table table) {
      return table.over(each -> tables.getOrDefault(each, each));
    }

    private Condition of(Condition condition) {
      return condition.accept(renamed);
    }

    /** The same condition, over the other tables. */
    private final class RenamedCondition implements Condition.Visitor<Condition> {

      @Override
      public Condition always(Condition.Always condition) {
        return condition;
      }

      @Override
      public Condition compare(Condition.Compare condition) {
        return condition;
      }

      @Override
      public Condition compareColumns(Condition.CompareColumns condition) {
        return condition;
      }

      @Override
      public Condition in(Condition.In condition) {
        return condition;
      }

      @Override
      public Condition isNull(Condition.IsNull condition) {
        return condition;
      }

      @Override
      public Condition matches(Condition.Matches condition) {
        return condition;
      }

      @Override
      public Condition and(Condition.And condition) {
        return new Condition.And(
            condition.all().stream().map(RenamedSession.this::of).toList());
      }

      @Override
      public Condition or(Condition.Or condition) {
        return new Condition.Or(
            condition.any().stream().map(RenamedSession.this::of).toList());
      }

      @Override
      public Condition not(Condition.Not condition) {
        return new Condition.Not(of(condition.condition()));
      }

      @Override
      public Condition exists(Condition.Exists condition) {
        return new Condition.Exists(of(condition.table()), of(condition.condition()));
      }
    }

    private Select of(Select select) {
      return new Select(
          of(select.table()),
          of(select.where()),
          select.order(),
          select.limit(),
          select.columns(),
          select.lock());
    }

    private Write of(Write write) {
      if (write instanceof Write.Insert insert) {
        return new Write.Insert(of(insert.table()), insert.key(), insert.row());
      }
      if (write instanceof Write.Update update) {
        return new Write.Update(
            of(update.table()),
            update.key(),
            update.row(),
            update.changed(),
            update.expectedVersion());
      }
      Write.Delete delete = (Write.Delete) write;
      return new Write.Delete(of(delete.table()), delete.key(), delete.expectedVersion());
    }

    @Override
    public List<@Nullable Object[]> fetch(Fetch fetch) {
      return super.fetch(new Fetch(of(fetch.table()), fetch.columns(), fetch.keys(), fetch.lock()));
    }

    @Override
    public List<@Nullable Object[]> select(Select select) {
      return super.select(of(select));
    }

    @Override
    public RowCursor stream(Select select) {
      return super.stream(of(select));
    }

    @Override
    public List<@Nullable Object[]> summarise(Summary summary) {
      return super.summarise(new Summary(
          of(summary.table()), of(summary.where()), summary.groupBy(), summary.aggregates()));
    }

    @Override
    public int[] write(List<Write> writes) {
      return super.write(writes.stream().map(this::of).toList());
    }

    @Override
    public Key insertGenerated(Table table, @Nullable Object[] row) {
      return super.insertGenerated(of(table), row);
    }

    @Override
    public long update(BulkUpdate update) {
      return super.update(
          new BulkUpdate(of(update.table()), of(update.where()), update.assignments()));
    }

    @Override
    public long delete(Table table, Condition where) {
      return super.delete(of(table), of(where));
    }
  }
}
