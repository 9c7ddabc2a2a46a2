package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Desk.TICKETS;
import static org.bilayer.contracts.sample.Shop.ORDERS;
import static org.bilayer.contracts.sample.Shop.PRODUCTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Ticket;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.NeedsConnections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chapter 1 of the catalogue: which object stands for a row, and who may change it. */
public abstract class CatalogueIdentityContract extends CatalogueContract {

  /** A class with a part that its mapping does not declare. Not thread-safe. */
  private static final class Parcel {

    private final int id;
    private final String label;
    private @Nullable String scrap;

    Parcel(int id, String label) {
      this.id = id;
      this.label = label;
    }

    int id() {
      return id;
    }

    String label() {
      return label;
    }
  }

  private static final Column<Parcel, Integer> PARCEL_ID =
      Column.of("id", Codec.int32(), Parcel::id);
  private static final Column<Parcel, String> LABEL =
      Column.of("label", Codec.text(20), Parcel::label);
  private static final Mapping<Parcel, Integer> PARCELS = Mapping.of(
          Parcel.class, "parcel", PARCEL_ID)
      .with(LABEL)
      .construct(row -> new Parcel(row.get(PARCEL_ID), row.get(LABEL)));

  private static final Model MODEL = Model.of(TICKETS, PRODUCTS, ORDERS, PARCELS);

  private static final Projection<Ticket, String> TITLES =
      Projection.of(tuple -> tuple.get(Desk.TITLE), Desk.TITLE);
  private static final Projection<Ticket, byte[]> ATTACHMENTS =
      Projection.of(tuple -> tuple.get(Desk.ATTACHMENT), Desk.ATTACHMENT);

