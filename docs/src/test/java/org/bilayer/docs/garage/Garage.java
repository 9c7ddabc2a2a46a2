package org.bilayer.docs.garage;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.bilayer.docs.garage.Job.Checklist;
import org.bilayer.docs.garage.Job.Part;
import org.bilayer.docs.garage.Job.Skill;
import org.bilayer.docs.garage.Vehicle.Car;
import org.bilayer.docs.garage.Vehicle.Van;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.RecordColumns;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;
import org.bilayer.model.Variant;
import org.bilayer.model.Variants;
import tools.jackson.databind.json.JsonMapper;

/** How the garage is stored. */
final class Garage {

  // tag::variants[]
  static final Column<Vehicle, String> PLATE = Column.of("plate", Codec.text(10), Vehicle::plate);

  static final Column<Car, Integer> SEATS = Column.of("seats", Codec.int32(), Car::seats);
  static final Variant<Vehicle, Car> CAR =
      Variant.of("car", Car.class, row -> new Car(row.get(PLATE), row.get(SEATS)), SEATS);

  static final Column<Van, Integer> PAYLOAD =
      Column.of("payload_kilograms", Codec.int32(), Van::payloadKilograms);
  static final Variant<Vehicle, Van> VAN =
      Variant.of("van", Van.class, row -> new Van(row.get(PLATE), row.get(PAYLOAD)), PAYLOAD);

  static final Variants<Vehicle> KIND = Variants.of("kind", CAR, VAN);

  static final Mapping<Vehicle, String> VEHICLES =
      Mapping.of(Vehicle.class, "vehicle", PLATE).with(KIND).construct(row -> row.get(KIND));
  // end::variants[]

  // tag::part[]
  static final RecordColumns<Part> PARTS_OF = RecordColumns.of(MethodHandles.lookup(), Part.class);
  static final Column<Part, String> SKU = PARTS_OF.column("sku", Codec.text(20));
  static final Column<Part, Integer> QUANTITY = PARTS_OF.column("quantity", Codec.int32());
  static final Column<Part, BigDecimal> PRICE = PARTS_OF.column("price", Codec.decimal(10, 2));
  static final Value<Part> PART = Value.of(Part.class, PARTS_OF.construct(), SKU, QUANTITY, PRICE);
  // end::part[]

  // tag::jobs[]
  static final IdSequence JOB_NUMBERS = IdSequence.of("job_number", 50);

  static final Column<Job, Long> NUMBER = Column.of("number", Codec.int64(), Job::number);
  static final Column<Job, String> JOB_PLATE = Column.of("plate", Codec.text(10), Job::plate);
  static final Column<Job, Set<Skill>> SKILLS =
      Column.of("skills", Codec.enumSet(Skill.class), Job::skills);
  static final ElementCollection<Job, Part, List<Part>> PARTS = ElementCollection.list(
          "job_part", PART, Job::parts)
      .check("job_part_quantity_check", QUANTITY.gt(0));
  static final Column<Job, Checklist> CHECKLIST = Column.of(
      "checklist", new JacksonDocuments(JsonMapper.shared()).of(Checklist.class), Job::checklist);

  static final Mapping<Job, Long> JOBS = Mapping.of(Job.class, "job", NUMBER)
      .references(Reference.of("job_plate_fkey", JOB_PLATE, VEHICLES))
      .construct(NUMBER, JOB_PLATE, SKILLS, PARTS, CHECKLIST, Job::new);

  static final Model MODEL = Model.of(VEHICLES, JOBS).withSequences(JOB_NUMBERS);
  // end::jobs[]

  private Garage() {}
}
