package org.bilayer;

import java.util.Objects;
import org.bilayer.value.RowVersion;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate with the version at which it was read. After an edit outside of a unit of work, {@link
 * Repository#update(Object, RowVersion)} stores the aggregate with this version. Immutable if the aggregate is
 * immutable.
 *
 * @param <T> the root's type
 */
public final class Versioned<T> {

  private final T value;
  private final RowVersion version;

  private Versioned(T value, RowVersion version) {
    this.value = value;
    this.version = version;
  }

  /** Creates an aggregate with a version. */
  public static <T> Versioned<T> of(T value, RowVersion version) {
    return new Versioned<>(Objects.requireNonNull(value), Objects.requireNonNull(version));
  }

  /** The aggregate. */
  public T value() {
    return value;
  }

  /** The version at which the aggregate was read. */
  public RowVersion version() {
    return version;
  }

  /** Whether value and version are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Versioned<?> versioned
        && version.equals(versioned.version)
        && value.equals(versioned.value);
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + version.hashCode();
  }

  /** Shows the version, but not the values of the aggregate. */
  @Override
  public String toString() {
    return "Versioned[type=" + value.getClass().getSimpleName() + ", version=" + version + "]";
  }
}
