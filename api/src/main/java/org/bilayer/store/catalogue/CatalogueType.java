package org.bilayer.store.catalogue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The type of a live column: as the server writes it, and by what it can hold.
 *
 * <p>Immutable.
 */
public final class CatalogueType {

  /** What kind of values a type has. */
  public enum Kind {
    /** Text of varying length. */
    TEXT,
    /** Text of a fixed length, filled with blanks. */
    FIXED_TEXT,
    /** Integers of a number of bits. */
    INTEGER,
    /** Exact decimals. */
    DECIMAL,
    /** Binary floating point. */
    FLOAT,
    /** Truth values. */
    BOOLEAN,
    /** Dates. */
    DATE,
    /** Times of day. */
    TIME,
    /** Times of day with an offset. */
    TIME_WITH_OFFSET,
    /** Date and time of day without zone. */
    DATE_TIME,
    /** Points in time. */
    INSTANT,
    /** Years. */
    YEAR,
    /** UUIDs. */
    UUID,
    /** Bytes of varying length. */
    BYTES,
    /** Bytes of a fixed length, filled with zero bytes. */
    FIXED_BYTES,
    /** Bit strings. */
    BITS,
    /** JSON. */
    JSON,
    /** One of some labels. */
    ENUM,
    /** Some of some labels. */
    SET,
    /** Arrays of another type. */
    ARRAY,
    /** Every other type. */
    OTHER
  }

  private final Kind kind;
  private final String text;
  private final int bits;
  private final boolean unsigned;
  private final OptionalLong characters;
  private final OptionalLong bytes;
  private final OptionalInt precision;
  private final OptionalInt scale;
  private final List<String> values;
  private final Optional<String> domain;

  private CatalogueType(Builder builder) {
    this.kind = builder.kind;
    this.text = builder.text;
    this.bits = builder.bits;
    this.unsigned = builder.unsigned;
    this.characters = builder.characters;
    this.bytes = builder.bytes;
    this.precision = builder.precision;
    this.scale = builder.scale;
    this.values = builder.values;
    this.domain = builder.domain;
  }

  /** Begins a description. */
  public static Builder of(Kind kind, String text) {
    return new Builder(kind, text);
  }

  /** What kind of values the type has. */
  public Kind kind() {
    return kind;
  }

  /** The type as the server writes it, such as {@code int(10) unsigned} or {@code character varying(20)}. */
  public String text() {
    return text;
  }

  /** The size of an integer, of binary floating point or of a bit string; 0 for other types. */
  public int bits() {
    return bits;
  }

  /** Whether the type has no negative numbers. */
  public boolean isUnsigned() {
    return unsigned;
  }

  /** The greatest length of text in characters; empty where there is no limit, or for other types. */
  public OptionalLong characters() {
    return characters;
  }

  /** The greatest length of text or bytes in bytes; empty where there is no limit, or for other types. */
  public OptionalLong bytes() {
    return bytes;
  }

  /** The digits of a decimal; empty where there is no limit, or for other types. */
  public OptionalInt precision() {
    return precision;
  }

  /** The digits behind the point of a decimal or of the seconds of a time; empty where values choose, or for other types. */
  public OptionalInt scale() {
    return scale;
  }

  /** The labels of an enumeration or set, in their order. */
  public List<String> values() {
    return values;
  }

  /** The domain by which the column names the type. */
  public Optional<String> domain() {
    return domain;
  }

  /** The least number that an integer type holds; empty for other types. */
  public Optional<BigInteger> least() {
    return kind != Kind.INTEGER
        ? Optional.empty()
        : Optional.of(
            unsigned ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1).negate());
  }

  /** The greatest number that an integer type holds; empty for other types. */
  public Optional<BigInteger> greatest() {
    return kind != Kind.INTEGER
        ? Optional.empty()
        : Optional.of(
            BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1).subtract(BigInteger.ONE));
  }

  @Override
  public String toString() {
    return text;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final Kind kind;
    private final String text;
    private int bits;
    private boolean unsigned;
    private OptionalLong characters = OptionalLong.empty();
    private OptionalLong bytes = OptionalLong.empty();
    private OptionalInt precision = OptionalInt.empty();
    private OptionalInt scale = OptionalInt.empty();
    private List<String> values = List.of();
    private Optional<String> domain = Optional.empty();

    private Builder(Kind kind, String text) {
      this.kind = kind;
      this.text = text;
    }

    /** Sets {@link CatalogueType#bits}. */
    public Builder bits(int bits) {
      this.bits = bits;
      return this;
    }

    /** Sets {@link CatalogueType#isUnsigned}. */
    public Builder unsigned(boolean unsigned) {
      this.unsigned = unsigned;
      return this;
    }

    /** Sets {@link CatalogueType#characters}. */
    public Builder characters(long characters) {
      this.characters = OptionalLong.of(characters);
      return this;
    }

    /** Sets {@link CatalogueType#bytes}. */
    public Builder bytes(long bytes) {
      this.bytes = OptionalLong.of(bytes);
      return this;
    }

    /** Sets {@link CatalogueType#precision}. */
    public Builder precision(int precision) {
      this.precision = OptionalInt.of(precision);
      return this;
    }

    /** Sets {@link CatalogueType#scale}. */
    public Builder scale(int scale) {
      this.scale = OptionalInt.of(scale);
      return this;
    }

    /** Sets {@link CatalogueType#values}. */
    public Builder values(List<String> values) {
      this.values = List.copyOf(values);
      return this;
    }

    /** Sets {@link CatalogueType#domain}. */
    public Builder domain(String domain) {
      this.domain = Optional.of(domain);
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueType build() {
      return new CatalogueType(this);
    }
  }
}
