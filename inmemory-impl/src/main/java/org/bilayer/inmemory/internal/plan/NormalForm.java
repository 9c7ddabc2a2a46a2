package org.bilayer.inmemory.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.Always;
import org.bilayer.store.Condition.And;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Condition.CompareColumns;
import org.bilayer.store.Condition.Not;
import org.bilayer.store.Condition.Or;
import org.bilayer.store.Operator;

/** Conditions without negation, except of parts that have no opposite. */
public final class NormalForm {
  /*
   * Negation moves inwards by De Morgan's laws, which hold in three-valued logic. A negated comparison becomes the
   * opposite comparison, which is unknown for the same rows. Only In, IsNull, Matches and Exists remain negated.
   *
   * The result is monotone in its leaves: if a leaf is replaced by a condition that is true for more rows, the whole
   * is true for at least as many rows. The search for key ranges and the predicates for validation depend on this
   * property.
   */
  private NormalForm() {}

  public static Condition of(Condition condition) {
    return of(condition, false);
  }

  private static Condition of(Condition condition, boolean negated) {
    if (condition instanceof Not not) {
      return of(not.condition(), !negated);
    }
    if (condition instanceof And and) {
      return negated ? new Or(all(and.all(), true)) : new And(all(and.all(), false));
    }
    if (condition instanceof Or or) {
      return negated ? new And(all(or.any(), true)) : new Or(all(or.any(), false));
    }
    if (!negated) {
      return condition;
    }
    if (condition instanceof Always always) {
      return new Always(!always.value());
    }
    if (condition instanceof Compare compare) {
      return new Compare(compare.column(), opposite(compare.operator()), compare.value());
    }
    if (condition instanceof CompareColumns compare) {
      return new CompareColumns(compare.left(), opposite(compare.operator()), compare.right());
    }
    return new Not(condition);
  }

  private static List<Condition> all(List<Condition> parts, boolean negated) {
    var result = new ArrayList<Condition>(parts.size());
    for (Condition part : parts) {
      result.add(of(part, negated));
    }
    return result;
  }

  private static Operator opposite(Operator operator) {
    return switch (operator) {
      case EQ -> Operator.NE;
      case NE -> Operator.EQ;
      case LT -> Operator.GE;
      case LE -> Operator.GT;
      case GT -> Operator.LE;
      case GE -> Operator.LT;
    };
  }
}
