package org.bilayer.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.layout.Conversion;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/**
 * Converts values of a domain type to stored values and back. The stored type decides which values fit. A value
 * that does not fit is refused with {@link InvalidValueException} before a backend sees it.
 *
 * <p>Immutable and thread-safe, if the functions given to {@link #as} are.
 *
 * @param <D> the domain type
 * @param <S> the Java type of stored values
 */
public final class Codec<D, S> {

  private final Conversion<D> conversion;

  private Codec(Conversion<D> conversion) {
    this.conversion = conversion;
  }

  static <D> Codec<D, ?> of(Conversion<D> conversion) {
    return new Codec<D, Object>(conversion);
  }

  private static <S> Codec<S, S> direct(StoredType type, Class<S> stored, S sample) {
    return new Codec<>(Conversion.direct(type, stored, sample));
  }

  private static <D, S> Codec<D, S> of(
      StoredType type,
      Function<? super D, ? extends S> encode,
      Function<Object, ? extends D> decode,
      Object sample,
      List<Object> choices) {
    return new Codec<>(Conversion.of(type, encode, decode, sample, choices));
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
   * would need rounding is refused. Values are read with the scale of the column.
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

  /** 16-bit integers from {@code least} to {@code greatest}, such as -128 to 127, or 1901 to 2155. */
  public static Codec<Short, Short> int16(int least, int greatest) {
    StoredType type = StoredType.integer(Kind.INT16, least, greatest);
    return direct(type, Short.class, (short) Math.max(least, Math.min(1, greatest)));
  }

  /** 32-bit integers from {@code least} to {@code greatest}, such as 0 to 65535. */
  public static Codec<Integer, Integer> int32(int least, int greatest) {
    StoredType type = StoredType.integer(Kind.INT32, least, greatest);
    return direct(type, Integer.class, Math.max(least, Math.min(1, greatest)));
  }

  /** 64-bit integers from {@code least} to {@code greatest}, such as 0 to 4294967295. */
  public static Codec<Long, Long> int64(long least, long greatest) {
    StoredType type = StoredType.integer(Kind.INT64, least, greatest);
    return direct(type, Long.class, Math.max(least, Math.min(1, greatest)));
  }

  /** Whole numbers from 0 to 2<sup>64</sup> - 1, all that MariaDB's {@code bigint unsigned} holds. */
  public static Codec<BigInteger, BigDecimal> unsignedInt64() {
    return of(
        StoredType.unsignedInteger(),
        BigDecimal::new,
        stored -> ((BigDecimal) stored).toBigIntegerExact(),
        BigDecimal.ONE,
        List.of());
  }

  /**
   * Exact decimals without a precision: up to 1,000 digits before the point and 1,000 behind it. A value is stored and read without
   * superfluous zeros behind the point. PostgreSQL, H2 and memory have such a type; MariaDB has none, and refuses the table.
   */
  public static Codec<BigDecimal, BigDecimal> decimal() {
    return direct(StoredType.unboundedDecimal(), BigDecimal.class, BigDecimal.ZERO);
  }

  /**
   * Text of at most {@code length} code points (1 to 2,000,000), checked as {@link #text}. Such text is neither compared nor
   * searched, cannot be sorted by, and cannot be part of a key.
   */
  public static Codec<String, String> longText(int length) {
    return direct(StoredType.longText(length), String.class, "a");
  }

  /**
   * The text of a value whose type only the database has, such as {@code inet}, {@code interval}, {@code tsvector}, {@code _int4} (an
   * array of PostgreSQL by its internal name) or {@code inet6}. The database converts the text when it is written. Such text is
   * neither compared nor searched, cannot be sorted by, and cannot be part of a key. Combine this codec with {@link #as} to get a
   * domain type.
   *
   * <p>A text must be the one that the database shows for its value: {@code 10.0.0.1}, not {@code 10.0.0.1/32}. PostgreSQL and H2
   * refuse any other text with {@link InvalidValueException}. Memory knows no types of a database and takes every text; MariaDB stores
   * another text in its own form. A codec whose {@link #as} checks and normalises makes all of them alike.
   *
   * @param databaseType the name of the type; on PostgreSQL after its schema and a point if the search path does not find the type
   * @param samples some texts that the database takes, in the form in which it shows them, for checks of the model and for generated
   *     histories
   * @throws IllegalArgumentException if there is no sample
   */
  public static Codec<String, String> databaseText(String databaseType, List<String> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("Give at least one text that the type " + databaseType
          + " of the database takes, such as a literal of the type.");
    }
    return of(
        StoredType.databaseText(databaseType),
        Function.identity(),
        String.class::cast,
        samples.get(0),
        List.copyOf(samples));
  }

