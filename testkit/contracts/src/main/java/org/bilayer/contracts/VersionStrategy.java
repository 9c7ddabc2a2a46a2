package org.bilayer.contracts;

import java.util.Optional;
import org.bilayer.layout.Layouts;
import org.bilayer.layout.MappingPart;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.StoredColumn;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** How the rows of a contract's model show that they have changed. Mappings with a version attribute keep it. */
public enum VersionStrategy {

  /** As the mappings declare. */
  DECLARED,

  /** A column of 16 bits. */
  INT16,

  /** A column of 32 bits that may hold no value. */
  NULLABLE_INT32,

  /** The server's version of a row. */
  SERVER;

  /** The column that the library keeps; empty where there is none, or the mappings declare it. */
  private Optional<StoredColumn> column() {
    return switch (this) {
      case INT16 -> Optional.of(column(Kind.INT16, false));
      case NULLABLE_INT32 -> Optional.of(column(Kind.INT32, true));
      case DECLARED, SERVER -> Optional.empty();
    };
  }

  private static StoredColumn column(Kind kind, boolean nullable) {
    return new StoredColumn("version", StoredType.of(kind), nullable);
  }

  /** Whether each change raises the version by one. */
  public boolean counts() {
    return this != SERVER;
  }

  /** A model whose mappings have these versions. */
  public Model of(Model model) {
    return this == DECLARED
        ? model
        : ModelInternals.with(model, new Layouts.Versions() {
          @Override
          public <T> MappingPart.Version<T> of(MappingPart<T, ?> mapping) {
            if (mapping.version().attribute().isPresent()) {
              return mapping.version();
            }
            return column()
                .<MappingPart.Version<T>>map(MappingPart.Version::of)
                .orElseGet(MappingPart.Version::ofServer);
          }
        });
  }
}
