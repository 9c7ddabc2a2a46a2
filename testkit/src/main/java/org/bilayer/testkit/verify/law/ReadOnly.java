package org.bilayer.testkit.verify.law;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.DataException;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.Level;

/** Checks {@code READ_ONLY}. */
final class ReadOnly implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    List<String> before = subject.contents();
    List<String> texts = subject.kept().stream().map(Kept::text).sorted().toList();
    Map<String, Consumer<Repository<T, I>>> writes = new LinkedHashMap<>();
    for (Kept<T, I> kept : subject.someKept(1)) {
      for (T next : subject.some(subject.next(kept), 1)) {
        writes.put("update", repository -> {
          repository.find(kept.id());
          repository.update(next);
        });
        writes.put("upsert", repository -> repository.upsert(next));
      }
      writes.put("removal", repository -> repository.remove(repository.get(kept.id())));
      writes.put("removal by id", repository -> repository.removeById(kept.id()));
      writes.put(
          "set-based removal",
          repository -> repository.where(Specification.all()).remove());
    }
    if (!subject.mapping().declared().hasIdentity()) {
      for (T absent : subject.some(subject.absent(), 1)) {
        writes.put("addition", repository -> repository.add(absent));
      }
    }
    for (Level level : List.of(Level.SNAPSHOT, Level.READ_COMMITTED)) {
      writes.forEach((name, write) -> refused(subject, level, name, write, texts));
    }
    Broken.unlessEqual("what is stored after read-only units", before, subject.contents());
  }

  private static <T, I> void refused(
      Subject<T, I> subject,
      Level level,
      String name,
      Consumer<Repository<T, I>> write,
      List<String> texts) {
    try (UnitOfWork work = subject.scene().layer().begin(Scene.options(level).readOnly())) {
      Broken.unlessEqual(
          "what a read-only unit finds",
          texts,
          subject.in(work).find(Query.all()).stream()
              .map(subject::text)
              .sorted()
              .toList());
      Scene.requireThrows(
          "the " + name + " in a read-only unit at " + level, DataException.class, () -> {
            write.accept(subject.in(work));
            work.commit();
          });
    }
  }
}
