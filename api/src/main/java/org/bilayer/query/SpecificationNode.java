package org.bilayer.query;

import java.util.List;
import org.bilayer.store.Condition.Match;
import org.bilayer.store.Operator;

/** The kinds of conditions. A new kind does not compile before each visitor handles it. */
sealed interface SpecificationNode<T> extends Specification<T> {

  /** Calls the method of this kind. */
  <R> R accept(QueryInternals.Visitor<R> visitor);

  /** Everything or nothing. */
  record Constant<T>(boolean value) implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.constant(value);
    }
  }

  /** An attribute against a stored value. */
  record Comparison<T>(Attribute<T, ?> attribute, Operator operator, Object value)
      implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.comparison(attribute, operator, value);
    }
  }

  /** An attribute against another of the same row. */
  record AttributeComparison<T>(Attribute<T, ?> left, Operator operator, Attribute<T, ?> right)
      implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.attributeComparison(left, operator, right);
    }
  }

  /** An attribute among stored values, at least one, without duplicates. */
  record Membership<T>(Attribute<T, ?> attribute, List<Object> values)
      implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.membership(attribute, values);
    }
  }

  /** An attribute without value. */
  record Absence<T>(Attribute<T, ?> attribute) implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.absence(attribute);
    }
  }

  /** A text attribute that holds a text. */
  record TextMatch<T>(Attribute<T, ?> attribute, Match match, String text)
      implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.textMatch(attribute, match, text);
    }
  }

  /** All parts, at least two. */
  record Conjunction<T>(List<Specification<T>> all) implements SpecificationNode<T> {

    public Conjunction {
      all = List.copyOf(all);
    }

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.conjunction(all);
    }
  }

  /** One of the parts, at least two. */
  record Disjunction<T>(List<Specification<T>> any) implements SpecificationNode<T> {

    public Disjunction {
      any = List.copyOf(any);
    }

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.disjunction(any);
    }
  }

  /** Not the part. */
  record Negation<T>(Specification<T> part) implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.negation(part);
    }
  }

  /** At least one element of an owned collection satisfies a condition of its own. */
  record AnyOwned<T, C>(Owned<T, C> owned, Specification<C> condition)
      implements SpecificationNode<T> {

    @Override
    public <R> R accept(QueryInternals.Visitor<R> visitor) {
      return visitor.anyOwned(owned, condition);
    }
  }
}
