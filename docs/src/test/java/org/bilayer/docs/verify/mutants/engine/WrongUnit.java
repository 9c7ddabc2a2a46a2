package org.bilayer.docs.verify.mutants.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Mapping;

/** What mistakes note during a unit of work. */
final class WrongUnit {

  private final UnitOfWork right;
  private final Map<String, Object> notes = new HashMap<>();
  private final Map<Object, Mapping<Object, Object>> mappings = new IdentityHashMap<>();
  private final Map<Object, Object> proxies = new IdentityHashMap<>();
  private final List<Runnable> beforeCommit = new ArrayList<>();
  private final List<Runnable> onRollback = new ArrayList<>();
  private boolean over;

  WrongUnit(UnitOfWork right) {
    this.right = right;
  }

  UnitOfWork right() {
    return right;
  }

  Map<String, Object> notes() {
    return notes;
  }

  Map<Object, Object> proxies() {
    return proxies;
  }

  @SuppressWarnings("unchecked") // its types are those of the repository
  void mapped(Object repository, Mapping<?, ?> mapping) {
    mappings.put(repository, (Mapping<Object, Object>) mapping);
  }

  Mapping<Object, Object> mapping(Object repository) {
    Mapping<Object, Object> mapping = mappings.get(repository);
    if (mapping == null) {
      throw new IllegalStateException("Not a repository of this unit: " + repository);
    }
    return mapping;
  }

  void beforeCommit(Runnable action) {
    beforeCommit.add(action);
  }

  void onRollback(Runnable action) {
    onRollback.add(action);
  }

  void committing() {
    if (!over) {
      over = true;
      beforeCommit.forEach(Runnable::run);
    }
  }

  void rolledBack() {
    over = true;
    onRollback.forEach(Runnable::run);
    onRollback.clear();
  }
}
