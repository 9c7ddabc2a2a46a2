package org.bilayer.tools.internal.migration.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.tools.internal.migration.text.Change;

/** Collects the steps of a table. */
final class Steps {

  private final List<Step> steps = new ArrayList<>();

  void active(Change change, CatalogueDifference reason) {
    active(change, reason.toString());
  }

  void active(Change change, String reason) {
    steps.add(new Step(change.stage(), change.sql(), reason, change.risk(), Optional.empty()));
  }

  void question(Change change, CatalogueDifference reason, String question) {
    question(change, reason.toString(), question);
  }

  void question(Change change, String reason, String question) {
    steps.add(new Step(change.stage(), change.sql(), reason, change.risk(), Optional.of(question)));
  }

  List<Step> all() {
    return List.copyOf(steps);
  }
}