  private static final UUID ID = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);

  @Override
  protected final Model model() {
    return MODEL;
  }

  // --- 1.1 the stored thing is not the object ---

  @Test
  @CatalogueEntry("1.1")
  void entry_1_1_objectChangedAfterTheCommit_leavesWhatIsStored() {
    Ticket given = Ticket.of(ID, "before");
    stored(TICKETS, given);

    given.rename("after");
    given.notes().add(new Ticket.Note("late"));
    Ticket found = read(TICKETS, ID);
    found.rename("after the unit");

    assertThat(found).isNotSameAs(given);
    assertThat(found.notes()).isEmpty();
    assertThat(read(TICKETS, ID).title()).isEqualTo("before");
  }

  @Test
  @CatalogueEntry("1.1")
  void entry_1_1_loadedObjectChangedAndNotHandedOver_failsTheUnit() {
    stored(TICKETS, Ticket.of(ID, "before"));

    MisuseException failure =
        refused(MisuseException.class, work -> work.repository(TICKETS).get(ID).rename("after"));

    assertThat(failure)
        .hasMessageContaining(
            "An object was changed in place but not passed to update [type=ticket, id=" + ID + "]");
  }

  @Test
  @CatalogueEntry("1.1")
  void entry_1_1_loadedObjectChangedAndIgnored_isNotStored() {
    stored(TICKETS, Ticket.of(ID, "before"));

    data()
        .run(
            UnitOptions.defaults().dirtyChecking(DirtyChecking.IGNORE),
            work -> work.repository(TICKETS).get(ID).rename("after"));

    assertThat(read(TICKETS, ID).title()).isEqualTo("before");
  }

  @Test
  @CatalogueEntry("1.1")
  void entry_1_1_changeHandedOverInAUnitThatFails_isNotStored() {
    stored(TICKETS, Ticket.of(ID, "before"));

    refused(UniqueViolationException.class, work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      Ticket ticket = tickets.get(ID);
      ticket.rename("after");
      tickets.update(ticket);
      tickets.add(Ticket.of(ID, "again"));
    });

    assertThat(read(TICKETS, ID).title()).isEqualTo("before");
  }

  @Test
  @CatalogueEntry("1.1")
  void entry_1_1_changeWrittenAndRolledBack_isNotStored() {
    stored(TICKETS, Ticket.of(ID, "before"));

    uncommitted(work -> {
      Ticket ticket = work.repository(TICKETS).get(ID);
      ticket.rename("after");
      work.repository(TICKETS).update(ticket);
      work.flush();
    });

    assertThat(read(TICKETS, ID).title()).isEqualTo("before");
  }

  // --- 1.2 no cache in between ---

  @Test
  @CatalogueEntry("1.2")
  @NeedsConnections(2)
  void entry_1_2_sameSelectTwice_seesWhatOthersCommittedInBetween() {
    stored(TICKETS, Ticket.of(ID, "before"));

    data().run(READ_COMMITTED, work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      assertThat(tickets.select(Query.all(), TITLES)).containsExactly("before");
      assertThat(tickets.count(Specification.all())).isEqualTo(1);
      meanwhile(other -> {
        Ticket ticket = other.repository(TICKETS).get(ID);
        ticket.rename("after");
        other.repository(TICKETS).update(ticket);
        other.repository(TICKETS).add(Ticket.of(OTHER, "new"));
      });
      assertThat(tickets.select(Query.all(), TITLES)).containsExactlyInAnyOrder("after", "new");
      assertThat(tickets.count(Specification.all())).isEqualTo(2);
    });
  }

  @Test
  @CatalogueEntry("1.2")
  void entry_1_2_listOfAQuery_isUnmodifiableAndNotSharedWithTheNext() {
    stored(TICKETS, Ticket.of(ID, "title"));

    data().run(work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      List<Ticket> found = tickets.find(Query.all());
      thrown(UnsupportedOperationException.class, found::clear);
      List<byte[]> attachments = tickets.select(Query.all(), ATTACHMENTS);
      attachments.get(0)[0] = 99;
      assertThat(tickets.select(Query.all(), ATTACHMENTS).get(0)).containsExactly(1, 2, 3);
      assertThat(tickets.find(Query.all())).isEqualTo(found);
    });
  }

  // --- 1.3 one object for one row ---

  @Test
  @CatalogueEntry("1.3")
  void entry_1_3_sameRowByEveryKindOfRead_isOneObject() {
    stored(TICKETS, Ticket.of(ID, "title"));

    data().run(work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      Ticket first = tickets.get(ID);
      assertThat(tickets.find(ID)).containsSame(first);
      assertThat(tickets.findForUpdate(ID)).containsSame(first);
      assertThat(tickets.findAllById(List.of(ID, ID))).singleElement().isSameAs(first);
      assertThat(tickets.find(Desk.TITLE.eq("title"))).singleElement().isSameAs(first);
      assertThat(tickets.page(Query.all(), 5).items()).singleElement().isSameAs(first);
    });
  }

  @Test
  @CatalogueEntry("1.3")
  void entry_1_3_nextStateHandedOver_isTheObjectFromThenOn() {
    stored(TICKETS, Ticket.of(ID, "before"));

    data().run(work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      tickets.get(ID);
      Ticket next = Ticket.of(ID, "after");
      tickets.update(next);
      assertThat(tickets.get(ID)).isSameAs(next);
      assertThat(tickets.find(Desk.TITLE.eq("after"))).singleElement().isSameAs(next);
    });
  }

  @Test
  @CatalogueEntry("1.3")
  @NeedsConnections(2)
  void entry_1_3_newerRowFoundByAQuery_doesNotReplaceTheObject() {
    stored(TICKETS, Ticket.of(ID, "before"));

    data().run(READ_COMMITTED, work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      Ticket first = tickets.get(ID);
      meanwhile(other -> {
        other.repository(TICKETS).get(ID);
        other.repository(TICKETS).update(Ticket.of(ID, "after"));
      });
      assertThat(tickets.find(Query.all())).singleElement().isSameAs(first);
      assertThat(first.title()).isEqualTo("before");
    });
  }

  @Test
  @CatalogueEntry("1.3")
  void entry_1_3_streamedObjects_areNotTheUnits() {
    stored(TICKETS, Ticket.of(ID, "title"));

    data().run(work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      Ticket loaded = tickets.get(ID);
      tickets.forEach(Query.all(), streamed -> assertThat(streamed).isNotSameAs(loaded));
    });
  }

  // --- 1.4 own writes are seen ---

  @Test
  @CatalogueEntry("1.4")
  void entry_1_4_pendingAddUpdateAndRemove_areSeenByEveryRead() {
    UUID third = new UUID(3, 3);
    stored(TICKETS, Ticket.of(ID, "changed"), Ticket.of(OTHER, "removed"));

    data().run(work -> {
      Repository<Ticket, UUID> tickets = work.repository(TICKETS);
      tickets.get(ID);
      tickets.update(Ticket.of(ID, "x-changed"));
      tickets.remove(tickets.get(OTHER));
      tickets.add(Ticket.of(third, "x-added"));

      Specification<Ticket> mine = Desk.TITLE.startsWith("x-");
      assertThat(tickets.find(mine)).extracting(Ticket::id).containsExactlyInAnyOrder(ID, third);
      assertThat(tickets.count(Specification.all())).isEqualTo(2);
      assertThat(tickets.exists(Desk.TITLE.eq("removed"))).isFalse();
      assertThat(tickets.find(OTHER)).isEmpty();
      assertThat(tickets.select(mine, TITLES)).containsExactlyInAnyOrder("x-changed", "x-added");
      assertThat(tickets.page(Query.where(mine), 1).next()).isPresent();
      var streamed = new ArrayList<String>();
      tickets.forEach(Query.where(mine), ticket -> streamed.add(ticket.title()));
      assertThat(streamed).containsExactlyInAnyOrder("x-changed", "x-added");
      assertThat(tickets.where(mine).set(Desk.ASSIGNEE, "me").update()).isEqualTo(2);
    });

    assertThat(all(TICKETS)).extracting(Ticket::assignee).containsExactly("me", "me");
  }

  @Test
  @CatalogueEntry("1.4")
  void entry_1_4_pendingOwnedRows_areSeenByAQueryOfTheOwner() {
    data().run(work -> {
      Repository<Order, UUID> orders = work.repository(ORDERS);
      orders.add(Order.of(ID, "Ada", Order.Line.of(1, "tea", 2)));
      assertThat(orders.find(Shop.LINES.any(Shop.TEXT.eq("tea")))).hasSize(1);
      orders.update(Order.of(ID, "Ada", Order.Line.of(1, "milk", 2)));
      assertThat(orders.exists(Shop.LINES.any(Shop.TEXT.eq("tea")))).isFalse();
    });
  }

  // --- 1.5 what is loaded ---

  @Test
  @CatalogueEntry("1.5")
  void entry_1_5_partThatTheMappingDoesNotDeclare_isNotThereAfterLoading() {
    Parcel given = new Parcel(1, "fragile");
    given.scrap = "only in this object";
    stored(PARCELS, given);

    Parcel found = read(PARCELS, 1);

    assertThat(found.label()).isEqualTo("fragile");
    assertThat(found.scrap).isNull();
  }

  @Test
  @CatalogueEntry("1.5")
  void entry_1_5_ownedParts_areCompleteAndUsableAfterTheUnit() {
    Order order = Order.of(
            ID,
            "Ada",
            Order.Line.of(1, "tea", 2).from(new Order.Allotment("north", 1)),
            Order.Line.of(2, "milk", 1))
        .tagged(new Order.Tag("urgent", null))
        .charged("freight", Money.euro("4.50"));
    stored(ORDERS, order);

    assertThat(read(ORDERS, ID)).isEqualTo(order);
    assertThat(all(ORDERS)).containsExactly(order);
  }

  @Test
  @CatalogueEntry("1.5")
  void entry_1_5_referenceToAnotherAggregate_isItsIdAndMustExist() {
    stored(PRODUCTS, new Product("A-1", "tea"));
    stored(ORDERS, Order.of(ID, "Ada", Order.Line.of(1, "tea", 2).buying("A-1")));

    assertThat(read(ORDERS, ID).lines()).extracting(Order.Line::product).containsExactly("A-1");
    ForeignKeyViolationException failure = refused(
        ForeignKeyViolationException.class,
        work -> work.repository(ORDERS)
            .add(Order.of(OTHER, "Bob", Order.Line.of(1, "tea", 1).buying("no"))));

    assertThat(failure.constraint()).isEqualTo("order_line_product_fkey");
  }

  // --- 1.6 arrays and collections inside of values ---

  @Test
  @CatalogueEntry("1.6")
  void entry_1_6_arrayChangedAfterTheUnit_isNeitherStoredNorShared() {
    Ticket given = Ticket.of(ID, "title");
    stored(TICKETS, given);
    given.attachment()[0] = 99;

    Ticket found = read(TICKETS, ID);
    assertThat(found.attachment()).containsExactly(1, 2, 3);
    found.attachment()[1] = 98;

    assertThat(read(TICKETS, ID).attachment()).containsExactly(1, 2, 3);
  }

  @Test
  @CatalogueEntry("1.6")
  void entry_1_6_arrayChangedInALoadedObject_isFoundLikeAnyOtherChange() {
    stored(TICKETS, Ticket.of(ID, "title"));

    refused(MisuseException.class, work -> work.repository(TICKETS).get(ID).attachment()[0] = 99);
    data()
        .run(
            UnitOptions.defaults().dirtyChecking(DirtyChecking.WRITE),
            work -> work.repository(TICKETS).get(ID).attachment()[0] = 99);

    assertThat(read(TICKETS, ID).attachment()).containsExactly(99, 2, 3);
  }

  @Test
  @CatalogueEntry("1.6")
  void entry_1_6_setsAndMaps_comeBackEqualInWhateverOrder() {
    Order order = Order.of(ID, "Ada")
        .tagged(new Order.Tag("b", null), new Order.Tag("a", "red"), new Order.Tag("c", null))
        .charged("z", Money.euro("1"))
        .charged("y", Money.euro("2"));
    stored(ORDERS, order);
    long version = versionOf(ORDERS, ID);

    Order found = read(ORDERS, ID);
    data().run(work -> {
      work.repository(ORDERS).get(ID);
      work.repository(ORDERS)
          .update(order.tagged(
              new Order.Tag("c", null), new Order.Tag("b", null), new Order.Tag("a", "red")));
    });

    assertThat(found.tags()).isEqualTo(order.tags());
    assertThat(found.charges()).isEqualTo(order.charges());
    assertThat(versionOf(ORDERS, ID)).as("the same set in another order").isEqualTo(version);
    assertThat(found.tags()).isInstanceOf(Set.class);
  }
}