  /**
   * At most {@code length} bytes (1 to 8,000,000), copied as in {@link #bytes}. Such bytes are not compared, cannot be sorted by,
   * and cannot be part of a key.
   */
  public static Codec<byte[], byte[]> longBytes(int length) {
    return of(
        StoredType.longBytes(length),
        Function.identity(),
        stored -> ((byte[]) stored).clone(),
        new byte[1],
        List.of());
  }

  /** Truth values. */
  public static Codec<Boolean, Boolean> bool() {
    return direct(StoredType.of(Kind.BOOLEAN), Boolean.class, true);
  }

  /**
   * Finite binary floating point. The value -0.0 becomes 0.0. Such values have no equality and cannot be part
   * of a key, because the last bits differ between databases.
   */
  public static Codec<Double, Double> float64() {
    return direct(StoredType.of(Kind.DOUBLE), Double.class, 1.0);
  }

  /**
   * Constants of an enum, stored by name. Enums cannot be sorted. If a stored name is not a constant, the read
   * fails.
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
    return of(
        StoredType.enumeration(longest),
        E::name,
        name -> {
          E constant = byName.get(name);
          if (constant == null) {
            throw new IllegalArgumentException(
                "The stored name " + name + " is not a constant of " + type.getName() + ".");
          }
          return constant;
        },
        constants[0].name(),
        Stream.of(constants).<Object>map(E::name).toList());
  }

  /**
   * Labels of an enumeration type of the database: a type of PostgreSQL ({@code CREATE TYPE ... AS ENUM}), or an {@code enum} column
   * of MariaDB. Labels are compared for equality only, and cannot be sorted. A text that is no label is refused before SQL. Combine
   * this codec with {@link #as} to store constants of a Java enum.
   *
   * @param databaseType the name of the type on PostgreSQL, after its schema and a point if the search path does not find the
   *     type; for messages on the others
   * @param labels all labels that the application knows, in the order of the database
   * @throws IllegalArgumentException if a label occurs twice, is empty, ends with a blank or has more than 63 code points, or
   *     there are none
   */
  public static Codec<String, String> labels(String databaseType, List<String> labels) {
    return of(
        StoredType.labels(databaseType, labels),
        Function.identity(),
        String.class::cast,
        labels.get(0),
        List.copyOf(labels));
  }

  /**
   * Sets of labels of a {@code set} column of MariaDB; text elsewhere. The sets are unmodifiable and iterate in the order of the
   * labels. They can be compared for equality only. A set with another text is refused before SQL. For tables of the
   * application's own, {@link #enumSet} is better.
   *
   * @param labels all labels of the column, in the order of the database, at most 64
   * @throws IllegalArgumentException if a label occurs twice, is empty, ends with a blank, has a comma or more than 63 code points,
   *     or there are none or too many
   */
  public static Codec<Set<String>, String> labelSet(List<String> labels) {
    StoredType type = StoredType.labelSet(labels);
    List<String> ordered = type.labels();
    return of(
        type,
        set -> {
          // The set may hold a null, for which an unmodifiable list cannot be asked.
          if (!new HashSet<>(ordered).containsAll(set)) {
            throw FailureInternals.invalidValue("the value must be a set of the labels " + ordered);
          }
          return ordered.stream().filter(set::contains).collect(Collectors.joining(","));
        },
        stored -> {
          String texts = (String) stored;
          return texts.isEmpty()
              ? Set.of()
              : Collections.unmodifiableSet(new LinkedHashSet<>(List.of(texts.split(",", -1))));
        },
        "",
        subsets(ordered));
  }

