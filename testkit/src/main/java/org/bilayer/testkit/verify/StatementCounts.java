package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.spi.Level;
import org.bilayer.spi.Table;
import org.opentest4j.AssertionFailedError;

/**
 * How many statements are sent for what histories have stored: loading several aggregates takes as many as loading one, an
 * update without a difference writes nothing, and one of a single column writes once.
 */
final class StatementCounts {

  private static final int HISTORIES_MAX = 25;

  private final Model model;
  private final Map<String, Subject<?, ?>> subjects;
  private final Values values;
  private final Seed seed;
  private final List<String> checked = new ArrayList<>();

  StatementCounts(Model model, Map<String, Subject<?, ?>> subjects, Values values, Seed seed) {
    this.model = model;
    this.subjects = subjects;
    this.values = values;
    this.seed = seed;
  }

  /** The mappings for which something was stored, so that the statements could be counted. */
  List<String> check(Replica database, SentStatements sent) {
    for (int i = 0; i < HISTORIES_MAX && checked.size() < subjects.size(); i++) {
      History history = new Generator(
              model.schema(), subjects, values, Set.of(Level.SNAPSHOT), seed.of(i))
          .additions();
      database.clear();
      database.run(history);
      for (String name : history.tables()) {
        Subject<?, ?> subject = subjects.get(name);
        if (subject != null && !checked.contains(name) && isChecked(subject, database, sent)) {
          checked.add(name);
        }
      }
    }
    return checked;
  }

  private static <T, I> boolean isChecked(
      Subject<T, I> subject, Replica database, SentStatements sent) {
    Table root = subject.layout().root();
    Column<T, ?> key =
        subject.attributes().column(root.columns().get(root.key().get(0)).name());
    if (!key.type().isOrdered()) {
      return false;
    }
    List<T> all = new ArrayList<>();
    int forAll = reads(
        database,
        sent,
        work -> all.addAll(work.repository(subject.mapping())
            .find(org.bilayer.query.Query.orderedBy(order(key)))));
    if (all.size() < 2) {
      return false;
    }
    int forOne = reads(
        database,
        sent,
        work -> work.repository(subject.mapping())
            .find(org.bilayer.query.Query.orderedBy(order(key)).limit(1)));
    if (forAll != forOne) {
      throw new AssertionFailedError("Loading " + all.size() + " " + subject + " takes " + forAll
          + " statements, loading one takes " + forOne + ".");
    }
    sent.forget();
    database.layer().<RuntimeException>run(work -> {
      var repository = work.repository(subject.mapping());
      List<T> loaded = repository.find(org.bilayer.query.Query.all());
      loaded.forEach(
          object -> repository.update(same(subject, object, repository.version(object))));
    });
    if (!sent.writes().isEmpty()) {
      throw new AssertionFailedError(
          "Updates of " + subject + " without a difference write: " + sent.writes());
    }
    return true;
  }

  private static <T> org.bilayer.query.Order<T> order(Column<T, ?> key) {
    return key.asc();
  }

  private static <T, I> T same(Subject<T, I> subject, T object, long version) {
    return subject.layout().assemble(subject.layout().extract(object, version));
  }

  private static int reads(
      Replica database, SentStatements sent, java.util.function.Consumer<UnitOfWork> work) {
    sent.forget();
    database.layer().<RuntimeException>run(work::accept);
    return sent.reads().size();
  }
}
