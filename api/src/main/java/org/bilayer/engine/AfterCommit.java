package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.DataLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actions that run after the commit of a unit of work, in the order of their registration. One thread at a time. */
final class AfterCommit {

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);

  private static final String FAILED =
      "An after-commit action failed. The unit of work stays committed.";

  private List<Runnable> actions = List.of();

  void add(Runnable action) {
    if (actions.isEmpty()) {
      actions = new ArrayList<>();
    }
    actions.add(action);
  }

  int size() {
    return actions.size();
  }

  /** Keeps the given number of first actions. Removes the later actions, which belong to an undone attempt. */
  void keepFirst(int kept) {
    if (actions.size() > kept) {
      actions.subList(kept, actions.size()).clear();
    }
  }

  /**
   * Runs all actions. An exception of an action is logged and has no other effect. An {@link Error} is thrown after
   * the last action.
   */
  void run() {
    Error fatal = null;
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (Error e) {
        LOG.error(FAILED, e);
        fatal = fatal == null ? e : fatal;
      } catch (Throwable e) {
        LOG.error(FAILED, e);
      }
    }
    if (fatal != null) {
      throw fatal;
    }
  }
}
