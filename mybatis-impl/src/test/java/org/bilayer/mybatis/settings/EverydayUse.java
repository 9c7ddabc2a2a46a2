package org.bilayer.mybatis.settings;

import static org.bilayer.contracts.sample.Specimens.SPECIMENS;
import static org.bilayer.contracts.sample.Till.COMPLAINTS;
import static org.bilayer.contracts.sample.Till.PAYMENTS;
import static org.bilayer.contracts.sample.Till.RECEIPTS;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Complaint;
import org.bilayer.contracts.sample.Payment;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.failure.DataException;
import org.bilayer.model.Model;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.RowVersion;

/** What an application does all day, as a list of answers that no setting may change. */
final class EverydayUse {

  static final Model MODEL = Model.of(SPECIMENS, PAYMENTS, COMPLAINTS).withSequences(RECEIPTS);

  /** Enough for several portions of a stream. */
  private static final int MANY = 1_020;

  private static final String ODD = "a\\'\"b%_?:$1 \u00EB\uD83D\uDE00 ";

  private final DataLayer data;
  private final List<String> answers = new ArrayList<>();

  private EverydayUse(DataLayer data) {
    this.data = data;
  }

  static List<String> answers(DataLayer data) {
    var use = new EverydayUse(data);
    use.roundTrips();
    use.rules();
    use.conditions();
    use.pagesAndStreams();
    use.batches();
    use.generatedIds();
    use.attempts();
    return use.answers;
  }

  private void note(String what, Object answer) {
    answers.add(what + ": " + answer);
  }

  /** Run three times, because drivers change their ways with the number of executions. */
  private void read(String what, java.util.function.Function<UnitOfWork, Object> question) {
    for (int i = 0; i < 6; i++) {
      note(what, data.execute(question::apply));
    }
  }

  private void fails(String what, java.util.function.Consumer<UnitOfWork> act) {
    for (int i = 0; i < 2; i++) {
      try {
        data.run(UnitOptions.defaults().maxTries(1), act::accept);
        note(what, "no failure");
      } catch (DataException e) {
        note(what, e.getClass().getSimpleName());
      }
    }
  }

  private void roundTrips() {
    Specimen odd = Specimens.plain(1);
    odd = Specimens.with(odd, Specimens.CODE.required(), "a\\'\"b%_? ");
    odd = Specimens.with(odd, Specimens.STORY.required(), ODD);
    odd = Specimens.with(odd, Specimens.CODE.optional(), "");
    odd = Specimens.with(odd, Specimens.SMALL.required(), Short.MIN_VALUE);
    odd = Specimens.with(odd, Specimens.NUMBER.required(), Integer.MAX_VALUE);
    odd = Specimens.with(odd, Specimens.BIG.required(), Long.MIN_VALUE);
    odd = Specimens.with(odd, Specimens.PRICE.required(), new BigDecimal("-99999999999999999.99"));
    odd = Specimens.with(odd, Specimens.FLAG.required(), true);
    odd = Specimens.with(odd, Specimens.RATIO.required(), 0.1 + 0.2);
    odd = Specimens.with(odd, Specimens.RATIO.optional(), Double.MIN_VALUE);
    odd = Specimens.with(odd, Specimens.TOKEN.required(), new UUID(-1, 2));
    odd = Specimens.with(
        odd, Specimens.MICRO.required(), Instant.parse("2021-03-28T01:30:00.123456Z"));
    odd = Specimens.with(odd, Specimens.MICRO.optional(), Instant.parse("0001-01-01T00:00:00Z"));
    odd = Specimens.with(
        odd, Specimens.MEETING.required(), LocalDateTime.parse("2021-03-28T02:30:00.000001"));
    odd = Specimens.with(odd, Specimens.DAY.required(), LocalDate.parse("1582-10-10"));
    odd = Specimens.with(odd, Specimens.CLOCK.required(), LocalTime.parse("23:59:59.999999"));
    odd = Specimens.with(odd, Specimens.BLOB.required(), new byte[] {0, 39, 92, 0, -1, 34});
    Specimen stored = odd;
    data.run(work -> work.repository(SPECIMENS).add(stored));
    data.run(work -> work.repository(SPECIMENS).add(Specimens.plain(2)));
    read(
        "round trip",
        work -> Specimens.differences(stored, work.repository(SPECIMENS).get(1)));
    read(
        "round trip of many",
        work -> work.repository(SPECIMENS).find(Query.all()).stream()
            .filter(found -> found.id() == 1)
            .map(found -> Specimens.differences(stored, found))
            .toList());
    data.run(work -> work.repository(PAYMENTS)
        .add(new Payment.Voucher(7, Set.of(), "{\"a\":[1.5,\"\\u00e9'\\\\\"]}")));
    read("document", work -> work.repository(PAYMENTS).get(7L));
  }

