package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.testkit.verify.drawing.Drawing;
import org.bilayer.testkit.verify.drawing.DrawnObject;
import org.bilayer.testkit.verify.drawing.DrawnObjectWriter;
import org.bilayer.testkit.verify.drawing.Jqwik;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * Objects for ordinary tests, drawn at random from what the mapping allows: every check holds, every text fits, keys differ
 * among all objects that these fixtures have drawn, and what is referred to is drawn too.
 *
 * <pre>{@code
 * Fixtures fixtures = Fixtures.of(Bank.MODEL);
 * Account account = fixtures.aValid(Bank.ACCOUNTS);
 * Transfer stored = fixtures.aStored(data, Bank.TRANSFERS);  // with both of its accounts
 * Account empty = fixtures.draft(Bank.ACCOUNTS).with(Bank.BALANCE, Money.euro("0.00")).aStored(data);
 * }</pre>
 *
 * <p>The values are those of {@link Verification}: edge cases, values around the constants of checks, and random ones, so
 * a test should say by {@link #draft} what it depends on. The same seed, values and calls give the same objects, up to ids
 * that a database generates.
 *
 * <p>Values that the mapping cannot tell of are supplied by {@code values}. A number that the application takes from a
 * sequence is better drawn from where the sequence does not get to.
 *
 * <p>One thread at a time.
 */
public final class Fixtures {

  private static final int STORE_TRIES_MAX = 25;

  private final Model model;
  private final List<Values.Supplied> supplied;
  private final Seed seed;
  private final Drawing drawing;

  private Fixtures(Model model, List<Values.Supplied> supplied, Seed seed) {
    this.model = model;
    this.supplied = supplied;
    this.seed = seed;
    this.drawing = new Drawing(
        model, new Values(supplied, "Fixtures", MappingUnderTest.of(model).values()), seed.value());
  }

  /** Fixtures of a model, with a new seed or that of the system property {@code bilayer.seed}. */
  public static Fixtures of(Model model) {
    return new Fixtures(model, List.of(), Seed.next(Optional.empty()));
  }

  static Fixtures of(Model model, List<Values.Supplied> supplied, long seed) {
    return new Fixtures(model, supplied, new Seed(seed));
  }

  /** Fixtures with the same values and seed, that have drawn nothing yet; for where the values of a column come from. */
  public <V> Fixtures values(Column<?, V> column, Function<RandomGenerator, ? extends V> next) {
    return supplied(Values.Supplied.of(column.name(), column.codec(), next));
  }

  /** As {@link #values(Column, Function)}, for every column that is stored by a codec. */
  public <V> Fixtures values(Codec<V, ?> codec, Function<RandomGenerator, ? extends V> next) {
    return supplied(Values.Supplied.of("", codec, next));
  }

  private Fixtures supplied(Values.Supplied next) {
    var all = new ArrayList<>(supplied);
    all.add(next);
    return new Fixtures(model, List.copyOf(all), seed);
  }

  /** Fixtures with the same values and another seed, that have drawn nothing yet; the system property goes first. */
  public Fixtures seed(long fixed) {
    return new Fixtures(model, supplied, Seed.next(Optional.of(fixed)));
  }

  /** Fixtures with the same values and a new seed, or that of the system property, that have drawn nothing yet. */
  public Fixtures fresh() {
    return new Fixtures(model, supplied, Seed.next(Optional.empty()));
  }

  /** Begins an object some values of which matter. */
  public <T> Draft<T> draft(Mapping<T, ?> mapping) {
    return new Draft<>(this, drawing.mapping(mapping), Map.of());
  }

  /**
   * An object that can be stored as soon as what it refers to is. That is drawn too, if it is not there yet, and stored
   * together with the first object that {@link #aStored(DataLayer, Mapping)} makes refer to it. An id that the database
   * generates is the one that is made up for {@code addGenerated}.
   *
   * @throws IllegalStateException if none is found: the domain refuses what is drawn, every key is taken, references need
   *     each other, or need an id that the database has yet to generate; the message says which and what to do
   * @throws IllegalArgumentException if the mapping is not in the model
   */
  public <T> T aValid(Mapping<T, ?> mapping) {
    return draft(mapping).aValid();
  }

  /** As {@link #aValid}, as many as asked for, all different in their keys. Unmodifiable. */
  public <T> List<T> several(int count, Mapping<T, ?> mapping) {
    return draft(mapping).several(count);
  }

  /**
   * Draws an object and stores it in a unit of work of its own, after everything it refers to that is not stored yet. A key
   * that is taken by a row of somebody else is drawn again.
   *
   * @return as it was stored
   * @throws IllegalStateException as {@link #aValid}; nothing is stored
   * @throws org.bilayer.failure.DataException if the store refuses it, such as for a reference by {@link Draft#with} to what
   *     is not there
   */
  public <T> T aStored(DataLayer data, Mapping<T, ?> mapping) {
    return draft(mapping).aStored(data);
  }

  /** As {@link #aStored(DataLayer, Mapping)}, in a unit of work: written, and committed with it. */
  public <T> T aStored(UnitOfWork work, Mapping<T, ?> mapping) {
    return draft(mapping).aStored(work);
  }

  /** As {@link #aStored(DataLayer, Mapping)}, as many as asked for, in one unit. Unmodifiable. */
  public <T> List<T> severalStored(DataLayer data, int count, Mapping<T, ?> mapping) {
    return draft(mapping).severalStored(data, count);
  }

  /** As {@link #aStored(UnitOfWork, Mapping)}, as many as asked for. Unmodifiable. */
  public <T> List<T> severalStored(UnitOfWork work, int count, Mapping<T, ?> mapping) {
    return draft(mapping).severalStored(work, count);
  }

  <T> List<T> drawn(
      MappingUnderTest<T, ?> mapping, Map<String, @Nullable Object> fixed, int count) {
    return objects(draw(mapping, fixed, count, false));
  }

  private static <T> List<T> objects(List<? extends DrawnObject<T, ?>> drawn) {
    var objects = new ArrayList<T>();
    drawn.forEach(each -> objects.add(each.object()));
    return List.copyOf(objects);
  }

  private <T, I> List<DrawnObject<T, I>> draw(
      MappingUnderTest<T, I> mapping,
      Map<String, @Nullable Object> fixed,
      int count,
      boolean stored) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "A number of objects cannot be negative [count=" + count + "].");
    }
    return Jqwik.call(() -> {
      var drawn = new ArrayList<DrawnObject<T, I>>();
      for (int i = 0; i < count; i++) {
        drawn.add(drawing.draw(mapping, fixed, stored));
      }
      return drawn;
    });
  }

  <T> List<T> stored(
      DataLayer data,
      MappingUnderTest<T, ?> mapping,
      Map<String, @Nullable Object> fixed,
      int count) {
    return stored(mapping, fixed, count, put -> data.run(put));
  }

  <T> List<T> stored(
      UnitOfWork work,
      MappingUnderTest<T, ?> mapping,
      Map<String, @Nullable Object> fixed,
      int count) {
    return stored(mapping, fixed, count, work::attempt);
  }

  private <T, I> List<T> stored(
      MappingUnderTest<T, I> mapping,
      Map<String, @Nullable Object> fixed,
      int count,
      Consumer<Consumer<UnitOfWork>> part) {
    UniqueViolationException last = null;
    for (int i = 1; ; i++) {
      int before = drawing.count();
      List<DrawnObject<T, I>> drawn;
      try {
        drawn = draw(mapping, fixed, count, true);
      } catch (IllegalStateException nothingIsLeft) {
        throw last == null ? nothingIsLeft : last;
      }
      try {
        part.accept(work -> new DrawnObjectWriter(drawing, work).store(drawn));
        return objects(drawn);
      } catch (UniqueViolationException e) {
        // The keys of rows that others have stored; with each try fewer of them are left to meet.
        drawing.forgetAfter(before);
        last = e;
        if (i == STORE_TRIES_MAX) {
          throw e;
        }
      }
    }
  }

  /** The seed, as the option that makes a run draw the same again. */
  @Override
  public String toString() {
    return seed.toString();
  }
}
