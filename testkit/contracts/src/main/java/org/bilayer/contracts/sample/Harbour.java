package org.bilayer.contracts.sample;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;

/** Ships and captains that refer to each other: two tables in a circle. */
public final class Harbour {

  public static final Column<Ship, String> SHIP_NAME =
      Column.of("name", Codec.text(30), Ship::name);
  public static final Column<Ship, String> CAPTAIN =
      Column.nullable("captain", Codec.text(30), Ship::captain);
  public static final Column<Captain, String> CAPTAIN_NAME =
      Column.of("name", Codec.text(30), Captain::name);
  public static final Column<Captain, String> SHIP =
      Column.nullable("ship", Codec.text(30), Captain::ship);

  public static final Mapping<Ship, String> SHIPS = ships();
  public static final Mapping<Captain, String> CAPTAINS = captains();

  public static final Model MODEL = Model.of(SHIPS, CAPTAINS);

  private Harbour() {}

  private static Mapping<Ship, String> ships() {
    return Mapping.of(Ship.class, "ship", SHIP_NAME)
        .with(CAPTAIN)
        .references(Reference.of("ship_captain_fkey", CAPTAIN, () -> Harbour.CAPTAINS))
        .construct(row -> new Ship(row.get(SHIP_NAME), row.getOrNull(CAPTAIN)));
  }

  private static Mapping<Captain, String> captains() {
    return Mapping.of(Captain.class, "captain", CAPTAIN_NAME)
        .with(SHIP)
        .references(Reference.of("captain_ship_fkey", SHIP, () -> Harbour.SHIPS))
        .construct(row -> new Captain(row.get(CAPTAIN_NAME), row.getOrNull(SHIP)));
  }
}
