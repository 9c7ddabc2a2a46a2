package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** What a condition says of one column. */
enum LeafForm {
  EQ(Operator.EQ, null),
  NE(Operator.NE, null),
  LT(Operator.LT, null),
  LE(Operator.LE, null),
  GT(Operator.GT, null),
  GE(Operator.GE, null),
  BETWEEN(null, null),
  FROM_UNTIL(null, null),
  IN(null, null),
  NOT_IN(null, null),
  IS_NULL(null, null),
  IS_NOT_NULL(null, null),
  PREFIX(null, Condition.Match.PREFIX),
  INFIX(null, Condition.Match.INFIX),
  SUFFIX(null, Condition.Match.SUFFIX),
  COLUMN(null, null);

  private final @Nullable Operator operator;
  private final Condition.@Nullable Match match;

  LeafForm(@Nullable Operator operator, Condition.@Nullable Match match) {
    this.operator = operator;
    this.match = match;
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
  static List<LeafForm> of(StoredType type) {
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
