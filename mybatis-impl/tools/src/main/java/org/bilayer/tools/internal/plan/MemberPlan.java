package org.bilayer.tools.internal.plan;

import java.util.List;
import java.util.Optional;
import org.bilayer.store.catalogue.CatalogueColumn;

/**
 * A column as a component of a record and as a constant.
 *
 * <p>Immutable.
 *
 * @param column what the database says
 * @param component the name of the component
 * @param constant the name of the constant
 * @param logical the name in Java and in messages
 * @param type the type of a value that is present, such as {@code int}
 * @param boxed the same type as an argument
 * @param codec the expression of the codec
 * @param enumeration the enumeration that the record declares for it
 * @param equality whether keys can have it
 * @param inId whether it is the id, or a part of it
 * @param filling the call that says how the database fills it; empty where only the application does
 */
public record MemberPlan(
    CatalogueColumn column,
    String component,
    String constant,
    String logical,
    String type,
    String boxed,
    String codec,
    Optional<EnumPlan> enumeration,
    boolean equality,
    boolean inId,
    Optional<String> filling) {

  /**
   * An enumeration.
   *
   * @param name the name of the type, nested in the record
   * @param constants in the order of the labels
   */
  public record EnumPlan(String name, List<EnumConstant> constants) {

    /** Copies the list. */
    public EnumPlan {
      constants = List.copyOf(constants);
    }

    /** Whether each constant has the name of its label. */
    public boolean isPlain() {
      return constants.stream().allMatch(constant -> constant.name().equals(constant.label()));
    }
  }

  /** A constant for a label of the database. */
  public record EnumConstant(String name, String label) {}

  /** Whether the value may be absent. */
  public boolean isNullable() {
    return !inId && column.isNullable();
  }

  /** The type of the component. What the database fills may be null in an object that is not stored yet. */
  public String componentType() {
    return isNullable() ? "Optional<" + boxed + ">" : filling.isPresent() ? boxed : type;
  }

  /** How many of the 255 places of a constructor the component takes. */
  int places() {
    return type.equals("long") || type.equals("double") ? isNullable() ? 1 : 2 : 1;
  }
}
