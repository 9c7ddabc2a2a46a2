package org.bilayer.store.catalogue;

import java.util.Set;

/**
 * A trigger of a live table.
 *
 * <p>Immutable.
 */
public final class CatalogueTrigger {

  /** When a trigger runs. */
  public enum Timing {
    /** Before the change; the trigger can change the row. */
    BEFORE,
    /** After the change. */
    AFTER,
    /** In place of the change. */
    INSTEAD_OF
  }

  /** A statement that runs a trigger. */
  public enum Event {
    /** INSERT. */
    INSERT,
    /** UPDATE. */
    UPDATE,
    /** DELETE. */
    DELETE,
    /** TRUNCATE. */
    TRUNCATE
  }

  private final String name;
  private final Timing timing;
  private final Set<Event> events;
  private final boolean eachRow;
  private final boolean enabled;
  private final String text;

  private CatalogueTrigger(Builder builder) {
    this.name = builder.name;
    this.timing = builder.timing;
    this.events = builder.events;
    this.eachRow = builder.eachRow;
    this.enabled = builder.enabled;
    this.text = builder.text;
  }

  /** Begins a description. */
  public static Builder named(String name, Timing timing, Set<Event> events) {
    return new Builder(name, timing, events);
  }

  /** The name, as the database writes it. */
  public String name() {
    return name;
  }

  /** When the trigger runs. */
  public Timing timing() {
    return timing;
  }

  /** The statements that run the trigger. */
  public Set<Event> events() {
    return events;
  }

  /** Whether the trigger runs for each row and not for each statement. */
  public boolean eachRow() {
    return eachRow;
  }

  /** Whether the trigger runs for ordinary connections. */
  public boolean isEnabled() {
    return enabled;
  }

  /** The trigger as the database writes it; empty where it does not. */
  public String text() {
    return text;
  }

  /** Whether the trigger can give values to columns of a new row. */
  public boolean fillsInserts() {
    return enabled && eachRow && timing != Timing.AFTER && events.contains(Event.INSERT);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final Timing timing;
    private final Set<Event> events;
    private boolean eachRow;
    private boolean enabled = true;
    private String text = "";

    private Builder(String name, Timing timing, Set<Event> events) {
      this.name = name;
      this.timing = timing;
      this.events = events;
    }

    /** Sets {@link CatalogueTrigger#eachRow}. */
    public Builder eachRow(boolean eachRow) {
      this.eachRow = eachRow;
      return this;
    }

    /** Sets {@link CatalogueTrigger#isEnabled}. */
    public Builder enabled(boolean enabled) {
      this.enabled = enabled;
      return this;
    }

    /** Sets {@link CatalogueTrigger#text}. */
    public Builder text(String text) {
      this.text = text;
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueTrigger build() {
      return new CatalogueTrigger(this);
    }
  }
}
