package org.bilayer.testkit.verify.history;

import java.util.List;

/** The steps that change what a unit knows, and nothing that is stored. */
final class Loads {

  private Loads() {}

  /** Reads an aggregate again. */
  record Refresh(String table, List<Object> key) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.refresh(table, key);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String name() {
      return "refresh";
    }

    @Override
    public String toString() {
      return "refresh(" + Literal.of(table) + ", " + Literal.key(key) + ")";
    }
  }

  /** Loads an aggregate and forgets it. */
  record Evict(String table, List<Object> key) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.evict(table, key);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String name() {
      return "evict";
    }

    @Override
    public String toString() {
      return "evict(" + Literal.of(table) + ", " + Literal.key(key) + ")";
    }
  }

  /** Registers a read for the time after the commit. */
  record AfterCommit(Step read) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.afterCommit(read);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String table() {
      return read.table();
    }

    @Override
    public String name() {
      return "afterCommit";
    }

    @Override
    public String toString() {
      return "afterCommit(" + read + ")";
    }
  }
}