  /**
   * Sets of constants of an enum, stored as their names in declared order, separated by commas. Such sets can
   * be compared for equality only.
   */
  public static <E extends Enum<E>> Codec<Set<E>, String> enumSet(Class<E> type) {
    Codec<E, String> constants = enumByName(type);
    int length = 0;
    for (E constant : type.getEnumConstants()) {
      length += constant.name().codePointCount(0, constant.name().length()) + 1;
    }
    return of(
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
        subsets(Stream.of(type.getEnumConstants()).map(E::name).toList()));
  }

  private static List<Object> subsets(List<String> texts) {
    var subsets = new LinkedHashSet<Object>();
    subsets.add("");
    for (int i = 0; i < texts.size(); i++) {
      subsets.add(texts.get(i));
      if (i > 0) {
        subsets.add(texts.get(i - 1) + "," + texts.get(i));
      }
    }
    subsets.add(String.join(",", texts));
    return List.copyOf(subsets);
  }

  /**
   * JSON documents without an enforced schema, as text. Combine this codec with {@link #as} and a JSON library
   * to store objects. A document is stored and read in a canonical form: equal values give equal text.
   * Documents can be neither searched nor compared, and cannot be part of a key.
   */
  public static Codec<String, String> document() {
    return direct(StoredType.of(Kind.DOCUMENT), String.class, "{}");
  }

