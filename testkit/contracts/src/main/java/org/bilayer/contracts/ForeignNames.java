package org.bilayer.contracts;

import java.util.Locale;
import java.util.Set;
import org.bilayer.layout.Renaming;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.value.Level;

/**
 * A backend on which a {@link Contract} stores its model under names that somebody else might have given: half of the tables in
 * another schema, with blanks, quotes, capitals, reserved words, and what could be taken for SQL, for parameters or for escapes.
 * Constraints keep their names, since failures carry them.
 */
public record ForeignNames(Backend backend) implements Backend {

  private static final String SCHEMA = "Sales";

  /** Longer names get no more letters: PostgreSQL takes 63 bytes. */
  private static final int SHORT = 30;

  /** The same model under foreign names. */
  public static Model of(Model model) {
    return ModelInternals.renamed(model, new Renaming(ForeignNames::table, ForeignNames::column));
  }

  private static QualifiedName table(String name) {
    String foreign = foreign(name, "tbl ", " \"`';--?");
    return Math.floorMod(name.hashCode(), 2) == 0
        ? QualifiedName.of(SCHEMA, foreign)
        : QualifiedName.of(foreign);
  }

  private static String column(String name) {
    return switch (name) {
      case "id" -> "Order";
      case "version" -> "from";
      default -> foreign(name, "", " #{x}${y}{fn ?:a/*\\");
    };
  }

  /** Each name in Java has one of its own. */
  private static String foreign(String name, String before, String behind) {
    return name.length() > SHORT
        ? name.toUpperCase(Locale.ROOT)
        : before
            + name.substring(0, 1).toUpperCase(Locale.ROOT)
            + name.substring(1).replace('_', ' ')
            + behind;
  }

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public Set<Level> levels() {
    return backend.levels();
  }

  @Override
  public Store create(Schema schema, long seed) {
    return backend.create(schema, seed);
  }
}
