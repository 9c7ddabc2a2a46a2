package org.bilayer.failure;

/**
 * An aggregate that the caller demanded does not exist, as seen by this unit of work. The unit is over;
 * ask with {@code find} where absence is an ordinary answer.
 */
public final class NotFoundException extends DataException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final String id;

  /**
   * Creates the failure.
   *
   * @param type the table the aggregate would be in
   * @param id the id asked for, as text
   */
  public NotFoundException(String type, String id) {
    super(
        "Not found [type=" + type + ", id=" + id
            + "]. Use find(id) where absence is an expected answer.",
        null);
    this.type = type;
    this.id = id;
  }

  /** The table the aggregate would be in. */
  public String type() {
    return type;
  }

  /** The id asked for, as text. */
  public String id() {
    return id;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