  private void rules() {
    data.run(work -> work.repository(COMPLAINTS).addGenerated(id -> new Complaint(id, "once")));
    fails("unique", work -> {
      work.repository(COMPLAINTS).addGenerated(id -> new Complaint(id, "once"));
    });
    fails("existing id", work -> work.repository(SPECIMENS).add(Specimens.plain(2)));
    fails(
        "stale", work -> work.repository(SPECIMENS).update(Specimens.plain(2), RowVersion.of(77)));
    data.run(work -> work.repository(SPECIMENS)
        .change(2, specimen -> Specimens.with(specimen, Specimens.BIG.required(), 5L)));
    read("version", work -> {
      Repository<Specimen, Integer> specimens = work.repository(SPECIMENS);
      return specimens.version(specimens.get(2));
    });
    data.run(work -> note(
        "update without difference",
        work.repository(SPECIMENS)
            .where(Specimens.ID.eq(2))
            .set(Specimens.BIG.required(), 5L)
            .update()));
    data.run(work -> note(
        "update of nothing",
        work.repository(SPECIMENS)
            .where(Specimens.ID.eq(-2))
            .set(Specimens.BIG.required(), 5L)
            .update()));
  }

  private void conditions() {
    var code = Specimens.CODE.required();
    data.run(work -> {
      int id = 10;
      for (String text : List.of("a", "A", "a ", "\u00E4", "ab", "\uFFFD", "\uD83D\uDE00", "")) {
        work.repository(SPECIMENS).add(Specimens.with(Specimens.plain(id++), code, text));
      }
    });
    found("text equal", code.eq("a"));
    found("text in", code.in(List.of("A", "a ", "\uFFFD", "zz")));
    found("text less", code.lt("\uD83D\uDE00"));
    found("odd text", Specimens.STORY.required().eq(ODD));
    found("prefix", code.startsWith("a\\'"));
    found("infix", code.contains("'\"b%_"));
    found("not", code.eq("a").not());
    found("null", Specimens.CODE.optional().isNull());
    found("not equal to an absent value", Specimens.CODE.optional().ne("x"));
    found("instant", Specimens.MICRO.required().eq(Instant.parse("2021-03-28T01:30:00.123456Z")));
    found(
        "instants",
        Specimens.MICRO
            .required()
            .in(List.of(
                Instant.parse("2021-03-28T01:30:00.123456Z"),
                Instant.parse("1999-01-01T00:00:00Z"))));
    found(
        "meeting",
        Specimens.MEETING.required().ge(LocalDateTime.parse("2021-03-28T02:30:00.000001")));
    found("time", Specimens.CLOCK.required().eq(LocalTime.parse("23:59:59.999999")));
    found("day", Specimens.DAY.required().lt(LocalDate.parse("1582-10-11")));
    found("bytes", Specimens.BLOB.required().eq(new byte[] {0, 39, 92, 0, -1, 34}));
    found("flag", Specimens.FLAG.required().eq(true));
    found("ratio", Specimens.RATIO.required().le(0.1 + 0.2));
    found("token", Specimens.TOKEN.required().in(List.of(new UUID(-1, 2), new UUID(3, 3))));
    read(
        "sum",
        work -> work.repository(SPECIMENS)
            .select(
                Query.all(),
                Projection.of(
                    row -> row.get(Specimens.PRICE.required().sum()) + " "
                        + row.get(Specimens.NUMBER.required().average()),
                    Specimens.PRICE.required().sum(),
                    Specimens.NUMBER.required().average())));
    read(
        "sorted",
        work -> ids(work.repository(SPECIMENS)
            .find(Query.<Specimen>all()
                .orderBy(code.desc(), Specimens.CODE.optional().asc().nullsFirst()))));
  }

  private void found(String what, Specification<Specimen> where) {
    read(
        what,
        work ->
            ids(work.repository(SPECIMENS).find(Query.where(where).orderBy(Specimens.ID.asc()))));
  }

