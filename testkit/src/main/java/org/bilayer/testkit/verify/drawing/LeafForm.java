package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** What a condition says of one column. */
public enum LeafForm {
  EQ("=", Operator.EQ, null),
  NE("<>", Operator.NE, null),
  LT("<", Operator.LT, null),
  LE("<=", Operator.LE, null),
  GT(">", Operator.GT, null),
  GE(">=", Operator.GE, null),
  BETWEEN("between", null, null),
  FROM_UNTIL("from until", null, null),
  IN("in", null, null),
  NOT_IN("not in", null, null),
  IS_NULL("is null", null, null),
  IS_NOT_NULL("is not null", null, null),
  PREFIX("starts with", null, Condition.Match.PREFIX),
  INFIX("contains", null, Condition.Match.INFIX),
  SUFFIX("ends with", null, Condition.Match.SUFFIX),
  COLUMN("against a column", null, null);

  private final String text;
  private final @Nullable Operator operator;
  private final Condition.@Nullable Match match;

  LeafForm(String text, @Nullable Operator operator, Condition.@Nullable Match match) {
    this.text = text;
    this.operator = operator;
    this.match = match;
  }

  /** For people and machines. */
  public String text() {
    return text;
  }

  /** Whether it compares with values that are given. */
  public boolean hasOperand() {
    return this != IS_NULL && this != IS_NOT_NULL && this != COLUMN;
  }

  /** How it compares, where it compares with one value. */
  Operator operator() {
    return Objects.requireNonNull(operator);
  }

  /** How it matches, where it matches a text. */
  Condition.Match match() {
    return Objects.requireNonNull(match);
  }

  /** The forms that a type of column has. */
  public static List<LeafForm> of(StoredType type) {
    var forms = new ArrayList<LeafForm>();
    forms.addAll(List.of(IS_NULL, IS_NOT_NULL));
    if (type.hasEquality()) {
      forms.addAll(List.of(EQ, NE, IN, NOT_IN));
    }
    if (type.isOrdered()) {
      forms.addAll(List.of(LT, LE, GT, GE, BETWEEN, FROM_UNTIL));
    }
    if (type.hasEquality() || type.isOrdered()) {
      forms.add(COLUMN);
    }
    if (type.kind() == StoredType.Kind.TEXT) {
      forms.addAll(List.of(PREFIX, INFIX, SUFFIX));
    }
    return forms;
  }
}
