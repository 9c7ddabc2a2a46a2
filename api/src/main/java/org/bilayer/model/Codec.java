package org.bilayer.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of a domain type into stored values and back. The stored type decides which values fit; what
 * does not fit is refused with {@link InvalidValueException} before any backend sees it.
 *
 * <p>Immutable and thread-safe, provided the functions given to {@link #as} are.
 *
 * @param <D> the domain type
 * @param <S> the Java type of stored values
 */
public final class Codec<D, S> {

  private final StoredType type;
  private final Function<? super D, ? extends S> encode;
  private final Function<Object, ? extends D> decode;
  private final Object sample;
  private final List<Object> choices;

  /** The class of both forms where they are the same object: for most columns there is no function to call. */
  private final @Nullable Class<?> direct;

  private Codec(
      StoredType type,
      Function<? super D, ? extends S> encode,
      Function<Object, ? extends D> decode,
      Object sample,
      List<Object> choices) {
    this(type, encode, decode, sample, choices, null);
  }

  private Codec(
      StoredType type,
      Function<? super D, ? extends S> encode,
      Function<Object, ? extends D> decode,
      Object sample,
      List<Object> choices,
      @Nullable Class<?> direct) {
    this.direct = direct;
    this.type = type;
    this.encode = encode;
    this.decode = decode;
    this.sample = sample;
    this.choices = choices;
  }

  private static <S> Codec<S, S> direct(StoredType type, Class<S> stored, S sample) {
    return new Codec<>(type, Function.identity(), stored::cast, sample, List.of(), stored);
  }

  /**
   * Text of at most {@code length} code points (1 to 10,000), compared and sorted by code point.
   * U+0000 and lone surrogates are refused.
   */
  public static Codec<String, String> text(int length) {
    return direct(StoredType.text(length), String.class, "a");
  }

  /**
   * Exact decimals of {@code precision} digits (1 to 38), {@code scale} of them behind the point. A value that
   * would have to be rounded is refused; values come back with that scale.
   */
  public static Codec<BigDecimal, BigDecimal> decimal(int precision, int scale) {
    return direct(
        StoredType.decimal(precision, scale), BigDecimal.class, BigDecimal.ZERO.setScale(scale));
  }

  /** 16-bit integers. */
  public static Codec<Short, Short> int16() {
    return direct(StoredType.of(Kind.INT16), Short.class, (short) 1);
  }

  /** 32-bit integers. */
  public static Codec<Integer, Integer> int32() {
    return direct(StoredType.of(Kind.INT32), Integer.class, 1);
  }

  /** 64-bit integers. */
  public static Codec<Long, Long> int64() {
    return direct(StoredType.of(Kind.INT64), Long.class, 1L);
  }

  /** Truth values. */
  public static Codec<Boolean, Boolean> bool() {
    return direct(StoredType.of(Kind.BOOLEAN), Boolean.class, true);
  }

  /**
   * Finite binary floating point; -0.0 becomes 0.0. Cannot be compared for equality, nor be part of a key: the
   * last bits differ between databases.
   */
  public static Codec<Double, Double> float64() {
    return direct(StoredType.of(Kind.DOUBLE), Double.class, 1.0);
  }

  /**
   * Constants of an enum, stored by name. Cannot be sorted by. A stored name that is no constant is reported
   * when it is read.
   */
  public static <E extends Enum<E>> Codec<E, String> enumByName(Class<E> type) {
    E[] constants = type.getEnumConstants();
    if (constants == null || constants.length == 0) {
      throw new IllegalArgumentException("The enum " + type.getName() + " has no constants.");
    }
    var byName = new HashMap<Object, E>();
    int longest = 1;
    for (E constant : constants) {
      byName.put(constant.name(), constant);
      longest =
          Math.max(longest, constant.name().codePointCount(0, constant.name().length()));
    }
    return new Codec<>(
        StoredType.enumeration(longest),
        E::name,
        name -> {
          E constant = byName.get(name);
          if (constant == null) {
            throw new IllegalArgumentException(
                "The stored name " + name + " is no constant of " + type.getName() + ".");
          }
          return constant;
        },
        constants[0].name(),
        Stream.of(constants).<Object>map(E::name).toList());
  }

  /**
   * Sets of constants of an enum, stored as their names in declared order, separated by commas. Compared for equality only.
   */
  public static <E extends Enum<E>> Codec<Set<E>, String> enumSet(Class<E> type) {
    Codec<E, String> constants = enumByName(type);
    int length = 0;
    for (E constant : type.getEnumConstants()) {
      length += constant.name().codePointCount(0, constant.name().length()) + 1;
    }
    return new Codec<>(
        StoredType.enumeration(length),
        set -> {
          var names = new StringBuilder();
          for (E constant : type.getEnumConstants()) {
            if (set.contains(constant)) {
              names.append(names.length() == 0 ? "" : ",").append(constant.name());
            }
          }
          return names.toString();
        },
        stored -> {
          var set = EnumSet.noneOf(type);
          String names = (String) stored;
          for (int start = 0; start < names.length(); ) {
            int comma = names.indexOf(',', start);
            int end = comma < 0 ? names.length() : comma;
            set.add(constants.decode(names.substring(start, end)));
            start = end + 1;
          }
          return Collections.unmodifiableSet(set);
        },
        "",
        subsets(type.getEnumConstants()));
  }

  private static <E extends Enum<E>> List<Object> subsets(E[] constants) {
    var subsets = new LinkedHashSet<Object>();
    subsets.add("");
    for (int i = 0; i < constants.length; i++) {
      subsets.add(constants[i].name());
      if (i > 0) {
        subsets.add(constants[i - 1].name() + "," + constants[i].name());
      }
    }
    subsets.add(Stream.of(constants).map(E::name).collect(Collectors.joining(",")));
    return List.copyOf(subsets);
  }

  /**
   * JSON documents without an enforced schema, as text; combine with {@link #as} and a JSON library for objects. Stored in
   * a canonical form and read back in it: equal values give equal text. Can be neither searched nor compared, and be no part
   * of a key.
   */
  public static Codec<String, String> document() {
    return direct(StoredType.of(Kind.DOCUMENT), String.class, "{}");
  }

  /** Some fixed texts, stored as enum names are. */
  static Codec<String, String> oneOf(
      Set<String> texts, Function<String, InvalidValueException> refusal) {
    int longest = 1;
    for (String text : texts) {
      longest = Math.max(longest, text.codePointCount(0, text.length()));
    }
    return new Codec<>(
        StoredType.enumeration(longest),
        text -> {
          if (!texts.contains(text)) {
            throw refusal.apply(text);
          }
          return text;
        },
        String.class::cast,
        texts.iterator().next(),
        List.copyOf(texts));
  }

  /** UUIDs, sorted as 16 unsigned bytes. */
  public static Codec<UUID, UUID> uuid() {
    return direct(StoredType.of(Kind.UUID), UUID.class, new UUID(1, 1));
  }

  /**
   * Points in time of the years 1 to 9999 in UTC, cut (never rounded) to {@code digits} digits of the second's
   * fraction (0 to 6).
   */
  public static Codec<Instant, Instant> instant(int digits) {
    return direct(StoredType.temporal(Kind.INSTANT, digits), Instant.class, Instant.EPOCH);
  }

  /** Dates with time of day and without zone, of the years 1 to 9999, cut as {@link #instant}. */
  public static Codec<LocalDateTime, LocalDateTime> localDateTime(int digits) {
    return direct(
        StoredType.temporal(Kind.LOCAL_DATE_TIME, digits),
        LocalDateTime.class,
        LocalDateTime.of(2000, 1, 1, 0, 0));
  }

  /** Dates of the years 1 to 9999. */
  public static Codec<LocalDate, LocalDate> localDate() {
    return direct(StoredType.of(Kind.LOCAL_DATE), LocalDate.class, LocalDate.of(2000, 1, 1));
  }

  /** Times of day, cut as {@link #instant}. */
  public static Codec<LocalTime, LocalTime> localTime(int digits) {
    return direct(StoredType.temporal(Kind.LOCAL_TIME, digits), LocalTime.class, LocalTime.NOON);
  }

  /** At most {@code length} bytes (1 to 65,000), sorted unsigned. Copied on the way in and out. */
  public static Codec<byte[], byte[]> bytes(int length) {
    return new Codec<>(
        StoredType.bytes(length),
        Function.identity(),
        stored -> ((byte[]) stored).clone(),
        new byte[1],
        List.of());
  }

  /**
   * The same stored type under a type of the domain's own.
   *
   * @param decode from the stored form; may refuse what the domain does not allow by any exception
   * @param encode to the stored form; the inverse of {@code decode}
   */
  public <T> Codec<T, S> as(
      Function<? super D, ? extends T> decode, Function<? super T, ? extends D> encode) {
    return new Codec<>(
        type,
        value -> this.encode.apply(encode.apply(value)),
        stored -> decode.apply(this.decode.apply(stored)),
        sample,
        choices);
  }

  /** What the column stores. */
  public StoredType type() {
    return type;
  }

  /**
   * The stored form of a value, checked and normalised.
   *
   * @return an instance of {@code type().kind().javaType()} that nobody else can change
   * @throws InvalidValueException if it cannot be stored without being changed
   */
  public Object encode(D value) {
    return type.normalise(raw(value));
  }

  /**
   * As the other, of a value that may be the one that is stored already: that is neither checked nor normalised again.
   *
   * @param known what is stored; null if nothing is known
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

  /** The stored form of a value, neither checked nor normalised. */
  Object raw(D value) {
    if (value.getClass() == direct) {
      return value;
    }
    @Nullable Object stored = encode.apply(value);
    if (stored == null) {
      throw InvalidValueException.of("the codec gave null for a value that is not null");
    }
    return stored;
  }

  /**
   * The domain value of a stored one; whatever the functions given to {@link #as} throw passes through.
   *
   * @param stored of the stored type's class
   */
  public D decode(Object stored) {
    if (stored.getClass() == direct) {
      // The class is D where a codec is direct.
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
  Object sample() {
    return sample;
  }

  /** The values of some stored ones, the first of them of {@link #sample}; empty where the domain type refuses them all. */
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
