package org.bilayer.docs.rolling;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Row;
import org.bilayer.model.Variant;
import org.bilayer.model.Variants;
import org.bilayer.model.VersionColumn;
import org.jspecify.annotations.Nullable;

/** Releases of a small model: the first one, and what a next one may look like. */
final class Customers {

  /** The customer of the first release. */
  record Customer(int id, String name, @Nullable String phone, Grade grade, int points) {}

  enum Grade {
    PLAIN,
    GOLD
  }

  private static final Column<Customer, Integer> ID = Column.of("id", Codec.int32(), Customer::id);
  private static final Column<Customer, String> NAME =
      Column.of("name", Codec.text(40), Customer::name);
  private static final Column<Customer, String> PHONE =
      Column.nullable("phone", Codec.text(20), Customer::phone);
  private static final Column<Customer, Grade> GRADE =
      Column.of("grade", Codec.enumByName(Grade.class), Customer::grade);
  private static final Column<Customer, Integer> POINTS =
      Column.of("points", Codec.int32(), Customer::points);

  static final Model FIRST =
      Model.of(mapping(NAME, PHONE, GRADE, POINTS).construct(Customers::made));

  private static Mapping.Builder<Customer, Integer> mapping(
      Column<Customer, String> name,
      Column<Customer, String> phone,
      Column<Customer, Grade> grade,
      Column<Customer, Integer> points) {
    return Mapping.of(Customer.class, "customer", ID).with(name, phone, grade, points);
  }

  private static Customer made(Row<Customer> row) {
    return new Customer(
        row.get(ID), row.get(NAME), row.getOrNull(PHONE), row.get(GRADE), row.get(POINTS));
  }

  /** The same customer, where the new release only has other rules for its rows. */
  static Model withRules() {
    return Model.of(mapping(NAME, PHONE, GRADE, POINTS)
        .unique("customer_name_key", NAME)
        .construct(Customers::made));
  }

  static Model withCheck() {
    return Model.of(mapping(NAME, PHONE, GRADE, POINTS)
        .check("customer_points_check", POINTS.lt(1_000_000))
        .construct(Customers::made));
  }

  static Model withName(Column<Customer, String> name) {
    return Model.of(mapping(name, PHONE, GRADE, POINTS)
        .construct(row -> new Customer(
            row.get(ID), row.get(name), row.getOrNull(PHONE), row.get(GRADE), row.get(POINTS))));
  }

  static Column<Customer, String> name(String column, int length) {
    return Column.of(column, Codec.text(length), Customer::name);
  }

  static Model withRequiredPhone() {
    Column<Customer, String> phone = Column.of("phone", Codec.text(20), Customer::phone);
    return Model.of(mapping(NAME, phone, GRADE, POINTS)
        .construct(row -> new Customer(
            row.get(ID), row.get(NAME), row.get(phone), row.get(GRADE), row.get(POINTS))));
  }

  static Model withPoints(Column<Customer, Integer> points) {
    return Model.of(mapping(NAME, PHONE, GRADE, points)
        .construct(row -> new Customer(
            row.get(ID), row.get(NAME), row.getOrNull(PHONE), row.get(GRADE), row.get(points))));
  }

  static Column<Customer, Integer> widePoints() {
    return Column.of(
        "points", Codec.int64().as(Math::toIntExact, Integer::longValue), Customer::points);
  }

  static Model withAnotherVersion() {
    return Model.of(mapping(NAME, PHONE, GRADE, POINTS)
        .versionColumn(VersionColumn.int64("revision"))
        .construct(Customers::made));
  }

  // --- a next release with more in a customer

  record NextCustomer(
      int id,
      String name,
      @Nullable String phone,
      NextGrade grade,
      int points,
      @Nullable String nick) {}

  enum NextGrade {
    PLAIN,
    GOLD,
    PLATINUM
  }

  /** With a further attribute, and maybe with a further constant. */
  static Model withNick(boolean required, Class<? extends Enum<?>> grades) {
    Column<NextCustomer, Integer> id = Column.of("id", Codec.int32(), NextCustomer::id);
    Column<NextCustomer, String> name = Column.of("name", Codec.text(40), NextCustomer::name);
    Column<NextCustomer, String> phone =
        Column.nullable("phone", Codec.text(20), NextCustomer::phone);
    Codec<NextGrade, String> codec = grades == NextGrade.class
        ? Codec.enumByName(NextGrade.class)
        : Codec.enumByName(Grade.class)
            .as(known -> NextGrade.valueOf(known.name()), next -> Grade.valueOf(next.name()));
    Column<NextCustomer, NextGrade> grade = Column.of("grade", codec, NextCustomer::grade);
    Column<NextCustomer, Integer> points = Column.of("points", Codec.int32(), NextCustomer::points);
    Column<NextCustomer, String> nick = required
        ? Column.of("nick", Codec.text(20), NextCustomer::nick)
        : Column.nullable("nick", Codec.text(20), NextCustomer::nick);
    return Model.of(Mapping.of(NextCustomer.class, "customer", id)
        .with(name, phone, grade, points, nick)
        .construct(row -> new NextCustomer(
            row.get(id),
            row.get(name),
            row.getOrNull(phone),
            row.get(grade),
            row.get(points),
            required ? row.get(nick) : row.getOrNull(nick))));
  }

  // --- a sealed type, with a further class in the next release

  sealed interface Vehicle {
    int id();
  }

  record Car(int id, int doors) implements Vehicle {}

  record Truck(int id, @Nullable String load) implements Vehicle {}

  private static final Column<Vehicle, Integer> VEHICLE =
      Column.of("id", Codec.int32(), Vehicle::id);
  private static final Column<Car, Integer> DOORS = Column.of("doors", Codec.int32(), Car::doors);
  private static final Column<Truck, String> LOAD =
      Column.nullable("load", Codec.text(20), Truck::load);
  private static final Variant<Vehicle, Car> CAR =
      Variant.of("car", Car.class, row -> new Car(row.get(VEHICLE), row.get(DOORS)), DOORS);
  private static final Variant<Vehicle, Truck> TRUCK = Variant.of(
      "truck", Truck.class, row -> new Truck(row.get(VEHICLE), row.getOrNull(LOAD)), LOAD);

  static Model vehicles(boolean withTrucks) {
    Variants<Vehicle> kind =
        withTrucks ? Variants.of("kind", CAR, TRUCK) : Variants.of("kind", CAR);
    return Model.of(
        Mapping.of(Vehicle.class, "vehicle", VEHICLE).with(kind).construct(row -> row.get(kind)));
  }

  /** Without the phone, of which the release knows nothing any more. */
  static Model withoutPhone() {
    return Model.of(Mapping.of(Customer.class, "customer", ID)
        .with(NAME, GRADE, POINTS)
        .construct(row ->
            new Customer(row.get(ID), row.get(NAME), null, row.get(GRADE), row.get(POINTS))));
  }

  private Customers() {}
}
