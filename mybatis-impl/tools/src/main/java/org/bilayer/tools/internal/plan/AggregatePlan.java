package org.bilayer.tools.internal.plan;

import java.util.List;
import java.util.Optional;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueTable;

/**
 * A table as a record and a mapping.
 *
 * <p>Immutable.
 *
 * @param table what the database says
 * @param type the name of the record
 * @param logical the table's name in Java and in messages
 * @param id what identifies a row
 * @param members all mapped columns in the order of the table
 * @param stamp how changes of a row are seen
 * @param identity whether the database generates the id
 * @param uniques the unique keys
 * @param indexes the non-unique indexes
 * @param references the references
 * @param checks the checks that the model says
 * @param imports the full names of the types of the members
 */
public record AggregatePlan(
    CatalogueTable table,
    String type,
    String logical,
    Id id,
    List<MemberPlan> members,
    Stamp stamp,
    boolean identity,
    List<UniquePlan> uniques,
    List<IndexPlan> indexes,
    List<ReferencePlan> references,
    List<CheckPlan> checks,
    List<String> imports) {

  /** Copies the lists. */
  public AggregatePlan {
    members = List.copyOf(members);
    uniques = List.copyOf(uniques);
    indexes = List.copyOf(indexes);
    references = List.copyOf(references);
    checks = List.copyOf(checks);
    imports = List.copyOf(imports);
  }

  /**
   * What identifies a row.
   *
   * @param members none where nothing does
   * @param name the name of the constraint; empty where there is none
   */
  public record Id(List<MemberPlan> members, Optional<String> name) {

    /** Copies the list. */
    public Id {
      members = List.copyOf(members);
    }

    /** Whether the id is a record of its own. */
    public boolean isComposite() {
      return members.size() > 1;
    }
  }

  /** How changes of a row are seen. */
  public enum Strategy {
    /** By a column that counts them. */
    COLUMN,
    /** By the server's own version of a row. */
    SERVER,
    /** They are not seen: the mapping only reads. */
    NONE
  }

  /**
   * A strategy.
   *
   * @param column the column that counts changes, for {@link Strategy#COLUMN}
   * @param reason why it was chosen
   */
  public record Stamp(Strategy strategy, Optional<CatalogueColumn> column, String reason) {}

  /** A unique key. */
  public record UniquePlan(String name, List<MemberPlan> members) {}

  /**
   * A non-unique index.
   *
   * @param criteria the expressions of its columns in Java
   */
  public record IndexPlan(String name, List<MemberPlan> members, List<String> criteria) {}

  /**
   * A reference to the id of another mapping, or of this one.
   *
   * @param constant the name of the constant
   * @param name the name of the foreign key
   * @param target the record that is referred to
   * @param acts whether the foreign key has an action
   */
  public record ReferencePlan(
      String constant, String name, MemberPlan member, String target, boolean acts) {}

  /**
   * A check.
   *
   * @param expression the condition in Java
   */
  public record CheckPlan(String name, String expression) {}

  /** Whether rows are only read. */
  public boolean isReadOnly() {
    return stamp.strategy() == Strategy.NONE;
  }

  /** The members that are not part of a composite id. */
  public List<MemberPlan> membersBesideId() {
    return id.isComposite() ? members.stream().filter(member -> !member.inId()).toList() : members;
  }

  @Override
  public String toString() {
    return type;
  }
}
