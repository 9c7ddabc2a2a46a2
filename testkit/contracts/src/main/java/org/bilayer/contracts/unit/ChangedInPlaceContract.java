package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Desk.ATTACHMENT;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Desk.TITLE;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Ticket;
import org.bilayer.failure.MisuseException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.testkit.backend.Contents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend promises about objects that are changed in place: found, written where asked for, and never stored otherwise. */
public abstract class ChangedInPlaceContract extends Contract {

  private static final UUID TICKET = new UUID(5, 5);

  /** An object whose id can be set, and that has a part that its mapping does not declare. */
  private static final class Crate {

    private long id;
    private String label;
    private @Nullable String sticker;

    Crate(long id, String label) {
      this.id = id;
      this.label = label;
    }

    long id() {
      return id;
    }

    String label() {
      return label;
    }
  }

  private static final Column<Crate, Long> CRATE_ID = Column.of("id", Codec.int64(), Crate::id);
  private static final Column<Crate, String> LABEL =
      Column.of("label", Codec.text(20), Crate::label);
  private static final Mapping<Crate, Long> CRATES = Mapping.of(Crate.class, "crate", CRATE_ID)
      .with(LABEL)
      .construct(row -> new Crate(row.get(CRATE_ID), row.get(LABEL)));

  private static final Model MODEL = Model.of(TICKETS, CRATES);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static UnitOptions dirtyChecking(DirtyChecking dirtyChecking) {
    return UnitOptions.defaults().dirtyChecking(dirtyChecking);
  }

  static Stream<Arguments> changesInPlace() {
    return Stream.of(
        change("field", ticket -> ticket.rename("renamed")),
        change("null field", ticket -> ticket.assign("Ada")),
        change("array", ticket -> ticket.attachment()[0] = 99),
        change("collection", ticket -> ticket.notes().add(new Ticket.Note("new"))));
  }

