package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.layout.Layout;
import org.bilayer.value.Key;

/** Stores drawn objects in one unit of work, after what they refer to. */
final class Storing {

  private final Drawing drawing;
  private final UnitOfWork work;

  Storing(Drawing drawing, UnitOfWork work) {
    this.drawing = drawing;
    this.work = work;
  }

  /**
   * Whether a target is there is asked of the store: the unit that stored it may have been rolled back, or there may be
   * another store now.
   */
  void store(Collection<? extends Drawn<?, ?>> wanted) {
    var all = new LinkedHashSet<Drawn<?, ?>>();
    wanted.forEach(each -> addAfterTargets(each, all));
    Set<Drawn<?, ?>> there = there(all, new HashSet<>(wanted));
    for (Drawn<?, ?> each : all) {
      if (!there.contains(each)) {
        store(each);
      }
    }
    work.flush();
  }

  private static void addAfterTargets(Drawn<?, ?> drawn, Set<Drawn<?, ?>> into) {
    if (!into.contains(drawn)) {
      drawn.targets().forEach(target -> addAfterTargets(target, into));
      into.add(drawn);
    }
  }

  private Set<Drawn<?, ?>> there(Collection<Drawn<?, ?>> all, Set<Drawn<?, ?>> wanted) {
    var asked = new LinkedHashMap<String, List<Drawn<?, ?>>>();
    for (Drawn<?, ?> each : all) {
      if (!wanted.contains(each) && each.isKnown()) {
        asked.computeIfAbsent(each.subject().name(), none -> new ArrayList<>()).add(each);
      }
    }
    var there = new HashSet<Drawn<?, ?>>();
    for (List<Drawn<?, ?>> each : asked.values()) {
      addThere(each.get(0).subject(), each, there);
    }
    return there;
  }

  private <T, I> void addThere(
      MappingUnderTest<T, I> subject, List<Drawn<?, ?>> all, Set<Drawn<?, ?>> into) {
    Map<Key, Drawn<?, ?>> byKey = new LinkedHashMap<>();
    Layout<T, I> layout = subject.layout();
    for (Drawn<?, ?> each : all) {
      // Those of one subject have its ids.
      byKey.put(layout.keyOf(subject.id(drawing.ids(), each.key())), each);
    }
    List<I> ids = byKey.keySet().stream().map(layout::idOf).toList();
    for (T object : work.repository(subject.mapping()).findAllById(ids)) {
      Drawn<?, ?> found = byKey.get(layout.keyOfObject(object));
      if (found != null) {
        into.add(found);
      }
    }
  }

  private <T, I> void store(Drawn<T, I> drawn) {
    MappingUnderTest<T, I> subject = drawn.subject();
    Layout<T, I> layout = subject.layout();
    Repository<T, I> repository = work.repository(subject.mapping());
    if (drawn.isGenerated()) {
      T added = repository.addGenerated(
          id -> subject.made(drawing.ids(), drawn.row(), layout.keyOf(id).value(0)));
      Object id = layout.keyOfObject(added).value(0);
      drawing.ids().replace(layout.root(), ((Number) drawn.key().get(0)).longValue(), id);
      drawn.stored(added, id);
    } else {
      // Made again: ids that it refers to may have been generated since.
      T object = subject.object(drawing.ids(), drawn.row(), 1);
      repository.add(object);
      drawn.stored(object, null);
    }
  }
}
