package org.bilayer.contracts.sample;

import java.time.LocalDate;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;
import org.bilayer.model.VersionColumn;

/** Readings, whose ids have two columns, and which refer to each other by them. */
public final class Laboratory {

  public static final Column<Reading.Id, String> SENSOR =
      Column.of("sensor", Codec.text(10), Reading.Id::sensor);
  public static final Column<Reading.Id, LocalDate> DAY =
      Column.of("day", Codec.localDate(), Reading.Id::day);
  public static final Value<Reading.Id> READING_ID =
      Value.of(Reading.Id.class, row -> new Reading.Id(row.get(SENSOR), row.get(DAY)), SENSOR, DAY);

  public static final Embedded<Reading, Reading.Id> ID = Embedded.of("", READING_ID, Reading::id);
  public static final Column<Reading, Double> VALUE =
      Column.of("value", Codec.float64(), Reading::value);
  public static final Embedded<Reading, Reading.Id> CORRECTS =
      Embedded.nullable("corrects_", READING_ID, Reading::corrects);

  public static final Mapping<Reading, Reading.Id> READINGS = readings();

  public static final Model MODEL = Model.of(READINGS);

  private Laboratory() {}

  private static Mapping<Reading, Reading.Id> readings() {
    return Mapping.of(Reading.class, "reading", ID)
        .with(VALUE, CORRECTS)
        .versionColumn(VersionColumn.int16("row_version").nullable())
        .references(Reference.of("reading_corrects_fkey", CORRECTS, () -> Laboratory.READINGS))
        .construct(row -> new Reading(row.get(ID), row.get(VALUE), row.getOrNull(CORRECTS)));
  }
}
