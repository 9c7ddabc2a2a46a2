package org.bilayer.testkit.verify.drawing;

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
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Key;

/** Stores drawn objects in one unit of work, after what they refer to. */
public final class DrawnObjectWriter {

  private final Drawing drawing;
  private final UnitOfWork work;

  public DrawnObjectWriter(Drawing drawing, UnitOfWork work) {
    this.drawing = drawing;
    this.work = work;
  }

  /**
   * Whether a target is there is asked of the store: the unit that stored it may have been rolled back, or there may be
   * another store now.
   */
  public void store(Collection<? extends DrawnObject<?, ?>> wanted) {
    var all = new LinkedHashSet<DrawnObject<?, ?>>();
    wanted.forEach(each -> addAfterTargets(each, all));
    Set<DrawnObject<?, ?>> there = there(all, new HashSet<>(wanted));
    for (DrawnObject<?, ?> each : all) {
      if (!there.contains(each)) {
        store(each);
      }
    }
    work.flush();
  }

  private static void addAfterTargets(DrawnObject<?, ?> drawn, Set<DrawnObject<?, ?>> into) {
    if (!into.contains(drawn)) {
      drawn.targets().forEach(target -> addAfterTargets(target, into));
      into.add(drawn);
    }
  }

  private Set<DrawnObject<?, ?>> there(
      Collection<DrawnObject<?, ?>> all, Set<DrawnObject<?, ?>> wanted) {
    var asked = new LinkedHashMap<String, List<DrawnObject<?, ?>>>();
    for (DrawnObject<?, ?> each : all) {
      if (!wanted.contains(each) && each.isKnown()) {
        asked.computeIfAbsent(each.mapping().name(), none -> new ArrayList<>()).add(each);
      }
    }
    var there = new HashSet<DrawnObject<?, ?>>();
    for (List<DrawnObject<?, ?>> each : asked.values()) {
      addThere(each.get(0).mapping(), each, there);
    }
    return there;
  }

  private <T, I> void addThere(
      MappingUnderTest<T, I> mapping, List<DrawnObject<?, ?>> all, Set<DrawnObject<?, ?>> into) {
    Map<Key, DrawnObject<?, ?>> byKey = new LinkedHashMap<>();
    Layout<T, I> layout = mapping.layout();
    for (DrawnObject<?, ?> each : all) {
      // Those of one mapping have its ids.
      byKey.put(layout.keyOf(mapping.id(drawing.ids(), each.key())), each);
    }
    List<I> ids = byKey.keySet().stream().map(layout::idOf).toList();
    for (T object : work.repository(mapping.declared()).findAllById(ids)) {
      DrawnObject<?, ?> found = byKey.get(layout.keyOfObject(object));
      if (found != null) {
        into.add(found);
      }
    }
  }

  private <T, I> void store(DrawnObject<T, I> drawn) {
    MappingUnderTest<T, I> mapping = drawn.mapping();
    Layout<T, I> layout = mapping.layout();
    Repository<T, I> repository = work.repository(mapping.declared());
    if (drawn.isGenerated()) {
      T added = repository.addGenerated(
          id -> mapping.made(drawing.ids(), drawn.row(), layout.keyOf(id).value(0)));
      Object id = layout.keyOfObject(added).value(0);
      drawing.ids().replace(layout.root(), ((Number) drawn.key().get(0)).longValue(), id);
      drawn.stored(added, id);
    } else {
      // Made again: ids that it refers to may have been generated since.
      T object = mapping.object(drawing.ids(), drawn.row(), 1);
      repository.add(object);
      drawn.stored(object, null);
    }
  }
}
