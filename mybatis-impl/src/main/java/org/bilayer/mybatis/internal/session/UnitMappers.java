package org.bilayer.mybatis.internal.session;

import java.util.function.Supplier;
import org.bilayer.failure.MisuseException;
import org.jspecify.annotations.Nullable;

/** The hand-written queries of one unit of work. One thread at a time. */
final class UnitMappers {

  private final UnitContext unit;
  private @Nullable MapperSession session;

  UnitMappers(UnitContext unit) {
    this.unit = unit;
  }

  /** Whether the unit of work has asked for hand-written queries. */
  boolean isUsed() {
    return session != null;
  }

  <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    Mappers mappers = unit.store().mappers();
    Class<?> mapper = mappers.find(type).orElseThrow(() -> withoutMapper(type, twin != null));
    MapperSession known = session;
    if (known == null) {
      known = new MapperSession(unit, mappers.configuration());
      session = known;
    }
    return known.mapper(type, mapper);
  }

  private MisuseException withoutMapper(Class<?> type, boolean hasTwin) {
    return new MisuseException(
        "The queries " + type.getName() + " have no implementation for "
            + unit.store().dialect().version()
            + ": no MyBatis mapper is or extends the interface. Register one by"
            + " MyBatisDataLayer.builder(...).mapper(...), in the configuration of the SqlSessionFactory, or"
            + " for a test by LayerExtension.queries(...)."
            + (hasTwin ? " Their Java form answers in memory only." : ""),
        null);
  }

  /** The number of executed hand-written statements that may change rows. */
  long changes() {
    return session == null ? 0 : session.changes();
  }

  void close(boolean committed) {
    MapperSession open = session;
    session = null;
    if (open != null) {
      open.close(committed);
    }
  }
}
