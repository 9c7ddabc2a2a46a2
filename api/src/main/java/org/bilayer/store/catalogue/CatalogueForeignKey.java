package org.bilayer.store.catalogue;

import java.util.List;

/**
 * A foreign key of a live table.
 *
 * <p>Immutable.
 */
public final class CatalogueForeignKey {

  /** What happens to referring rows. */
  public enum Action {
    /** The change is refused at the end of the statement. */
    NO_ACTION,
    /** The change is refused at once. */
    RESTRICT,
    /** They are removed, or take the new key. */
    CASCADE,
    /** Their columns become NULL. */
    SET_NULL,
    /** Their columns take their defaults. */
    SET_DEFAULT;

    /** Whether referring rows change, so that the change is not refused. */
    public boolean changesRows() {
      return this != NO_ACTION && this != RESTRICT;
    }
  }

  private final String name;
  private final List<String> columns;
  private final String target;
  private final List<String> targetColumns;
  private final String targetSchema;
  private final Action onDelete;
  private final Action onUpdate;
  private final boolean matchesFull;
  private final boolean deferrable;
  private final boolean deferred;
  private final boolean validated;

  private CatalogueForeignKey(Builder builder) {
    this.name = builder.name;
    this.columns = builder.columns;
    this.target = builder.target;
    this.targetColumns = builder.targetColumns;
    this.targetSchema = builder.targetSchema;
    this.onDelete = builder.onDelete;
    this.onUpdate = builder.onUpdate;
    this.matchesFull = builder.matchesFull;
    this.deferrable = builder.deferrable;
    this.deferred = builder.deferred;
    this.validated = builder.validated;
  }

  /** Begins a description. */
  public static Builder named(
      String name, List<String> columns, String target, List<String> targetColumns) {
    return new Builder(name, columns, target, targetColumns);
  }

  /** The name, as the database writes it. */
  public String name() {
    return name;
  }

  /** The referring columns, in order. */
  public List<String> columns() {
    return columns;
  }

  /** The table that is referred to. */
  public String target() {
    return target;
  }

  /** The columns that are referred to, one for each referring column. */
  public List<String> targetColumns() {
    return targetColumns;
  }

  /** The schema of the table that is referred to, as the database writes it. */
  public String targetSchema() {
    return targetSchema;
  }

  /** What happens to referring rows when the row they refer to is removed. */
  public Action onDelete() {
    return onDelete;
  }

  /** What happens to referring rows when the key they refer to changes. */
  public Action onUpdate() {
    return onUpdate;
  }

  /** Whether the referring columns must be all NULL or none. */
  public boolean matchesFull() {
    return matchesFull;
  }

  /** Whether the check can wait for the commit. */
  public boolean isDeferrable() {
    return deferrable;
  }

  /** Whether the check waits for the commit unless a transaction decides otherwise. */
  public boolean isDeferred() {
    return deferred;
  }

  /** Whether the rows that were there before the key have been checked. */
  public boolean isValidated() {
    return validated;
  }

  /** Whether removing or changing the row referred to changes rows of this table. */
  public boolean actsOnRows() {
    return onDelete.changesRows() || onUpdate.changesRows();
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final List<String> columns;
    private final String target;
    private final List<String> targetColumns;
    private String targetSchema = "";
    private Action onDelete = Action.NO_ACTION;
    private Action onUpdate = Action.NO_ACTION;
    private boolean matchesFull;
    private boolean deferrable;
    private boolean deferred;
    private boolean validated = true;

    private Builder(String name, List<String> columns, String target, List<String> targetColumns) {
      this.name = name;
      this.columns = List.copyOf(columns);
      this.target = target;
      this.targetColumns = List.copyOf(targetColumns);
    }

    /** Sets {@link CatalogueForeignKey#targetSchema}. */
    public Builder targetSchema(String targetSchema) {
      this.targetSchema = targetSchema;
      return this;
    }

    /** Sets {@link CatalogueForeignKey#onDelete}. */
    public Builder onDelete(Action onDelete) {
      this.onDelete = onDelete;
      return this;
    }

    /** Sets {@link CatalogueForeignKey#onUpdate}. */
    public Builder onUpdate(Action onUpdate) {
      this.onUpdate = onUpdate;
      return this;
    }

    /** Sets {@link CatalogueForeignKey#matchesFull}. */
    public Builder matchesFull(boolean matchesFull) {
      this.matchesFull = matchesFull;
      return this;
    }

    /** Sets {@link CatalogueForeignKey#isDeferrable}. */
    public Builder deferrable(boolean deferrable) {
      this.deferrable = deferrable;
      return this;
    }

    /** Sets {@link CatalogueForeignKey#isDeferred}. */
    public Builder deferred(boolean deferred) {
      this.deferred = deferred;
      return this;
    }

    /** Sets {@link CatalogueForeignKey#isValidated}. */
    public Builder validated(boolean validated) {
      this.validated = validated;
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueForeignKey build() {
      return new CatalogueForeignKey(this);
    }
  }
}
