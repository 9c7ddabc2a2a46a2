package org.bilayer.docs.verify.mutants;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bilayer.contracts.sample.Attachment;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Gauge;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Rate;
import org.bilayer.contracts.sample.Recipe;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.Till;
import org.bilayer.contracts.sample.Visit;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.DatabaseValue;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Check;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.Operator;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.Write;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** All of them. Entries are those of the catalogue, see the page about fidelity. */
final class Mutants {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Model BANK = Bank.MODEL;
  private static final Model SHOP = Shop.MODEL;
  private static final Model TYPES = Specimens.MODEL;

  private final List<Mutant> all = new ArrayList<>();

  private Mutants() {}

  static List<Mutant> all() {
    var mutants = new Mutants();
    mutants.values();
    mutants.narrowValues();
    mutants.collations();
    mutants.conditions();
    mutants.orders();
    mutants.totals();
    mutants.constraints();
    mutants.counts();
    mutants.transactions();
    mutants.caches();
    mutants.generated();
    mutants.all.addAll(PathMutants.all());
    return List.copyOf(mutants.all);
  }

  private void add(String entry, String name, Model model, UnaryOperator<StoreSession> mistake) {
    all.add(Mutant.of(entry, name, model, mistake));
  }

  private void values() {
    add(
        "2.7",
        "empty text is null",
        TYPES,
        Wrong.stored((type, value) -> "".equals(value) ? null : value));
    add(
        "3.10",
        "text is cut at 11 characters",
        TYPES,
        Wrong.stored(Wrong.text(text -> text.substring(0, Math.min(11, text.length())))));
    add(
        "4.1",
        "text is folded to lower case",
        TYPES,
        Wrong.stored(Wrong.text(text -> text.toLowerCase(Locale.ROOT))));
    add(
        "4.2",
        "accents are lost",
        TYPES,
        Wrong.stored(Wrong.text(
            text -> Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", ""))));
    add("4.5", "trailing blanks are lost", TYPES, Wrong.stored(Wrong.text(String::stripTrailing)));
    add(
        "4.6",
        "text is padded to its length",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.TEXT,
            (type, value) -> value
                + " "
                    .repeat(
                        Math.max(0, Math.min(type.length(), 12) - ((String) value).length())))));
    add(
        "4.8",
        "characters of four bytes become a question mark",
        TYPES,
        Wrong.stored(Wrong.text(text -> text.replaceAll("[\\x{10000}-\\x{10FFFF}]", "?"))));
    add(
        "4.11",
        "text is composed",
        TYPES,
        Wrong.stored(Wrong.text(text -> Normalizer.normalize(text, Normalizer.Form.NFC))));
    add(
        "4.12",
        "upper case of sharp s and dotted i",
        TYPES,
        Wrong.stored(Wrong.text(text -> text.replace("\u00df", "SS").replace("\u0130", "i"))));
    add(
        "5.1",
        "decimals lose their last digit",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.DECIMAL,
            (type, value) -> ((BigDecimal) value)
                .setScale(type.scale() - 1, RoundingMode.DOWN)
                .setScale(type.scale()))));
    add(
        "5.1",
        "decimals go through a double",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.DECIMAL,
            (type, value) -> BigDecimal.valueOf(((BigDecimal) value).doubleValue())
                .setScale(type.scale(), RoundingMode.HALF_UP))));
    add(
        "5.1",
        "decimals come back without trailing zeros",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.DECIMAL, (type, value) -> ((BigDecimal) value).stripTrailingZeros())));
    add(
        "5.2",
        "large integers go through a double",
        TYPES,
        Wrong.stored(
            Wrong.of(StoredType.Kind.INT64, (type, value) -> (long) ((Long) value).doubleValue())));
    add(
        "5.2",
        "small integers wrap at a byte",
        TYPES,
        Wrong.stored(
            Wrong.of(StoredType.Kind.INT16, (type, value) -> (short) ((Short) value).byteValue())));
    add(
        "5.4",
        "doubles go through a float",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.DOUBLE, (type, value) -> (double) ((Double) value).floatValue())));
    add(
        "5.5",
        "false is no value",
        TYPES,
        Wrong.stored(
            Wrong.of(StoredType.Kind.BOOLEAN, (type, value) -> (Boolean) value ? value : null)));
    add(
        "5.7",
        "bytes are padded with zeros",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.BYTES,
            (type, value) -> Arrays.copyOf((byte[]) value, Math.max(4, ((byte[]) value).length)))));
    add(
        "5.7",
        "trailing zero bytes are lost",
        TYPES,
        Wrong.stored(
            Wrong.of(StoredType.Kind.BYTES, (type, value) -> withoutZeros((byte[]) value))));
    add(
        "5.8",
        "the halves of a UUID are swapped",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.UUID,
            (type, value) -> new UUID(
                ((UUID) value).getLeastSignificantBits(),
                ((UUID) value).getMostSignificantBits()))));
    add(
        "5.9",
        "documents are stored as a text of JSON",
        Till.MODEL,
        Wrong.stored(Wrong.of(
            StoredType.Kind.DOCUMENT,
            (type, value) ->
                "\"" + ((String) value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"")));
    add(
        "6.1",
        "instants are kept in milliseconds",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.INSTANT,
            (type, value) -> ((Instant) value).truncatedTo(ChronoUnit.MILLIS))));
    add(
        "6.1",
        "instants are rounded instead of cut",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.INSTANT,
            (type, value) -> ((Instant) value).getEpochSecond() > 250_000_000_000L
                ? value
                : ((Instant) value).plusNanos(500_000).truncatedTo(ChronoUnit.MILLIS))));
    add(
        "6.2",
        "the end of a day is tomorrow",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.LOCAL_DATE_TIME,
            (type, value) -> ((LocalDateTime) value).getYear() == 9_999
                ? value
                : ((LocalDateTime) value).plusNanos(500_000_000).truncatedTo(ChronoUnit.SECONDS))));
    add(
        "6.2",
        "times of day are kept in seconds",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.LOCAL_TIME,
            (type, value) -> ((LocalTime) value).truncatedTo(ChronoUnit.SECONDS))));
    add(
        "6.4",
        "dates before 1583 are counted as Caesar did",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.LOCAL_DATE,
            (type, value) ->
                ((LocalDate) value).getYear() < 1_583 && ((LocalDate) value).getYear() > 1
                    ? ((LocalDate) value).minusDays(10)
                    : value)));
    add(
        "6.4",
        "times end in 2038",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.INSTANT,
            (type, value) -> ((Instant) value).getEpochSecond() > Integer.MAX_VALUE
                ? Instant.ofEpochSecond(Integer.MAX_VALUE)
                : value)));
    add(
        "6.5",
        "local times jump over the gap in spring",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.LOCAL_DATE_TIME,
            (type, value) -> ((LocalDateTime) value).getYear() < 1_900
                ? value
                : ((LocalDateTime) value).atZone(BERLIN).toLocalDateTime())));
    add(
        "6.5",
        "instants are shifted by the zone",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.INSTANT,
            (type, value) -> ((Instant) value).getEpochSecond() > 250_000_000_000L
                ? value
                : LocalDateTime.ofInstant((Instant) value, BERLIN).toInstant(ZoneOffset.UTC))));
    add(
        "6.6",
        "dates move a day",
        TYPES,
        Wrong.stored(Wrong.of(
            StoredType.Kind.LOCAL_DATE,
            (type, value) ->
                ((LocalDate) value).getYear() > 1 ? ((LocalDate) value).minusDays(1) : value)));
  }

  private static byte[] withoutZeros(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** What a database's collation does, where the library compares by code point. */
  private void collations() {
    add(
        "4.1",
        "equality ignores letter case as the column does",
        Recipe.MODEL,
        Wrong.asked((table, part) -> part instanceof Condition.Compare compare
                && compare.operator() == Operator.EQ
                && table.type(compare.column()).isFolding()
                && compare.value() instanceof String text
            ? new Condition.In(
                compare.column(),
                List.copyOf(new LinkedHashSet<Object>(
                    List.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT)))))
            : part));
    add(
        "4.3",
        "an order follows the collation of the column",
        Recipe.MODEL,
        Wrong.sortedBy(
            StoredType.Kind.TEXT,
            (left, right) -> ((String) left).compareToIgnoreCase((String) right)));
    add(
        "4.1",
        "a key tells texts apart that the column takes for equal",
        Recipe.MODEL,
        Wrong.forgiving(failure -> failure instanceof UniqueViolationException));
    add(
        "4.1",
        "groups ignore letter case as the column does",
        Recipe.MODEL,
        session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> summarise(Summary summary) {
            var seen = new LinkedHashSet<String>();
            return super.summarise(summary).stream()
                .filter(group -> summary.groupBy().isEmpty()
                    || seen.add(
                        Arrays.toString(Arrays.copyOf(group, summary.groupBy().size()))
                            .toLowerCase(Locale.ROOT)))
                .toList();
          }
        });
  }

  /** Values of types that hold less than their kind, and of long and unbounded ones. */
  private void narrowValues() {
    add(
        "4.6",
        "text of a fixed length comes back with a blank",
        Gauge.MODEL,
        Wrong.stored(Wrong.of(
            StoredType.Kind.TEXT, (type, value) -> type.isFixedLength() ? value + " " : value)));
    add(
        "4.8",
        "a narrow character set keeps a question mark",
        Gauge.MODEL,
        Wrong.stored(Wrong.of(
            StoredType.Kind.TEXT,
            (type, value) -> type.characterSet().equals("latin1")
                ? ((String) value).replaceAll("[^\\x00-\\x7f]", "?")
                : value)));
    add(
        "5.1",
        "an unsigned number above 2^63 becomes negative",
        Gauge.MODEL,
        Wrong.stored(Wrong.of(
            StoredType.Kind.DECIMAL,
            (type, value) -> new BigDecimal(((BigDecimal) value).longValue()))));
    add(
        "6.4",
        "a timestamp moves with the zone of the session",
        Gauge.MODEL,
        Wrong.stored(Wrong.of(
            StoredType.Kind.INSTANT,
            (type, value) -> type.isRanged() ? ((Instant) value).plusSeconds(3_600) : value)));
    add(
        "3.10",
        "long text ends after 65,535 characters",
        Attachment.MODEL,
        Wrong.stored(Wrong.of(
            StoredType.Kind.LONG_TEXT,
            (type, value) ->
                ((String) value).substring(0, Math.min(65_535, ((String) value).length())))));
    add(
        "5.1",
        "decimals without a precision have 38 digits",
        Rate.MODEL,
        Wrong.stored(Wrong.of(
            StoredType.Kind.DECIMAL,
            (type, value) -> type.scaled(((BigDecimal) value).round(new MathContext(38))))));
  }

  private void conditions() {
    add(
        "2.2",
        "different from a value holds for no value",
        BANK,
        Wrong.asked((table, part) ->
            part instanceof Condition.Compare compare && compare.operator() == Operator.NE
                ? new Condition.Or(List.of(part, new Condition.IsNull(compare.column())))
                : part));
    add(
        "2.2",
        "the opposite of unknown is true",
        BANK,
        Wrong.asked((table, part) -> part instanceof Condition.Not not
                && not.condition() instanceof Condition.Compare compare
            ? new Condition.Or(List.of(part, new Condition.IsNull(compare.column())))
            : part));
    add(
        "2.2",
        "no value equals no value",
        BANK,
        Wrong.asked((table, part) -> part instanceof Condition.CompareColumns compare
                && compare.operator() == Operator.EQ
            ? new Condition.Or(List.of(
                part,
                new Condition.And(List.of(
                    new Condition.IsNull(compare.left()), new Condition.IsNull(compare.right())))))
            : part));
    add(
        "2.2",
        "a comparison with no value is false",
        BANK,
        Wrong.asked((table, part) -> part instanceof Condition.Compare compare
            ? new Condition.And(
                List.of(part, new Condition.Not(new Condition.IsNull(compare.column()))))
            : part));
    add(
        "2.3",
        "not in a list holds for no value",
        BANK,
        Wrong.asked((table, part) ->
            part instanceof Condition.Not not && not.condition() instanceof Condition.In in
                ? new Condition.Or(List.of(part, new Condition.IsNull(in.column())))
                : part));
    add(
        "2.7",
        "the empty text is looked for as no value",
        BANK,
        Wrong.asked((table, part) -> part instanceof Condition.IsNull isNull
                && table.type(isNull.column()).kind() == StoredType.Kind.TEXT
            ? new Condition.Or(
                List.of(part, new Condition.Compare(isNull.column(), Operator.EQ, "")))
            : part));
    add(
        "4.1",
        "equality ignores case",
        BANK,
        Wrong.asked((table, part) ->
            isText(table, part) ? oneOf((Condition.Compare) part, Mutants::cases) : part));
    add(
        "4.5",
        "equality ignores a trailing blank",
        BANK,
        Wrong.asked((table, part) ->
            isText(table, part) ? oneOf((Condition.Compare) part, Mutants::padded) : part));
    add(
        "4.13",
        "a percent sign is a pattern",
        BANK,
        Wrong.asked((table, part) ->
            part instanceof Condition.Matches matches && matches.text().contains("%")
                ? new Condition.Matches(matches.column(), matches.match(), "")
                : part));
    add(
        "4.13",
        "an underscore is a pattern",
        BANK,
        Wrong.asked((table, part) ->
            part instanceof Condition.Matches matches && matches.text().equals("_")
                ? new Condition.Not(new Condition.Compare(matches.column(), Operator.EQ, ""))
                : part));
    add(
        "4.13",
        "a search ignores case",
        BANK,
        Wrong.asked((table, part) -> part instanceof Condition.Matches matches
            ? new Condition.Or(new ArrayList<Condition>(cases(matches.text()).stream()
                .map(
                    text -> new Condition.Matches(matches.column(), matches.match(), (String) text))
                .toList()))
            : part));
    add(
        "4.13",
        "a search for an end looks anywhere",
        BANK,
        Wrong.asked((table, part) ->
            part instanceof Condition.Matches matches && matches.match() == Condition.Match.SUFFIX
                ? new Condition.Matches(matches.column(), Condition.Match.INFIX, matches.text())
                : part));
    add(
        "6.2",
        "less or equal is less",
        BANK,
        Wrong.asked((table, part) ->
            part instanceof Condition.Compare compare && compare.operator() == Operator.LE
                ? new Condition.Compare(compare.column(), Operator.LT, compare.value())
                : part));
    add(
        "9.3",
        "only the first value of a list is looked for",
        BANK,
        Wrong.asked((table, part) -> part instanceof Condition.In in
            ? new Condition.In(in.column(), in.values().subList(0, 1))
            : part));
    add(
        "1.5",
        "every owner has a row that satisfies",
        SHOP,
        Wrong.asked(
            (table, part) -> part instanceof Condition.Exists ? new Condition.Always(true) : part));
    add(
        "1.5",
        "any owned row will do",
        SHOP,
        Wrong.asked((table, part) -> part instanceof Condition.Exists exists
            ? new Condition.Exists(exists.table(), new Condition.Always(true))
            : part));
  }

  private static boolean isText(Table table, Condition part) {
    return part instanceof Condition.Compare compare
        && compare.operator() == Operator.EQ
        && table.type(compare.column()).kind() == StoredType.Kind.TEXT;
  }

  private static Condition oneOf(
      Condition.Compare compare, java.util.function.Function<String, Set<Object>> others) {
    return new Condition.In(compare.column(), List.copyOf(others.apply((String) compare.value())));
  }

  private static Set<Object> cases(String text) {
    var cases = new LinkedHashSet<Object>();
    cases.add(text);
    cases.add(text.toLowerCase(Locale.ROOT));
    cases.add(text.toUpperCase(Locale.ROOT));
    cases.add(text.strip());
    return cases;
  }

  private static Set<Object> padded(String text) {
    var padded = new LinkedHashSet<Object>();
    padded.add(text);
    padded.add(text.stripTrailing());
    padded.add(text + " ");
    return padded;
  }

  private void orders() {
    add(
        "2.1",
        "no value always comes first",
        BANK,
        Wrong.selected(select ->
            Wrong.sorted(select, sort -> new SortColumn(sort.column(), sort.descending(), true))));
    add(
        "2.1",
        "no value always comes last",
        BANK,
        Wrong.selected(select ->
            Wrong.sorted(select, sort -> new SortColumn(sort.column(), sort.descending(), false))));
    add(
        "2.1",
        "no value goes to the other end when descending",
        BANK,
        Wrong.selected(select -> Wrong.sorted(
            select,
            sort -> new SortColumn(
                sort.column(), sort.descending(), sort.descending() != sort.nullsFirst()))));
    add(
        "4.3",
        "text is sorted without case",
        BANK,
        Wrong.sortedBy(
            StoredType.Kind.TEXT,
            Comparator.comparing(text -> ((String) text).toLowerCase(Locale.ROOT))));
    add(
        "4.4",
        "text is sorted by UTF-16",
        BANK,
        Wrong.sortedBy(StoredType.Kind.TEXT, Comparator.comparing(text -> (String) text)));
    add(
        "5.7",
        "bytes are sorted signed",
        TYPES,
        Wrong.sortedBy(
            StoredType.Kind.BYTES, (left, right) -> Arrays.compare((byte[]) left, (byte[]) right)));
    add(
        "5.8",
        "UUIDs are sorted signed",
        TYPES,
        Wrong.sortedBy(StoredType.Kind.UUID, Comparator.comparing(uuid -> (UUID) uuid)));
    add("9.2", "ties go the other way", BANK, Wrong.selected(select -> {
      if (select.order().isEmpty()) {
        return select;
      }
      SortColumn last = select.order().get(select.order().size() - 1);
      return Wrong.sorted(
          select,
          sort -> sort.equals(last)
              ? new SortColumn(sort.column(), !sort.descending(), sort.nullsFirst())
              : sort);
    }));
    add(
        "9.2",
        "a limit is not looked at",
        BANK,
        Wrong.selected(select -> Wrong.limited(select, Long.MAX_VALUE)));
    add(
        "9.2",
        "a limit of none is one",
        BANK,
        Wrong.selected(select -> Wrong.limited(select, Math.max(1, select.limit()))));
    add("9.4", "a stream ends after two rows", BANK, session -> new DelegatingSession(session) {
      @Override
      public RowCursor stream(Select select) {
        return super.stream(Wrong.limited(select, Math.min(2, select.limit())));
      }
    });
  }

  private void totals() {
    add("2.5", "the sum of nothing is zero", BANK, Wrong.summarised((session, summary) -> {
      List<@Nullable Object[]> rows = session.summarise(summary);
      int first = summary.groupBy().size();
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < summary.aggregates().size(); i++) {
          Summary.Aggregate aggregate = summary.aggregates().get(i);
          if (row[first + i] == null && aggregate.function() == Summary.Function.SUM) {
            row[first + i] = BigDecimal.ZERO.setScale(
                summary.table().type(aggregate.column()).scale());
          }
        }
      }
      return rows;
    }));
    add(
        "2.5",
        "rows without a value are no group",
        BANK,
        Wrong.summarised((session, summary) -> session.summarise(summary).stream()
            .filter(row -> summary.groupBy().isEmpty() || row[0] != null)
            .toList()));
    add(
        "2.5",
        "a count of values counts rows",
        BANK,
        Wrong.summarised((session, summary) -> session.summarise(with(
            summary,
            each -> each.function() == Summary.Function.COUNT
                ? new Summary.Aggregate(Summary.Function.COUNT, -1)
                : each))));
    add(
        "2.5",
        "different values are counted as often as they occur",
        BANK,
        Wrong.summarised((session, summary) -> session.summarise(with(
            summary,
            each -> each.function() == Summary.Function.COUNT_DISTINCT
                ? new Summary.Aggregate(Summary.Function.COUNT, each.column())
                : each))));
    add(
        "2.5",
        "a count counts everything",
        BANK,
        Wrong.summarised((session, summary) -> session.summarise(new Summary(
            summary.table(),
            new Condition.Always(true),
            summary.groupBy(),
            summary.aggregates()))));
    add(
        "2.5",
        "the least is the greatest",
        BANK,
        Wrong.summarised((session, summary) -> session.summarise(with(
            summary,
            each -> each.function() == Summary.Function.MIN
                ? new Summary.Aggregate(Summary.Function.MAX, each.column())
                : each))));
  }

  private static Summary with(Summary summary, UnaryOperator<Summary.Aggregate> change) {
    return new Summary(
        summary.table(),
        summary.where(),
        summary.groupBy(),
        summary.aggregates().stream().map(change).toList());
  }

  private void constraints() {
    add("3.1", "an insert overwrites", BANK, session -> new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        int[] counts = new int[writes.size()];
        for (int i = 0; i < counts.length; i++) {
          Write write = writes.get(i);
          if (write instanceof Write.Insert insert && rowOf(session, insert) != null) {
            long version =
                insert.table().versionOf(java.util.Objects.requireNonNull(rowOf(session, insert)));
            write = new Write.Update(
                insert.table(), insert.key(), insert.row(), all(insert.table()), version);
          }
          counts[i] = super.write(List.of(write))[0];
        }
        return counts;
      }
    });
    add(
        "3.2",
        "unique keys are not there",
        BANK,
        Wrong.forgiving(e -> e instanceof UniqueViolationException violation
            && !String.valueOf(violation.constraint()).endsWith("_pkey")));
    add(
        "3.2",
        "keys are unique within one unit only",
        BANK,
        session -> new DelegatingSession(session) {
          private int written;

          @Override
          public int[] write(List<Write> writes) {
            int[] counts = new int[writes.size()];
            for (int i = 0; i < counts.length; i++) {
              try {
                counts[i] = super.write(List.of(writes.get(i)))[0];
              } catch (UniqueViolationException e) {
                if (written > 0) {
                  throw e;
                }
                counts[i] = 1;
              }
              written++;
            }
            return counts;
          }
        });
    add(
        "3.3",
        "two without a value collide in a unique key",
        BANK,
        session -> new DelegatingSession(session) {
          @Override
          public int[] write(List<Write> writes) {
            for (Write write : writes) {
              if (write instanceof Write.Insert insert) {
                refuseSecondNull(session, insert);
              }
            }
            return super.write(writes);
          }
        });
    add(
        "3.5",
        "inserts come first, deletes last",
        Forest.MODEL,
        session -> new DelegatingSession(session) {
          @Override
          public int[] write(List<Write> writes) {
            var sorted = new ArrayList<>(writes);
            sorted.sort(Comparator.comparing(write ->
                write instanceof Write.Insert ? 0 : write instanceof Write.Update ? 1 : 2));
            return super.write(sorted);
          }
        });
    add(
        "3.6",
        "references are not there",
        SHOP,
        Wrong.forgiving(ForeignKeyViolationException.class::isInstance));
    add(
        "3.8",
        "what is referred to may go",
        BANK,
        Wrong.refusing((write, e) ->
            write instanceof Write.Delete && e instanceof ForeignKeyViolationException ? null : e));
    add("2.6", "a check fails without a value", BANK, session -> new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        for (Write write : writes) {
          if (write instanceof Write.Insert insert) {
            for (Check check : insert.table().checks()) {
              if (check.condition() instanceof Condition.Compare compare
                  && insert.row()[compare.column()] == null) {
                throw new CheckViolationException(insert.table().name(), check.name(), null);
              }
            }
          }
        }
        return super.write(writes);
      }
    });
    add(
        "2.6",
        "checks are not there",
        BANK,
        Wrong.forgiving(CheckViolationException.class::isInstance));
    add(
        "3.12",
        "a violation names an index of the store's own",
        BANK,
        Wrong.refusing((write, e) -> e instanceof UniqueViolationException violation
            ? new UniqueViolationException(violation.table(), violation.table() + "_index_1", e)
            : e));
    add(
        "3.12",
        "a violation is a conflict",
        BANK,
        Wrong.refusing((write, e) -> e instanceof ConstraintViolationException
            ? new WriteConflictException("duplicate", e)
            : e));
  }

  private static int[] all(Table table) {
    int[] all = new int[table.columns().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }

  private static @Nullable Object @Nullable [] rowOf(StoreSession session, Write write) {
    List<@Nullable Object[]> found = session.fetch(
        new Fetch(write.table(), write.table().key(), List.of(write.key()), Lock.NONE));
    return found.isEmpty() ? null : found.get(0);
  }

  private static void refuseSecondNull(StoreSession session, Write.Insert insert) {
    for (UniqueKey key : insert.table().uniqueKeys()) {
      var same = new ArrayList<Condition>();
      boolean absent = false;
      for (int column : key.columns()) {
        Object value = insert.row()[column];
        absent |= value == null;
        same.add(
            value == null
                ? new Condition.IsNull(column)
                : new Condition.Compare(column, Operator.EQ, value));
      }
      Condition where = same.size() == 1 ? same.get(0) : new Condition.And(same);
      if (absent
          && !session
              .select(new Select(
                  insert.table(), where, List.of(), Long.MAX_VALUE, List.of(), Lock.NONE))
              .isEmpty()) {
        throw new UniqueViolationException(insert.table().name(), key.name(), null);
      }
    }
  }

  private void counts() {
    add(
        "7.5",
        "only rows that changed are counted",
        BANK,
        session -> new DelegatingSession(session) {
          @Override
          public long update(BulkUpdate update) {
            long same = session
                .select(new Select(
                    update.table(),
                    update.where(),
                    List.of(),
                    Long.MAX_VALUE,
                    List.of(),
                    Lock.NONE))
                .stream()
                .filter(row -> update.assignments().stream()
                    .allMatch(each -> !each.increment()
                        && java.util.Objects.deepEquals(row[each.column()], each.value())))
                .count();
            return super.update(update) - same;
          }
        });
    add(
        "7.6",
        "every write is said to have met its row",
        BANK,
        session -> new DelegatingSession(session) {
          @Override
          public int[] write(List<Write> writes) {
            int[] counts = new int[writes.size()];
            for (int i = 0; i < counts.length; i++) {
              try {
                super.write(List.of(writes.get(i)));
              } catch (StaleVersionException noticed) {
                // A driver without counts would not know.
              }
              counts[i] = 1;
            }
            return counts;
          }
        });
    add("7.7", "versions are not looked at", BANK, session -> new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        return super.write(writes.stream().map(write -> current(session, write)).toList());
      }
    });
    add(
        "7.5",
        "a set-based removal does not know how many",
        BANK,
        session -> new DelegatingSession(session) {
          @Override
          public long delete(Table table, Condition where) {
            super.delete(table, where);
            return 0;
          }
        });
    add(
        "9.3",
        "only the first of several ids is found",
        BANK,
        session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> fetch(Fetch fetch) {
            return super.fetch(new Fetch(
                fetch.table(), fetch.columns(), fetch.keys().subList(0, 1), fetch.lock()));
          }
        });
    add("1.6", "a list comes back in the order of its keys", SHOP, Wrong.read((table, rows) -> {
      int position = position(table);
      if (position < 0) {
        return rows;
      }
      var sorted = new ArrayList<@Nullable Object[]>();
      rows.forEach(row -> sorted.add(row.clone()));
      sorted.sort(Comparator.comparing(
          row -> (Integer) row[table.key().get(table.key().size() - 1)]));
      for (int i = 0; i < sorted.size(); i++) {
        sorted.get(i)[position] = i;
      }
      return sorted;
    }));
    add(
        "1.5",
        "the last owned row is not loaded",
        SHOP,
        Wrong.read((table, rows) ->
            table.owner().isPresent() && rows.size() > 1 ? rows.subList(1, rows.size()) : rows));
  }

  private static int position(Table table) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.owner().isPresent() && table.columns().get(i).name().equals("position")) {
        return i;
      }
    }
    return -1;
  }

  private static Write current(StoreSession session, Write write) {
    int version = write.table().version();
    @Nullable Object @Nullable [] row = version < 0 ? null : rowOf(session, write);
    if (row == null) {
      return write;
    }
    long now = write.table().versionOf(row);
    if (write instanceof Write.Update update) {
      return new Write.Update(update.table(), update.key(), update.row(), update.changed(), now);
    }
    return write instanceof Write.Delete delete
        ? new Write.Delete(delete.table(), delete.key(), now)
        : write;
  }

  private void transactions() {
    add("8.1", "a rollback keeps everything", BANK, session -> new DelegatingSession(session) {
      @Override
      public void rollback() {
        session.commit();
      }
    });
    add("8.3", "a commit stores nothing", BANK, session -> new DelegatingSession(session) {
      @Override
      public void commit() {
        session.rollback();
      }
    });
    add("8.4", "a savepoint does not undo", BANK, session -> new DelegatingSession(session) {
      @Override
      public void rollbackTo(Object savepoint) {
        // Everything stays.
      }
    });
    add(
        "8.4",
        "a savepoint undoes everything before it",
        BANK,
        session -> new DelegatingSession(session) {
          private @Nullable Object first;

          @Override
          public Object savepoint() {
            Object point = super.savepoint();
            if (first == null) {
              first = point;
            }
            return point;
          }

          @Override
          public void rollbackTo(Object savepoint) {
            super.rollbackTo(java.util.Objects.requireNonNull(first));
          }

          @Override
          public void release(Object savepoint) {
            // The first one is still needed.
          }
        });
    all.add(new Mutant(
        "8.9", "dirty read: every write is committed at once", BANK, Mutants::autoCommit));
    all.add(new Mutant(
        "8.9",
        "a snapshot sees what others commit",
        BANK,
        (store, options) -> store.open(
            SessionOptions.of(Level.READ_COMMITTED, options.readOnly(), options.deadlineNanos()))));
    all.add(new Mutant(
        "8.9",
        "committed rows of others are not seen",
        BANK,
        (store, options) -> store.open(
            SessionOptions.of(Level.SNAPSHOT, options.readOnly(), options.deadlineNanos()))));
    all.add(
        new Mutant("1.4", "a query does not see what its unit has written", BANK, Mutants::blind));
  }

  /** Each write ends a transaction and begins the next. */
  private static StoreSession autoCommit(Store store, SessionOptions options) {
    StoreSession[] current = {store.open(options)};
    return (StoreSession) Proxy.newProxyInstance(
        Mutants.class.getClassLoader(),
        new Class<?>[] {StoreSession.class},
        (proxy, method, arguments) -> {
          Object result;
          try {
            result = switch (method.getName()) {
              case "savepoint" -> "nowhere";
              case "rollbackTo", "release" -> null;
              default -> method.invoke(current[0], arguments);
            };
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          switch (method.getName()) {
            case "write", "update", "delete", "insertGenerated" -> {
              current[0].commit();
              current[0].close();
              current[0] = store.open(options);
            }
            default -> {}
          }
          return result;
        });
  }

  private static StoreSession blind(Store store, SessionOptions options) {
    return new DelegatingSession(store.open(options)) {
      @Override
      public List<@Nullable Object[]> select(Select select) {
        try (StoreSession other = store.open(options)) {
          return other.select(select);
        }
      }
    };
  }

  private void caches() {
    Map<Store, Map<Object, List<@Nullable Object[]>>> caches =
        Collections.synchronizedMap(new WeakHashMap<>());
    all.add(new Mutant(
        "1.2",
        "rows are cached for all units",
        BANK,
        (store, options) -> new DelegatingSession(store.open(options)) {
          @Override
          public List<@Nullable Object[]> fetch(Fetch fetch) {
            var cache = caches.computeIfAbsent(store, each -> new HashMap<>());
            Object key = List.of(fetch.table().name(), fetch.columns(), fetch.keys());
            List<@Nullable Object[]> known = cache.get(key);
            if (known == null || known.isEmpty()) {
              known = super.fetch(fetch);
              cache.put(key, known);
            }
            return known;
          }
        }));
    add(
        "1.2",
        "a repeated query gives the first result",
        BANK,
        session -> new DelegatingSession(session) {
          private final Map<Select, List<@Nullable Object[]>> results = new HashMap<>();

          @Override
          public List<@Nullable Object[]> select(Select select) {
            return results.computeIfAbsent(select, super::select);
          }
        });
    all.add(
        new Mutant("8.1", "an index has lost its entries after a rollback", BANK, lostIndexes()));
    add(
        "1.1",
        "a byte array is shared with the store",
        TYPES,
        session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> fetch(Fetch fetch) {
            List<@Nullable Object[]> rows = super.fetch(fetch);
            for (@Nullable Object[] row : rows) {
              for (Object value : row) {
                if (value instanceof byte[] bytes && bytes.length > 0) {
                  bytes[0]++;
                }
              }
            }
            return rows;
          }
        });
    add(
        "9.1",
        "rows without an order come by id",
        BANK,
        Wrong.selected(select -> select.order().isEmpty()
            ? new Select(
                select.table(),
                select.where(),
                select.table().key().stream()
                    .map(column -> new SortColumn(column, false, false))
                    .toList(),
                select.limit(),
                select.columns(),
                select.lock())
            : select));
  }

  private void generated() {
    Model offers = Model.of(Offer.OFFERS);
    add(
        "7.4",
        "what the database has filled is not read back",
        offers,
        session -> new DelegatingSession(session) {
          @Override
          public int[] write(List<Write> writes) {
            return super.write(writes.stream().map(Mutants::copied).toList());
          }
        });
    add("7.4", "a default is forgotten", offers, behindEachInsert(Offer.NOTE, row -> null));
    add(
        "7.4",
        "a time is written although the database fills it",
        offers,
        behindEachInsert(Offer.CREATED, row -> Instant.EPOCH));
    add(
        "7.4",
        "the Java form of a computed value forgets a factor",
        wrongTwin(),
        session -> session);
  }

  private static Write copied(Write write) {
    if (write instanceof Write.Insert insert) {
      return new Write.Insert(insert.table(), insert.key(), insert.row().clone());
    }
    return write instanceof Write.Update update
        ? new Write.Update(
            update.table(),
            update.key(),
            update.row().clone(),
            update.changed(),
            update.expectedVersion())
        : write;
  }

  /** Writes a column that was left to the store once more, with another value. */
  private static UnaryOperator<StoreSession> behindEachInsert(
      Column<Offer, ?> column, Function<@Nullable Object[], @Nullable Object> value) {
    return session -> new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        var more = new ArrayList<Write>();
        for (Write write : writes) {
          int place = place(write.table(), column.name());
          if (place >= 0 && write instanceof Write.Insert insert && insert.row()[place] == null) {
            @Nullable Object[] row = insert.row().clone();
            row[place] = value.apply(row);
            more.add(new Write.Update(
                write.table(), write.key(), row, new int[] {place}, Write.UNCHECKED));
          }
        }
        int[] counts = super.write(writes);
        if (!more.isEmpty()) {
          super.write(more);
        }
        return counts;
      }
    };
  }

  private static int place(Table table, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  private static Model wrongTwin() {
    Column<Visit, Integer> weight = Visit.WEIGHT.withDefault(DatabaseValue.constant(1));
    Column<Visit, Instant> at = Visit.AT.generatedOnInsert(DatabaseValue.now());
    Column<Visit, Long> total = Column.of("total", Codec.int64(), visit -> 0L);
    return Model.of(Mapping.of(Visit.class, "visit", Visit.ID)
        .version(Visit.VERSION)
        .with(
            Visit.PAGE,
            weight,
            at,
            total.generatedAlways(
                DatabaseValue.computed("{weight} * 2", row -> (long) row.get(Visit.WEIGHT))))
        .construct(row -> {
          row.get(total);
          return new Visit(
              row.get(Visit.ID),
              row.get(Visit.PAGE),
              row.get(Visit.WEIGHT),
              row.get(Visit.AT),
              row.get(Visit.VERSION));
        }));
  }

  private static Mutant.Sessions lostIndexes() {
    Set<Store> damaged =
        Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));
    return (store, options) -> {
      StoreSession session = store.open(options);
      StoreSession wrong = Wrong.asked((table, part) -> damaged.contains(store)
                  && part instanceof Condition.Compare compare
                  && compare.operator() == Operator.EQ
                  && table.uniqueKeys().stream()
                      .anyMatch(key -> key.columns().get(0) == compare.column())
              ? new Condition.Always(false)
              : part)
          .apply(session);
      return new DelegatingSession(wrong) {
        @Override
        public void rollbackTo(Object savepoint) {
          super.rollbackTo(savepoint);
          damaged.add(store);
        }

        @Override
        public void rollback() {
          super.rollback();
          damaged.add(store);
        }
      };
    };
  }
}
