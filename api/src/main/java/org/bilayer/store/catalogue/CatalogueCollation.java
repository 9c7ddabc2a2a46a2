package org.bilayer.store.catalogue;

/**
 * How a database compares and sorts the text of a column.
 *
 * <p>Immutable.
 */
public final class CatalogueCollation {

  /** What two texts must share to be equal, and what decides their order. */
  public enum Comparison {
    /** Equal texts have the same code points; the order is by code point. */
    CODE_POINT,
    /** Equal texts have the same code points; the order follows a language. */
    LANGUAGE,
    /** Texts of different code points can be equal: by letter case, accents or blanks at the end. */
    FOLDING
  }

  /** Where the rules come from. */
  public enum Provider {
    /** The database itself. */
    SERVER,
    /** The operating system. */
    LIBC,
    /** The ICU library. */
    ICU
  }

  private final String name;
  private final Comparison comparison;
  private final Provider provider;
  private final String locale;
  private final String characterSet;

  private CatalogueCollation(Builder builder) {
    this.name = builder.name;
    this.comparison = builder.comparison;
    this.provider = builder.provider;
    this.locale = builder.locale;
    this.characterSet = builder.characterSet;
  }

  /** Begins a description. */
  public static Builder named(String name, Comparison comparison) {
    return new Builder(name, comparison);
  }

  /** The name, as the database writes it. */
  public String name() {
    return name;
  }

  /** What two texts must share to be equal, and what decides their order. */
  public Comparison comparison() {
    return comparison;
  }

  /** Where the rules come from. */
  public Provider provider() {
    return provider;
  }

  /** The language whose rules are followed, as the database writes it; empty where there is none or it is not told. */
  public String locale() {
    return locale;
  }

  /** The character set; empty where the database has one for all columns. */
  public String characterSet() {
    return characterSet;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what is known. Everything but the arguments of the factory may be left out. For one thread. */
  public static final class Builder {

    private final String name;
    private final Comparison comparison;
    private Provider provider = Provider.SERVER;
    private String locale = "";
    private String characterSet = "";

    private Builder(String name, Comparison comparison) {
      this.name = name;
      this.comparison = comparison;
    }

    /** Sets {@link CatalogueCollation#provider}. */
    public Builder provider(Provider provider) {
      this.provider = provider;
      return this;
    }

    /** Sets {@link CatalogueCollation#locale}. */
    public Builder locale(String locale) {
      this.locale = locale;
      return this;
    }

    /** Sets {@link CatalogueCollation#characterSet}. */
    public Builder characterSet(String characterSet) {
      this.characterSet = characterSet;
      return this;
    }

    /** The description; later calls of this builder do not change it. */
    public CatalogueCollation build() {
      return new CatalogueCollation(this);
    }
  }
}