  /** A fixed set of texts, stored like the names of enum constants. */
  static Codec<String, String> oneOf(
      Set<String> texts, Function<String, InvalidValueException> refusal) {
    int longest = 1;
    for (String text : texts) {
      longest = Math.max(longest, text.codePointCount(0, text.length()));
    }
    return of(
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
   * Points in time of the years 1 to 9999 in UTC. The second's fraction is truncated (never rounded) to {@code
   * digits} digits (0 to 6).
   */
  public static Codec<Instant, Instant> instant(int digits) {
    return direct(StoredType.temporal(Kind.INSTANT, digits), Instant.class, Instant.EPOCH);
  }

  /**
   * Points in time from 1970-01-01T00:00:01Z up to and including the second 2038-01-19T03:14:07Z, the range of MariaDB's {@code
   * timestamp}. Truncated as in {@link #instant}.
   */
  public static Codec<Instant, Instant> timestamp(int digits) {
    return direct(StoredType.timestamp(digits), Instant.class, Instant.ofEpochSecond(1));
  }

  /** Dates with time of day and without zone, of the years 1 to 9999, truncated as in {@link #instant}. */
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

  /** Times of day, truncated as in {@link #instant}. */
  public static Codec<LocalTime, LocalTime> localTime(int digits) {
    return direct(StoredType.temporal(Kind.LOCAL_TIME, digits), LocalTime.class, LocalTime.NOON);
  }

  /**
   * At most {@code length} bytes (1 to 65,000), sorted unsigned. The codec copies the array when it stores and
   * when it reads.
   */
  public static Codec<byte[], byte[]> bytes(int length) {
    return of(
        StoredType.bytes(length),
        Function.identity(),
        stored -> ((byte[]) stored).clone(),
        new byte[1],
        List.of());
  }

  /**
   * Returns this codec of text for a column of a narrower character set. A text with a code point that the character set lacks is
   * refused.
   *
   * @param name {@code utf8mb4}, {@code utf8mb3}, {@code latin1} or {@code ascii}, with the meaning that they have on MariaDB
   * @throws IllegalArgumentException for another name, or if the stored type is no text
   */
  public Codec<D, S> inCharacterSet(String name) {
    return new Codec<>(conversion.to(type().inCharacterSet(name), conversion.sample()));
  }

  /**
   * Returns this codec of text for a column whose collation ignores case, and maybe accents and blanks at the end: MariaDB's collations
   * with {@code _ci}, PostgreSQL's {@code citext} and non-deterministic collations, H2's {@code VARCHAR_IGNORECASE}. Conditions, sorts,
   * groups and ids compare code points as everywhere: {@code "abc"} does not find {@code "ABC"}.
   *
   * <p>A unique key and a primary key refuse what the collation may take for equal, on every backend with the failure of that key: texts that
   * differ only in case, accents, width or blanks at the end. A text with a code point that databases compare in different ways is refused
   * there as an invalid value. A reference to such a key must have its code points.
   *
   * @throws IllegalArgumentException if the stored type is neither text up to 10,000 code points nor names of constants
   */
  public Codec<D, S> ignoringCaseInDatabase() {
    return new Codec<>(conversion.to(type().ignoringCaseInDatabase(), conversion.sample()));
  }

  /**
   * Returns this codec of text for a column whose collation sorts by the rules of a language and takes only equal texts for equal:
   * PostgreSQL's collations such as {@code en_US}. Conditions and sorts compare code points as everywhere.
   *
   * @throws IllegalArgumentException if the stored type is neither text up to 10,000 code points nor names of constants
   */
  public Codec<D, S> sortedByLanguageInDatabase() {
    return new Codec<>(conversion.to(type().sortedByLanguageInDatabase(), conversion.sample()));
  }

  /**
   * Returns this codec of text or bytes for a column that fills each value up to its length: {@code char(n)}, {@code binary(n)}. A
   * text that ends with a blank is refused, because databases take that blank for padding. Controls below U+0020 are refused, because
   * databases sort them before the padding. Bytes must have exactly the length.
   *
   * @throws IllegalArgumentException if the stored type is neither text nor bytes, or is longer than 255
   */
  public Codec<D, S> ofFixedLength() {
    StoredType fixed = type().ofFixedLength();
    Object sample = fixed.kind() == Kind.BYTES ? new byte[fixed.length()] : conversion.sample();
    return new Codec<>(conversion.to(fixed, sample));
  }

  /**
   * Returns this codec of dates for a column of MariaDB in which {@code 0000-00-00} stands for no value. Null is stored as the
   * zero date. Every condition, order and function takes a zero date for null; such conditions use no index of the column. The
   * attribute must be nullable, and cannot be part of a unique key or a reference. On other databases the codec changes
   * nothing. Without a rule, a row with a zero date cannot be read.
   *
   * @throws IllegalArgumentException if the stored type is neither a date, nor a date with time of day, nor a point in time
   */
  public Codec<D, S> zeroDateAsAbsent() {
    return new Codec<>(conversion.to(type().withZeroDateAsAbsent(), conversion.sample()));
  }

  /**
   * Returns this codec of dates for a column of MariaDB in which {@code 0000-00-00} is a value of its own. The zero date is read as
   * the first day of the year 1, at midnight, and that day is stored as the zero date. A row that holds the first day itself cannot be
   * read. On other databases the codec changes nothing.
   *
   * @throws IllegalArgumentException if the stored type is neither a date, nor a date with time of day, nor a point in time, or
   *     if it is a {@link #timestamp}
   */
  public Codec<D, S> zeroDateAsFirst() {
    return new Codec<>(conversion.to(type().withZeroDateAsFirst(), conversion.sample()));
  }

  /**
   * Returns a codec with the same stored type for another domain type.
   *
   * @param decode converts from the stored form; may throw any exception for a value that the domain does not
   *     allow
   * @param encode converts to the stored form; the inverse of {@code decode}
   */
  public <T> Codec<T, S> as(
      Function<? super D, ? extends T> decode, Function<? super T, ? extends D> encode) {
    return new Codec<>(conversion.as(decode, encode));
  }

  /** The type of the column. */
  public StoredType type() {
    return conversion.type();
  }

  /**
   * Returns the stored form of a value, checked and normalised.
   *
   * @return an instance of {@code type().kind().javaType()} that no other code can change
   * @throws InvalidValueException if the value cannot be stored without a change
   */
  public Object encode(D value) {
    return conversion.encode(value);
  }

  /**
   * Returns the domain value of a stored value. Exceptions of the functions given to {@link #as} pass through.
   *
   * @param stored of the stored type's class
   */
  public D decode(Object stored) {
    return conversion.decode(stored);
  }

  Conversion<D> conversion() {
    return conversion;
  }
}
