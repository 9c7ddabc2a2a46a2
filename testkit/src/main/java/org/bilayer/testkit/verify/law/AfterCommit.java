package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** Checks {@code AFTER_COMMIT}. */
final class AfterCommit implements Check {

  /** Seldom: the library logs each as an error. */
  private static final List<Boolean> THROWS =
      Stream.concat(Stream.of(true), Collections.nCopies(15, false).stream()).toList();

  /** What an action throws; in the log of who verifies a model. */
  private static final class Planned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Planned() {
      super("The law AFTER_COMMIT throws this on purpose. Nothing is wrong.", null, false, false);
    }
  }

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    committed(subject);
    if (subject.some(THROWS, 1).get(0)) {
      thrown(subject);
    }
    notCommitted(subject);
    retried(subject);
  }

  private static <T, I> void committed(Subject<T, I> subject) {
    var ran = new ArrayList<String>();
    long count = subject.kept().size();
    try (UnitOfWork work = subject.scene().begin()) {
      subject.in(work).find(Query.all());
      work.afterCommit(() -> ran.add("first"));
      work.afterCommit(() -> ran.add("second, which counts "
          + subject.scene().layer().read(subject.mapping().declared()).count(Specification.all())));
      work.afterCommit(() -> subject.scene().layer().run(Scene.options(), other -> {
        subject.in(other).find(Query.all());
        ran.add("third, in a unit");
      }));
      Broken.unlessEqual("actions that ran before the commit", List.of(), ran);
      work.commit();
    }
    Broken.unlessEqual(
        "actions after a commit",
        List.of("first", "second, which counts " + count, "third, in a unit"),
        ran);
    ran.clear();
    subject.scene().layer().run(Scene.options(), work -> {
      subject.in(work).find(Query.all());
      work.afterCommit(() -> subject.scene().layer().run(Scene.options(), other -> {
        ran.add("in a unit");
      }));
    });
    Broken.unlessEqual("actions after the commit of run", List.of("in a unit"), ran);
  }

  private static <T, I> void thrown(Subject<T, I> subject) {
    var ran = new ArrayList<String>();
    subject.scene().layer().run(Scene.options(), work -> {
      subject.in(work).find(Query.all());
      work.afterCommit(() -> {
        throw new Planned();
      });
      work.afterCommit(() -> ran.add("behind"));
    });
    Broken.unlessEqual("actions behind one that throws", List.of("behind"), ran);
  }

  private static <T, I> void notCommitted(Subject<T, I> subject) {
    var ran = new ArrayList<String>();
    try (UnitOfWork work = subject.scene().begin()) {
      work.afterCommit(() -> ran.add("after a rollback"));
      work.rollback();
    }
    try (UnitOfWork work = subject.scene().begin()) {
      work.afterCommit(() -> ran.add("after close"));
    }
    for (T absent : subject.some(subject.absent(), 1)) {
      try (UnitOfWork work = subject.scene().begin()) {
        work.afterCommit(() -> ran.add("after a failure"));
        Scene.requireThrows(
            "get of an absent id",
            NotFoundException.class,
            () -> subject.in(work).get(subject.id(absent)));
      }
    }
    Broken.unlessEqual("actions of units that were not committed", List.of(), ran);
  }

  private static <T, I> void retried(Subject<T, I> subject) {
    var ran = new ArrayList<String>();
    var tries = new ArrayList<UnitOfWork>();
    subject.scene().layer().run(Scene.options(), work -> {
      tries.add(work);
      int number = tries.size();
      work.afterCommit(() -> ran.add("of try " + number));
      if (number == 1) {
        throw new WriteConflictException("thrown by work on purpose", null);
      }
    });
    Broken.unlessEqual("actions of a unit that was run twice", List.of("of try 2"), ran);
  }
}
