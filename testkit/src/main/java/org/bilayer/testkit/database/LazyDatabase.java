package org.bilayer.testkit.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bilayer.testkit.database.Availability.Available;
import org.bilayer.testkit.database.Availability.Unavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A database that is looked for when it is first asked about. */
final class LazyDatabase implements TestDatabase {

  /** So many leftovers of killed JVMs with the same process number are worth an error. */
  private static final int NAMES_MAX = 1_000;

  private final DatabaseProduct product;
  private final DatabaseSettings settings;
  private final ServerSearch search;
  private final Consumer<String> notices;
  private final AtomicBoolean noticed = new AtomicBoolean();
  private volatile @Nullable Finding finding;

  LazyDatabase(
      DatabaseProduct product,
      DatabaseSettings settings,
      ServerSearch search,
      Consumer<String> notices) {
    this.product = product;
    this.settings = settings;
    this.search = search;
    this.notices = notices;
  }

  @Override
  public String name() {
    return product.label();
  }

  @Override
  public Availability availability() {
    return finding().availability();
  }

  @Override
  public TestDatabase require() {
    requiredServer();
    return this;
  }

  @Override
  public TestSchema newSchema(String hint) {
    ServerSource.Server server = requiredServer();
    String name = "";
    for (int i = 0; i < NAMES_MAX; i++) {
      name = SchemaNames.next(hint);
      try {
        product.create(server.address(), name);
        return TestSchema.of(product, server, name);
      } catch (SQLException e) {
        if (!product.isNameTaken(e)) {
          throw new IllegalStateException(
              "Cannot create a schema for a test [database=" + product.label() + ", schema=" + name
                  + ", server="
                  + server.address() + ", reason=" + server.address().explain(e)
                  + "]. Check that this user may create schemas there.",
              e);
        }
      }
    }
    throw new IllegalStateException(
        "Cannot create a schema for a test: every name is taken [database="
            + product.label() + ", tried=" + NAMES_MAX + ", last=" + name + ", server="
            + server.address()
            + "]. Killed JVMs have left these schemas. Drop the unused schemas.");
  }

  /** The line for a report, if this database was looked for until now. */
  Optional<String> report() {
    Finding known = finding;
    if (known == null) {
      return Optional.empty();
    }
    String what = known.availability() instanceof Available available
        ? " " + available.version() + " (driver " + available.driverVersion() + ") "
            + available.origin()
        : " did not run: it is not available";
    return Optional.of("bilayer-testkit: " + product.label() + what);
  }

  private ServerSource.Server requiredServer() {
    Optional<DatabaseSettings.Setting> requirement = settings.requirementOf(product);
    Finding known = finding();
    ServerSource.Server server = known.server();
    if (server != null) {
      return server;
    }
    Unavailable unavailable = (Unavailable) known.availability();
    if (unavailable.urlGiven()) {
      throw new DatabaseUnavailableException(product, "its URL is given", unavailable);
    }
    if (requirement.isPresent()) {
      throw new DatabaseUnavailableException(
          product, "required by " + requirement.get().origin(), unavailable);
    }
    if (noticed.compareAndSet(false, true)) {
      notices.accept(Advice.banner(product, unavailable));
    }
    return Assumptions.abort("bilayer-testkit: " + product.label() + " is not available; "
        + Advice.tried(unavailable).replace("\n ", ""));
  }

  private Finding finding() {
    Finding known = finding;
    return known == null ? search() : known;
  }

  private synchronized Finding search() {
    Finding known = finding;
    if (known == null) {
      known = search.run();
      // A search cut short by an interrupt, such as a test's timeout, says nothing about the
      // machine.
      if (!Thread.currentThread().isInterrupted()) {
        finding = known;
      }
    }
    return known;
  }
}
