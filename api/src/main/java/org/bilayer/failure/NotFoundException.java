package org.bilayer.failure;

/**
 * An aggregate that the caller requires does not exist in the view of this unit of work. The unit is over. Use
 * {@code find} if an absent aggregate is an expected result.
 */
public final class NotFoundException extends DataException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final String id;

  /**
   * Creates the failure.
   *
   * @param type the table of the aggregate
   * @param id the id, as text
   */
  public NotFoundException(String type, String id) {
    super(
        "Not found [type=" + type + ", id=" + id
            + "]. Use find(id) where absence is an expected answer.",
        null);
    this.type = type;
    this.id = id;
  }

  /** The table of the aggregate. */
  public String type() {
    return type;
  }

  /** The id, as text. */
  public String id() {
    return id;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
