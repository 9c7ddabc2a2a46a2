package org.bilayer.store.catalogue;

import java.util.Optional;

/**
 * A sequence of a live database.
 *
 * <p>Immutable.
 */
public final class CatalogueSequence {

  private final String name;
  private final long increment;
  private final long start;
  private final long least;
  private final long greatest;
  private final long cache;
  private final boolean cycles;
  private final Optional<String> owner;

  private CatalogueSequence(Builder builder) {
    this.name = builder.name;
    this.increment = builder.increment;
    this.start = builder.start;
    this.least = builder.least;
    this.greatest = builder.greatest;
    this.cache = builder.cache;
    this.cycles = builder.cycles;
    this.owner = builder.owner;
  }

  /** Begins a description. */
  public static Builder named(String name, long increment) {
    return new Builder(name, increment);
  }

  /** The name, as the database writes it. */
  public String name() {
    return name;
  }

  /** The distance from one number to the next. */
  public long increment() {
    return increment;
  }

  /** The first number. */
  public long start() {
    return start;
  }

  /** The least number. */
  public long least() {
    return least;
  }

  /** The greatest number. */
  public long greatest() {
    return greatest;
  }

  /** How many numbers a connection takes ahead. */
  public long cache() {
    return cache;
  }

  /** Whether the sequence begins again after its last number. */
  public boolean cycles() {
    return cycles;
  }

  /** The table and column, separated by a point, whose numbers these are. */
  public Optional<String> owner() {
    return owner;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final long increment;
    private long start = 1L;
    private long least = 1L;
    private long greatest = 9223372036854775807L;
    private long cache = 1L;
    private boolean cycles;
    private Optional<String> owner = Optional.empty();

    private Builder(String name, long increment) {
      this.name = name;
      this.increment = increment;
    }

    /** Sets {@link CatalogueSequence#start}. */
    public Builder start(long start) {
      this.start = start;
      return this;
    }

    /** Sets {@link CatalogueSequence#least}. */
    public Builder least(long least) {
      this.least = least;
      return this;
    }

    /** Sets {@link CatalogueSequence#greatest}. */
    public Builder greatest(long greatest) {
      this.greatest = greatest;
      return this;
    }

    /** Sets {@link CatalogueSequence#cache}. */
    public Builder cache(long cache) {
      this.cache = cache;
      return this;
    }

    /** Sets {@link CatalogueSequence#cycles}. */
    public Builder cycles(boolean cycles) {
      this.cycles = cycles;
      return this;
    }

    /** Sets {@link CatalogueSequence#owner}. */
    public Builder owner(String owner) {
      this.owner = Optional.of(owner);
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueSequence build() {
      return new CatalogueSequence(this);
    }
  }
}
