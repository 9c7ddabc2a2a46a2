package org.bilayer.testkit.verify.law;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.DataLayer;
import org.bilayer.DirtyChecking;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.testkit.verify.comparing.Replica;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** One backend with the rows that a history has left on it. One thread. */
final class Scene {

  /** A unit that waits for another one of the same thread would wait for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** In the message about changes that wait for each other. */
  private static final String CIRCLE = "No order of the writes satisfies the foreign keys";

  private final Model model;
  private final Replica replica;
  private final List<Subject<?, ?>> subjects = new ArrayList<>();

  Scene(
      Model model, Map<String, MappingUnderTest<?, ?>> mappings, Replica replica, History history) {
    this.model = model;
    this.replica = replica;
    for (String table : history.tables()) {
      MappingUnderTest<?, ?> mapping = mappings.get(table);
      // The laws count versions, and a server chooses its own.
      if (mapping != null && mapping.root().versioning() == Versioning.COLUMN) {
        subjects.add(new Subject<>(this, mapping, history));
      }
    }
  }

  /** The aggregates that the history is about. */
  List<Subject<?, ?>> subjects() {
    return subjects;
  }

  Replica replica() {
    return replica;
  }

  Model model() {
    return model;
  }

  Schema schema() {
    return ModelInternals.schema(model);
  }

  DataLayer layer() {
    return replica.layer();
  }

  Store store() {
    return replica.store();
  }

  GeneratedIds ids() {
    return replica.ids();
  }

  /** The committed rows of a table. */
  List<@Nullable Object[]> rows(Table table) {
    try (StoreSession session = replica.session()) {
      return Replica.rows(session, table);
    }
  }

  static UnitOptions options() {
    return UnitOptions.defaults().dirtyChecking(DirtyChecking.FAIL).timeout(PATIENCE);
  }

  static UnitOptions options(Level level) {
    return options().level(level);
  }

  UnitOfWork begin() {
    return layer().begin(options());
  }

  /** What a fresh unit reads, which is undone. */
  <R> R read(Function<UnitOfWork, R> reads) {
    try (UnitOfWork work = begin()) {
      return reads.apply(work);
    }
  }

  /** Commits a unit of changes; false, and nothing is stored, where a rule of the model or of the domain refuses them. */
  boolean commits(Consumer<UnitOfWork> changes) {
    try (UnitOfWork work = begin()) {
      changes.accept(work);
      work.commit();
      return true;
    } catch (RuntimeException e) {
      if (isOpen(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Whether changes could be written now; they are undone. */
  boolean wouldTake(Consumer<UnitOfWork> changes) {
    try (UnitOfWork work = begin()) {
      changes.accept(work);
      work.flush();
      return true;
    } catch (RuntimeException e) {
      if (isOpen(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Whether a failure says nothing of laws: the model, the domain or a circle of changes does not allow what was tried. */
  static boolean isOpen(RuntimeException e) {
    return e instanceof ConstraintViolationException
        || e instanceof InvalidValueException
        || e instanceof UnreadableRowException
        || e instanceof MappingUnderTest.RefusedByDomain
        || (e instanceof MisuseException && String.valueOf(e.getMessage()).contains(CIRCLE));
  }

  /** What an action throws; null where it ends well. */
  static @Nullable Throwable thrownBy(Runnable action) {
    try {
      action.run();
      return null;
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError error) {
        throw error;
      }
      return e;
    }
  }

  /** Breaks the law unless an action throws a kind of failure. */
  static <X extends Throwable> X requireThrows(String what, Class<X> kind, Runnable action) {
    Throwable thrown = thrownBy(action);
    if (thrown instanceof Broken broken) {
      throw broken;
    }
    Broken.unless(kind.isInstance(thrown), what, kind.getSimpleName(), shown(thrown));
    return kind.cast(Objects.requireNonNull(thrown));
  }

  static String shown(@Nullable Throwable thrown) {
    return thrown == null ? "no failure" : thrown.toString();
  }
}
