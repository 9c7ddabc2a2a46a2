package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilayer.ReadRepository;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** Checks {@code READS_ALONE}. */
final class ReadsAlone implements Check {

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    agree(subject);
    for (Kept<T, I> kept : subject.someKept(1)) {
      Optional<T> next = subject.storableNext(kept);
      if (next.isPresent()
          && subject.scene().commits(work -> {
            subject.in(work).find(kept.id());
            subject.in(work).update(next.get());
          })) {
        agree(subject);
      }
      subject.scene().layer().run(Scene.options(), work -> inAUnit(subject, kept.id()));
    }
  }

  private static <T, I> void inAUnit(Subject<T, I> subject, I id) {
    ReadRepository<T, I> read = subject.scene().layer().read(subject.mapping().declared());
    Map<String, Runnable> reads = new LinkedHashMap<>();
    reads.put("find", () -> read.find(id));
    reads.put("get", () -> read.get(id));
    reads.put("exists", () -> read.exists(id));
    reads.put("findVersioned", () -> read.findVersioned(id));
    reads.put("findAllById", () -> read.findAllById(List.of(id)));
    reads.put("a query", () -> read.find(Query.all()));
    reads.put("a page", () -> read.page(Query.all(), 1));
    reads.put("count", () -> read.count(Specification.all()));
    reads.put("exists by condition", () -> read.exists(Specification.all()));
    reads.forEach((name, each) -> Scene.requireThrows(
        name + " that stands alone, in a unit", IllegalStateException.class, each));
  }

  private static <T, I> void agree(Subject<T, I> subject) {
    List<Kept<T, I>> kept = subject.kept();
    ReadRepository<T, I> read = subject.scene().layer().read(subject.mapping().declared());
    List<String> texts = kept.stream().map(Kept::text).sorted().toList();
    Broken.unlessEqual(
        "what a query that stands alone finds",
        texts,
        read.find(Query.all()).stream().map(subject::text).sorted().toList());
    Broken.unlessEqual(
        "the versions that a query that stands alone finds",
        kept.stream().map(each -> each.text() + " v" + each.version()).sorted().toList(),
        read.findVersioned(Query.all()).stream()
            .map(each -> subject.text(each.value()) + " v" + each.version())
            .sorted()
            .toList());
    Broken.unlessEqual(
        "the count that stands alone", (long) kept.size(), read.count(Specification.all()));
    Broken.unlessEqual(
        "a page that stands alone",
        kept.stream().map(Kept::text).toList(),
        read.page(Query.all(), kept.size() + 1).items().stream()
            .map(subject::text)
            .toList());
    var ids = new ArrayList<I>();
    var expected = new ArrayList<String>();
    for (int i = kept.size() - 1; i >= 0; i--) {
      ids.add(kept.get(i).id());
      expected.add(kept.get(i).text());
    }
    Broken.unlessEqual(
        "several ids that stand alone",
        expected,
        read.findAllById(ids).stream().map(subject::text).toList());
    for (Kept<T, I> each : subject.some(kept, 3)) {
      Broken.unlessEqual("find that stands alone", each.text(), subject.text(read.find(each.id())));
      Broken.unless(
          read.exists(each.id()), "exists that stands alone of " + each.text(), "true", "false");
      Broken.unlessEqual(
          "the version that stands alone of " + each.text(),
          each.version(),
          read.getVersioned(each.id()).version().number());
    }
    for (T absent : subject.some(subject.absent(), 1)) {
      Broken.unless(
          !read.exists(subject.id(absent)) && read.find(subject.id(absent)).isEmpty(),
          "an absent id that is read alone",
          "absent",
          "an object");
    }
  }
}