  private static List<Integer> ids(List<Specimen> specimens) {
    return specimens.stream().map(Specimen::id).toList();
  }

  private void pagesAndStreams() {
    var long1 = "x".repeat(1_500);
    data.run(work -> {
      var all = new ArrayList<Specimen>();
      for (int i = 0; i < MANY; i++) {
        all.add(Specimens.with(
            Specimens.plain(1_000 + i),
            Specimens.STORY.required(),
            i % 100 == 0 ? long1 + (9 - i / 100 % 10) : "s"));
      }
      work.repository(SPECIMENS).addAll(all);
    });
    Query<Specimen> byStory =
        Query.where(Specimens.ID.ge(1_000)).orderBy(Specimens.STORY.required().desc());
    var pages = new ArrayList<Integer>();
    Optional<Cursor> next = Optional.empty();
    for (int i = 0; i < 4; i++) {
      Optional<Cursor> from = next;
      Page<Specimen> page = data.execute(work -> from.isPresent()
          ? work.repository(SPECIMENS).page(byStory, 4, from.get())
          : work.repository(SPECIMENS).page(byStory, 4));
      pages.addAll(ids(page.items()));
      next = page.next();
    }
    note("pages", pages);
    data.run(work -> note(
        "stream",
        work.repository(SPECIMENS).stream(
            Query.where(Specimens.ID.ge(1_000)),
            all -> all.mapToInt(Specimen::id).sum())));
    read("count", work -> work.repository(SPECIMENS).count(Specification.all()));
    read("all of them", work -> work.repository(SPECIMENS).find(Query.all()).size());
  }

  private void batches() {
    data.run(work -> {
      Repository<Specimen, Integer> specimens = work.repository(SPECIMENS);
      for (int id = 1_000; id < 1_030; id++) {
        specimens.change(id, specimen -> Specimens.with(specimen, Specimens.NUMBER.required(), 42));
      }
    });
    read(
        "changed",
        work -> work.repository(SPECIMENS).count(Specimens.NUMBER.required().eq(42)));
    fails("stale in a batch", work -> {
      Repository<Specimen, Integer> specimens = work.repository(SPECIMENS);
      for (int id = 1_000; id < 1_030; id++) {
        specimens.update(
            Specimens.with(Specimens.plain(id), Specimens.NUMBER.required(), 43),
            RowVersion.of(id == 1_015 ? 1 : 2));
      }
    });
    read(
        "not changed",
        work -> work.repository(SPECIMENS).count(Specimens.NUMBER.required().eq(43)));
    data.run(work ->
        note("deleted", work.repository(SPECIMENS).where(Specimens.ID.ge(1_100)).remove()));
  }

  private void generatedIds() {
    var numbers = new ArrayList<Long>();
    data.run(work -> {
      for (int i = 0; i < 12; i++) {
        numbers.add(work.nextValue(RECEIPTS));
      }
    });
    note("numbers that grow", numbers.stream().sorted().distinct().toList().equals(numbers));
    List<Integer> generated = data.execute(work -> {
      var ids = new ArrayList<Integer>();
      for (String subject : List.of("c0", "c1", "c2")) {
        ids.add(work.repository(COMPLAINTS)
            .addGenerated(id -> new Complaint(id, subject))
            .id());
      }
      return ids;
    });
    read(
        "generated",
        work -> generated.stream()
            .map(id -> work.repository(COMPLAINTS).get(id).subject())
            .collect(Collectors.joining()));
  }

  private void attempts() {
    data.run(work -> {
      try {
        work.attempt(part -> {
          part.repository(SPECIMENS).add(Specimens.plain(5_000));
          part.flush();
          throw new IllegalArgumentException("to be undone");
        });
      } catch (IllegalArgumentException e) {
        work.repository(SPECIMENS).add(Specimens.plain(5_001));
      }
    });
    found("attempt", Specimens.ID.ge(5_000));
    try {
      data.run(UnitOptions.defaults().maxTries(1), work -> {
        work.repository(SPECIMENS).add(Specimens.plain(6_000));
        work.flush();
        throw new IllegalArgumentException("to be rolled back");
      });
    } catch (IllegalArgumentException e) {
      note("rolled back", e.getMessage());
    }
    found("rollback", Specimens.ID.ge(6_000));
  }
}