  private static Arguments change(String name, Consumer<Ticket> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesInPlace")
  @CatalogueEntry("1.1")
  @CatalogueEntry("1.6")
  void commit_objectChangedInPlace_isFoundAndRefused(String name, Consumer<Ticket> change) {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    assertThat(refused(
            MisuseException.class,
            work -> change.accept(work.repository(TICKETS).get(TICKET))))
        .hasMessageContainingAll(
            "never handed to update [type=ticket, id=" + TICKET + "]", "DirtyChecking.WRITE");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesInPlace")
  @CatalogueEntry("1.1")
  @CatalogueEntry("1.6")
  void commit_objectChangedInPlace_isWrittenWhereAskedFor(String name, Consumer<Ticket> change) {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    Contents before = Contents.of(data());
    Ticket expected = Ticket.of(TICKET, "crash");
    change.accept(expected);

    data()
        .run(
            dirtyChecking(DirtyChecking.WRITE),
            work -> change.accept(work.repository(TICKETS).get(TICKET)));

    assertSame(read(TICKETS, TICKET), expected);
    assertThat(Contents.of(data())).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesInPlace")
  @CatalogueEntry("1.1")
  void commit_objectChangedInPlace_isIgnoredWhereAskedFor(String name, Consumer<Ticket> change) {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    Contents before = Contents.of(data());
    data()
        .run(
            dirtyChecking(DirtyChecking.IGNORE),
            work -> change.accept(work.repository(TICKETS).get(TICKET)));
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesInPlace")
  void commit_objectChangedInPlaceAndHandedOver_isWritten(String name, Consumer<Ticket> change) {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    Ticket expected = Ticket.of(TICKET, "crash");
    change.accept(expected);
    for (DirtyChecking dirtyChecking : DirtyChecking.values()) {
      data()
          .run(
              work -> work.repository(TICKETS).change(TICKET, found -> Ticket.of(TICKET, "crash")));
      data().run(dirtyChecking(dirtyChecking), work -> {
        Ticket ticket = work.repository(TICKETS).get(TICKET);
        change.accept(ticket);
        work.repository(TICKETS).update(ticket);
      });
      assertSame(read(TICKETS, TICKET), expected);
    }
  }

  @Test
  void find_objectChangedInPlace_isSeenByQueriesWhereItIsWritten() {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    data().run(dirtyChecking(DirtyChecking.WRITE), work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      tickets.get(TICKET).rename("renamed");
      assertThat(tickets.count(TITLE.eq("renamed"))).isEqualTo(1);
    });
  }

  private static void assertSame(Ticket found, Ticket expected) {
    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  // --- nobody reaches what is stored ---

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesInPlace")
  @CatalogueEntry("1.1")
  @CatalogueEntry("1.6")
  void change_ofAnObjectAfterItsUnit_doesNotReachTheStore(String name, Consumer<Ticket> change) {
    Ticket added = Ticket.of(TICKET, "crash");
    stored(TICKETS, added);
    change.accept(added);
    assertSame(read(TICKETS, TICKET), Ticket.of(TICKET, "crash"));

    Ticket loaded = read(TICKETS, TICKET);
    change.accept(loaded);
    assertSame(read(TICKETS, TICKET), Ticket.of(TICKET, "crash"));

    Ticket updated = Ticket.of(TICKET, "crash");
    updated.rename("updated");
    data().run(work -> work.repository(TICKETS).change(TICKET, found -> updated));
    change.accept(updated);
    Ticket expected = Ticket.of(TICKET, "updated");
    assertSame(read(TICKETS, TICKET), expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesInPlace")
  void change_ofAStreamedObject_doesNotReachTheUnitOrTheStore(
      String name, Consumer<Ticket> change) {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    data().run(work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      tickets.forEach(Query.all(), change);
      assertSame(tickets.get(TICKET), Ticket.of(TICKET, "crash"));
    });
    assertSame(read(TICKETS, TICKET), Ticket.of(TICKET, "crash"));
  }

  @Test
  @CatalogueEntry("1.2")
  @CatalogueEntry("1.6")
  void change_ofASelectedArray_doesNotReachTheNextSelect() {
    stored(TICKETS, Ticket.of(TICKET, "crash"));
    Projection<Ticket, byte[]> attachments =
        Projection.of(tuple -> tuple.get(ATTACHMENT), ATTACHMENT);

    data().run(work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      tickets.select(Query.all(), attachments).get(0)[0] = 99;
      assertThat(tickets.select(Query.all(), attachments).get(0)).containsExactly(1, 2, 3);
    });
  }

  @Test
  @CatalogueEntry("1.5")
  void add_partThatTheMappingDoesNotDeclare_isNotThereAfterLoading() {
    Crate crate = new Crate(1, "apples");
    crate.sticker = "only on this object";
    stored(CRATES, crate);

    Crate found = read(CRATES, 1L);

    assertThat(found.label()).isEqualTo("apples");
    assertThat(found.sticker).isNull();
  }

  // --- the id ---

  @Test
  void update_thenAnotherIdInPlace_isRefused() {
    stored(CRATES, new Crate(1, "apples"));
    Contents before = Contents.of(data());
    MisuseException failure = refused(MisuseException.class, work -> {
      Crate crate = work.repository(CRATES).get(1L);
      crate.label = "pears";
      work.repository(CRATES).update(crate);
      crate.id = 77;
    });
    assertThat(failure)
        .hasMessageContaining("The id of an aggregate was changed in place [type=crate, id=1].");
    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
  void update_thenBackInPlaceToWhatIsStored_writesNothing() {
    stored(CRATES, new Crate(1, "apples"));
    data().run(work -> {
      Crate crate = work.repository(CRATES).get(1L);
      crate.label = "pears";
      work.repository(CRATES).update(crate);
      crate.label = "apples";
    });
    assertThat(versionOf(CRATES, 1L)).isEqualTo(1);
  }
}
