package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Converts values of a domain type to stored values and back.
 *
 * <p>Immutable and thread-safe, provided the functions are. Compared by identity.
 *
 * @param <D> the domain type
 */
public final class Conversion<D> {

  private final StoredType type;
  private final Function<? super D, ?> encode;
  private final Function<Object, ? extends D> decode;
  private final Object sample;
  private final List<Object> choices;

  /** The class of both forms where they are the same object: for most columns there is no function to call. */
  private final @Nullable Class<?> direct;

  private Conversion(
      StoredType type,
      Function<? super D, ?> encode,
      Function<Object, ? extends D> decode,
      Object sample,
      List<Object> choices,
      @Nullable Class<?> direct) {
    this.type = type;
    this.encode = encode;
    this.decode = decode;
    this.sample = sample;
    this.choices = List.copyOf(choices);
    this.direct = direct;
  }

  /**
   * A conversion by two functions.
   *
   * @param sample some stored value
   * @param choices see {@link #choices}
   */
  public static <D> Conversion<D> of(
      StoredType type,
      Function<? super D, ?> encode,
      Function<Object, ? extends D> decode,
      Object sample,
      List<Object> choices) {
    return new Conversion<>(type, encode, decode, sample, choices, null);
  }

  /** The conversion of values whose stored form is the same object. */
  public static <S> Conversion<S> direct(StoredType type, Class<S> stored, S sample) {
    return new Conversion<>(type, Function.identity(), stored::cast, sample, List.of(), stored);
  }

  /** This conversion, followed by another one on the side of the domain. */
  public <T> Conversion<T> as(
      Function<? super D, ? extends T> decode, Function<? super T, ? extends D> encode) {
    return of(
        type,
        value -> this.encode.apply(encode.apply(value)),
        stored -> decode.apply(this.decode.apply(stored)),
        sample,
        choices);
  }

  /** What is stored. */
  public StoredType type() {
    return type;
  }

  /**
   * The stored form of a value, checked and normalised.
   *
   * @return an instance of {@code type().kind().javaType()} that nobody else can change
   * @throws InvalidValueException if the value cannot be stored without being changed
   */
  public Object encode(D value) {
    return type.normalise(raw(value));
  }

  /**
   * As {@link #encode(Object)}, of a value that may be stored already: such a value is neither checked nor normalised again.
   *
   * @param known the stored value; null if nothing is known
   * @return {@code known} if the value has this stored form
   */
  @SuppressWarnings("ReferenceEquality") // a short cut
  Object encode(D value, @Nullable Object known) {
    if (known == null) {
      return encode(value);
    }
    if (value == known && value.getClass() == direct) {
      return known;
    }
    Object stored = raw(value);
    return type.same(stored, known) ? known : type.normalise(stored);
  }

  /** The stored form of a number that is to be added to stored ones: checked against the kind, not against its range. */
  public Object encodeAmount(D value) {
    return type.amounts().normalise(raw(value));
  }

  /** The same conversion to a type of the same kind. */
  public Conversion<D> to(StoredType other, Object sample) {
    return new Conversion<>(other, encode, decode, sample, choices, direct);
  }

  /** Whether the stored form is the same object by another conversion, wherever both columns can hold it. */
  boolean hasFormOf(Conversion<?> other) {
    return type.kind() == other.type.kind()
        && (encode == other.encode || (direct != null && direct == other.direct));
  }

  /** The stored form of a value, neither checked nor normalised. */
  Object raw(D value) {
    if (value.getClass() == direct) {
      return value;
    }
    @Nullable Object stored = encode.apply(value);
    if (stored == null) {
      throw FailureInternals.invalidValue("the codec gave null for a value that is not null");
    }
    return stored;
  }

  /**
   * The domain value of a stored value; exceptions of the application's functions pass through.
   *
   * @param stored of the stored type's class
   */
  public D decode(Object stored) {
    if (stored.getClass() == direct) {
      // The class is D where a conversion is direct.
      @SuppressWarnings("unchecked")
      D same = (D) stored;
      return same;
    }
    return decode.apply(stored);
  }

  /**
   * The stored values there are, where the type lists them: the names of an enum's constants, the tags of variants, and
   * sets of constants that are empty, of one constant, of two neighbours, or full. Empty for every other type. Unmodifiable.
   */
  public List<Object> choices() {
    return choices;
  }

  /** Some stored value, to try a constructor with. */
  public Object sample() {
    return sample;
  }

  /** The domain values of some stored values, that of {@link #sample} first; empty where the domain type refuses all. */
  List<D> samples() {
    var samples = new ArrayList<D>();
    addDecoded(sample, samples);
    for (Object each : choices.isEmpty() ? SampleValues.of(type) : choices) {
      addDecoded(each, samples);
    }
    return samples;
  }

  private void addDecoded(Object stored, List<D> to) {
    try {
      @Nullable D value = decode(type.normalise(stored));
      if (value != null) {
        to.add(value);
      }
    } catch (Exception refused) {
      // Others may be taken.
    }
  }
}
