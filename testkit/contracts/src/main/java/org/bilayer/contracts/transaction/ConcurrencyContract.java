package org.bilayer.contracts.transaction;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Figure;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.testkit.database.ReportDatabases;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the contracts of units of work at the same time share. They are short in the ordinary build and long, with lines of
 * progress, where the system property {@code bilayer.nightly} is true; {@code bilayer.seed} repeats what was drawn.
 */
@ExtendWith(ReportDatabases.class)
@Timeout(3_600)
@NeedsConnections(8)
abstract class ConcurrencyContract {

  private static final boolean NIGHTLY = Boolean.getBoolean("bilayer.nightly");

  private final long seed =
      Long.getLong("bilayer.seed", ThreadLocalRandom.current().nextLong());

  /** What has to keep this contract. */
  protected abstract Backend backend();

  /** Whether what is measured is to be printed and kept; not of a backend that is wrong on purpose. */
  protected boolean printsFigures() {
    return true;
  }

  /** Whether the long form is to be run. */
  protected boolean isLong() {
    return NIGHTLY;
  }

  final int size(int ordinary, int nightly) {
    return isLong() ? nightly : ordinary;
  }

  /** A new sequence of random numbers, always the same one for the same seed. */
  final Random random() {
    return new Random(seed);
  }

  final long seed() {
    return seed;
  }

  /** For messages of failures: how to draw the same again. */
  final String seedHint() {
    return "drawn with -Dbilayer.seed=" + seed;
  }

  final LayerUnderTest open() {
    return LayerUnderTest.open(backend(), seed);
  }

  /** The levels that the backend offers, the weakest first. */
  final List<Level> levels() {
    return Stream.of(Level.values()).filter(backend().levels()::contains).toList();
  }

  static UnitOptions at(Level level) {
    return UnitOptions.defaults().level(level);
  }

  /** The backend as figures and pages call it. */
  final String subject() {
    return switch (backend().name()) {
      case "h2" -> "H2";
      case "postgresql" -> "PostgreSQL";
      case "mariadb" -> "MariaDB";
      default -> backend().name();
    };
  }

  final String subject(Level level) {
    return subject() + " " + level;
  }

  /** Says how far a long check is. */
  final void progress(String text) {
    if (isLong()) {
      System.out.println("[progress] " + text);
    }
  }

  final void figure(String check, String subject, String format, Object... values) {
    if (printsFigures()) {
      new Figure(check, subject, String.format(Locale.ROOT, format, values)).print();
    }
  }
}
