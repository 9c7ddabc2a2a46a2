package org.bilayer.model;

import java.util.function.Supplier;
import org.bilayer.layout.MappingPart;
import org.bilayer.layout.Part;
import org.bilayer.layout.Rules;
import org.bilayer.query.Attribute;

/**
 * A reference from one aggregate, or from an element of a collection, to another aggregate by its id. An application
 * declares a reference once, as a constant, and passes it to {@link Mapping.Builder#references} or {@link
 * ElementCollection#references}:
 *
 * <pre>{@code
 * static final Reference<Transfer, Account> DEBITED = Reference.of("transfer_from_fkey", FROM, ACCOUNTS);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param <T> the type that refers
 * @param <R> the type that is referred to
 */
public final class Reference<T, R> {

  private final Rules.Reference<T> rule;

  private Reference(Rules.Reference<T> rule) {
    this.rule = rule;
  }

  /**
   * Declares that a column, unless null, is the id of an existing aggregate. Nothing cascades: an aggregate cannot be
   * removed while another aggregate refers to it.
   *
   * @param name the name of the foreign key in the database, unique in its table; failures carry it
   */
  public static <T, R, I> Reference<T, R> of(
      String name, Column<T, I> member, Mapping<R, I> target) {
    return of(name, member, () -> target);
  }

  /**
   * As {@link #of(String, Column, Mapping)}, for mappings that refer to themselves or to each other.
   *
   * @param target evaluated when the model is built
   */
  public static <T, R, I> Reference<T, R> of(
      String name, Column<T, I> member, Supplier<Mapping<R, I>> target) {
    return of(name, member.part(), () -> target.get().part());
  }

  /** As {@link #of(String, Column, Mapping)}, for an id of several columns. */
  public static <T, R, I> Reference<T, R> of(
      String name, Embedded<T, I> member, Mapping<R, I> target) {
    return of(name, member, () -> target);
  }

  /** As {@link #of(String, Column, Supplier)}, for an id of several columns. */
  public static <T, R, I> Reference<T, R> of(
      String name, Embedded<T, I> member, Supplier<Mapping<R, I>> target) {
    return of(name, member.part(), () -> target.get().part());
  }

  private static <T, R, I> Reference<T, R> of(
      String name, Part<T> member, Supplier<MappingPart<R, I>> target) {
    return new Reference<>(new Rules.Reference<>(name, member, target, true, false));
  }

  /**
   * Returns this reference for a table whose database has no foreign key for it. No backend then checks whether the
   * aggregate referred to exists: neither when the reference is written, nor when the aggregate is removed. A flush still
   * writes a row after the row to which it refers, and removes it before. The create script leaves the foreign key out, and
   * the check of a live table reports a foreign key that is there.
   */
  public Reference<T, R> notEnforced() {
    return new Reference<>(
        new Rules.Reference<>(rule.name(), rule.member(), rule.target(), false, rule.acts()));
  }

  /**
   * Returns this reference for a table whose foreign key has an action: {@code ON DELETE CASCADE}, {@code SET NULL} or {@code
   * SET DEFAULT}. The removal of an aggregate to which another one refers is refused as it is without an action: on a
   * database, the library looks for referring rows before it removes a row, which costs two statements for each
   * reference. Statements of other applications do cause the action. The create script leaves the action out. The check of a
   * live table does not report the action.
   */
  public Reference<T, R> withAction() {
    return new Reference<>(
        new Rules.Reference<>(rule.name(), rule.member(), rule.target(), rule.enforced(), true));
  }

  /**
   * Returns an attribute of the aggregate referred to as an attribute of the aggregate that refers, for conditions, orders,
   * projections and aggregate functions:
   *
   * <pre>{@code
   * transfers.find(Query.where(DEBITED.at(OWNER).eq("Ada")).orderBy(CREDITED.at(OWNER).asc()));
   * }</pre>
   *
   * <p>Each aggregate that refers is one result, as without the path. If it refers to nothing, the attribute is absent. The
   * attribute is nullable if the reference may be absent, or is {@link #notEnforced}, or the attribute itself is nullable.
   *
   * <p>A query throws {@link IllegalArgumentException} if the mapping does not declare this reference, and so does each other
   * use of the attribute: in a constraint or an index of a mapping, in a condition on elements, as what a set-based change sets.
   */
  public <V> Attribute<T, V> at(Attribute<R, V> attribute) {
    return Path.of(this).at(attribute);
  }

  /** Returns the path over this reference and a further one: {@code MANAGER.at(MANAGER).at(NAME)}. */
  public <S> Path<T, S> at(Reference<R, S> next) {
    return Path.of(this).at(next);
  }

  /** The name of the foreign key. */
  public String name() {
    return rule.name();
  }

  /** Whether the database has the foreign key; see {@link #notEnforced}. */
  public boolean isEnforced() {
    return rule.enforced();
  }

  Rules.Reference<T> rule() {
    return rule;
  }

  @Override
  public String toString() {
    return rule.name();
  }
}
