package org.bilayer.store;

/** The comparisons of {@link Condition}; unknown as soon as one side is null. */
public enum Operator {
  EQ("="),
  NE("<>"),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** The operator as SQL writes it. */
  public String symbol() {
    return symbol;
  }

  /** Whether a comparison that gave {@code sign} (negative, zero, positive) satisfies this operator. */
  public boolean accepts(int sign) {
    return switch (this) {
      case EQ -> sign == 0;
      case NE -> sign != 0;
      case LT -> sign < 0;
      case LE -> sign <= 0;
      case GT -> sign > 0;
      case GE -> sign >= 0;
    };
  }
}
