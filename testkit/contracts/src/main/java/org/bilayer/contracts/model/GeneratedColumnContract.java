package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.bilayer.contracts.sample.Offer.CHANGED;
import static org.bilayer.contracts.sample.Offer.CREATED;
import static org.bilayer.contracts.sample.Offer.NOTE;
import static org.bilayer.contracts.sample.Offer.OFFERS;
import static org.bilayer.contracts.sample.Offer.QUANTITY;
import static org.bilayer.contracts.sample.Offer.RATING;
import static org.bilayer.contracts.sample.Offer.TOTAL;
import static org.bilayer.contracts.sample.Visit.VISITS;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bilayer.DirtyChecking;
import org.bilayer.Repository;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Offer.Bid;
import org.bilayer.contracts.sample.Visit;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.DatabaseValue;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every backend promises about columns that the database fills: defaults, computed values, and times. */
public abstract class GeneratedColumnContract extends Contract {

  /** An object that is changed in place. */
  private static final class Parcel {

    private final int id;
    private String label;
    private final @Nullable Integer weight;
    private final @Nullable Instant changed;

    Parcel(int id, String label, @Nullable Integer weight, @Nullable Instant changed) {
      this.id = id;
      this.label = label;
      this.weight = weight;
      this.changed = changed;
    }

    int id() {
      return id;
    }

    String label() {
      return label;
    }

    @Nullable
    Integer weight() {
      return weight;
    }

    @Nullable
    Instant changed() {
      return changed;
    }
  }

  private static final Column<Parcel, Integer> PARCEL_ID =
      Column.of("id", Codec.int32(), Parcel::id);
  private static final Column<Parcel, String> LABEL =
      Column.of("label", Codec.text(20), Parcel::label);
  private static final Column<Parcel, Integer> WEIGHT = Column.nullable(
          "weight", Codec.int32(), Parcel::weight)
      .withDefault(DatabaseValue.constant(7));
  private static final Column<Parcel, Instant> MOVED =
      Column.of("moved", Codec.instant(6), Parcel::changed).generatedAlways(DatabaseValue.now());
  private static final Mapping<Parcel, Integer> PARCELS = Mapping.of(
          Parcel.class, "parcel", PARCEL_ID)
      .construct(PARCEL_ID, LABEL, WEIGHT, MOVED, Parcel::new);

  private static final Model MODEL = Model.of(OFFERS, VISITS, PARCELS);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Offer lamp(long id, int quantity) {
    return Offer.of(id, "lamp", "2.50", quantity);
  }

  private static Instant created(Offer offer) {
    return Objects.requireNonNull(offer.created());
  }

  private static Instant changed(Offer offer) {
    return Objects.requireNonNull(offer.changed());
  }

  /** Lets every clock go on, so that two times differ. */
  private static void waitForClocks() {
    Instant before = Instant.now();
    while (!Instant.now().isAfter(before.plusMillis(2))) {
      Thread.onSpinWait();
    }
  }

  // --- insert ---

  @Test
  @CatalogueEntry("7.4")
  void add_withoutValues_storesWhatTheDatabaseFills() {
    stored(OFFERS, Offer.of(1, "lamp", "2.50", 4, Bid.of(1, 10)));

    Offer offer = read(OFFERS, 1L);
    assertThat(offer.rating()).isEqualTo(3);
    assertThat(offer.note()).isEqualTo("it's new");
    assertThat(offer.total()).isEqualTo(new BigDecimal("10.00"));
    assertThat(offer.slot()).isEqualTo(4);
    assertThat(created(offer))
        .isEqualTo(changed(offer))
        .isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    Bid bid = offer.bids().get(0);
    assertThat(bid.state()).isEqualTo("open");
    assertThat(bid.doubled()).isEqualTo(20);
    assertThat(bid.placed()).isNotNull();
  }

  @Test
  @CatalogueEntry("7.4")
  void add_withValues_storesThoseOfDefaultsOnly() {
    Instant old = Instant.parse("2001-02-03T04:05:06Z");
    stored(
        OFFERS,
        new Offer(
            1,
            "lamp",
            new BigDecimal("2.50"),
            4,
            5,
            "used",
            new BigDecimal("99.00"),
            99,
            old,
            old,
            List.of(new Bid(1, 10, "won", 99L, old))));

    Offer offer = read(OFFERS, 1L);
    assertThat(offer.rating()).isEqualTo(5);
    assertThat(offer.note()).isEqualTo("used");
    assertThat(offer.total()).isEqualTo(new BigDecimal("10.00"));
    assertThat(offer.slot()).isEqualTo(4);
    assertThat(created(offer)).isAfter(old);
    assertThat(changed(offer)).isAfter(old);
    Bid bid = offer.bids().get(0);
    assertThat(bid.state()).isEqualTo("won");
    assertThat(bid.doubled()).isEqualTo(20);
    assertThat(bid.placed()).isAfter(old);
  }

  @Test
  void addAll_withAndWithoutValues_storesEachOwn() {
    data()
        .run(work -> work.repository(OFFERS)
            .addAll(IntStream.range(0, 60)
                .mapToObj(i ->
                    lamp(i, i).rated(i % 3 == 0 ? (Integer) i : null, i % 5 == 0 ? "n" + i : null))
                .toList()));

    assertThat(all(OFFERS)).hasSize(60).allSatisfy(offer -> {
      int i = (int) offer.id();
      assertThat(offer.rating()).isEqualTo(i % 3 == 0 ? i : 3);
      assertThat(offer.note()).isEqualTo(i % 5 == 0 ? "n" + i : "it's new");
      assertThat(offer.total()).isEqualByComparingTo(new BigDecimal(i * 2.5));
    });
  }

  @Test
  void addGenerated_returnsTheObjectAsStored() {
    Visit visit = data().execute(work -> {
      Repository<Visit, Integer> visits = work.repository(VISITS);
      Visit added = visits.addGenerated(id -> Visit.of(id, "/"));
      assertThat(visits.get(added.id())).isSameAs(added);
      return added;
    });

    assertThat(visit.weight()).isEqualTo(1);
    assertThat(visit.at()).isNotNull();
    assertThat(read(VISITS, visit.id())).isEqualTo(visit);
  }

  // --- what the unit sees ---

  @Test
  void find_beforeTheFlush_givesTheObjectAsItWasAdded() {
    uncommitted(work -> {
      Offer offer = lamp(1, 4);
      work.repository(OFFERS).add(offer);
      assertThat(work.repository(OFFERS).get(1L)).isSameAs(offer);
    });
  }

  @Test
  @CatalogueEntry("7.4")
  void find_afterTheFlush_givesTheObjectAsStored() {
    Offer inUnit = data().execute(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      offers.add(Offer.of(1, "lamp", "2.50", 4, Bid.of(1, 10), Bid.of(2, 20)));
      work.flush();
      Offer found = offers.get(1L);
      assertThat(found.total()).isEqualTo(new BigDecimal("10.00"));
      assertThat(found.bids()).extracting(Bid::doubled).containsExactly(20L, 40L);
      assertThat(offers.get(1L)).isSameAs(found);
      return found;
    });

    assertThat(read(OFFERS, 1L)).isEqualTo(inUnit);
  }

  @Test
  void find_afterTheFlushOfAnUpdate_givesTheObjectAsStored() {
    stored(OFFERS, Offer.of(1, "lamp", "2.50", 4, Bid.of(1, 10)));
    Offer before = read(OFFERS, 1L);
    waitForClocks();

    Offer inUnit = data().execute(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      offers.update(offers.get(1L).times(6).with(new Bid(1, 30, "won", null, null), Bid.of(2, 5)));
      work.flush();
      return offers.get(1L);
    });

    assertThat(inUnit.total()).isEqualTo(new BigDecimal("15.00"));
    assertThat(inUnit.slot()).isEqualTo(6);
    assertThat(created(inUnit)).isEqualTo(created(before));
    assertThat(changed(inUnit)).isAfter(changed(before));
    assertThat(inUnit.bids())
        .extracting(Bid::number, Bid::state, Bid::doubled)
        .containsExactly(tuple(1, "won", 60L), tuple(2, "open", 10L));
    assertThat(inUnit.bids().get(0).placed()).isEqualTo(before.bids().get(0).placed());
    assertThat(read(OFFERS, 1L)).isEqualTo(inUnit);
  }

  @Test
  void find_afterAnUpdateThatChangesNothing_givesTheObjectAsStored() {
    stored(OFFERS, lamp(1, 4));
    Offer before = read(OFFERS, 1L);
    waitForClocks();

    data().run(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      offers.get(1L);
      offers.update(lamp(1, 4).rated(3, "it's new"));
      work.flush();
      assertThat(offers.get(1L)).isEqualTo(before);
    });

    assertThat(read(OFFERS, 1L)).isEqualTo(before);
    assertVersion(OFFERS, 1L, 1);
  }

  @Test
  void query_flushesFirst_andFindsByWhatIsStored() {
    data().run(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      offers.addAll(List.of(lamp(1, 4), lamp(2, 8), lamp(3, 2)));
      assertThat(offers.find(Query.where(TOTAL.gt(new BigDecimal("6"))).orderBy(TOTAL.desc())))
          .extracting(Offer::id, Offer::total)
          .containsExactly(tuple(2L, new BigDecimal("20.00")), tuple(1L, new BigDecimal("10.00")));
      assertThat(offers.find(Query.where(CREATED.isNull().or(RATING.isNull())))).isEmpty();
    });
  }

  // --- objects that the application holds ---

  @Test
  void update_withTheObjectThatWasAdded_keepsWhatIsStored() {
    data().run(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      Offer added = lamp(1, 4);
      offers.add(added);
      work.flush();
      Offer asStored = offers.get(1L);
      offers.update(added.priced("3.00"));
      work.flush();
      Offer later = offers.get(1L);
      assertThat(later.rating()).isEqualTo(3);
      assertThat(later.created()).isEqualTo(asStored.created());
      assertThat(later.total()).isEqualTo(new BigDecimal("12.00"));
      assertThat(later.note()).as("null is a value of a nullable column").isNull();
    });
  }

  @Test
  void update_ofADetachedCopy_ignoresOldValuesOfColumnsThatTheDatabaseFills() {
    stored(OFFERS, lamp(1, 4));
    Offer copy = read(OFFERS, 1L);
    org.bilayer.value.RowVersion version = data()
        .execute(work -> work.repository(OFFERS).version(work.repository(OFFERS).get(1L)));
    Offer stale = new Offer(
        1,
        "lamp",
        copy.price(),
        5,
        copy.rating(),
        copy.note(),
        null,
        77,
        Instant.EPOCH,
        null,
        List.of());
    data().run(work -> work.repository(OFFERS).update(stale, version));

    Offer offer = read(OFFERS, 1L);
    assertThat(offer.total()).isEqualTo(new BigDecimal("12.50"));
    assertThat(offer.slot()).isEqualTo(5);
    assertThat(offer.created()).isEqualTo(copy.created());
    assertThatThrownBy(() -> data().run(work -> work.repository(OFFERS).update(stale, version)))
        .isInstanceOf(StaleVersionException.class);
  }

  @Test
  void update_withAVersionOfTheClass_acceptsTheObjectFromBeforeTheFlush() {
    data().run(work -> {
      Repository<Visit, Integer> visits = work.repository(VISITS);
      Visit added = visits.addGenerated(id -> Visit.of(id, "/"));
      visits.update(added.of("/a"));
      work.flush();
      Visit found = visits.get(added.id());
      assertThat(found.version()).isEqualTo(added.version() + 1);
      visits.update(added.of("/b"));
      work.flush();
      visits.update(visits.get(added.id()).of("/c"));
    });
    assertThat(all(VISITS))
        .extracting(Visit::page, Visit::version, Visit::weight)
        .containsExactly(tuple("/c", 4L, 1));
  }

  @Test
  void commit_withUntouchedObjects_findsNoForgottenUpdate() {
    data().run(work -> {
      Parcel parcel = new Parcel(1, "a", null, null);
      work.repository(PARCELS).add(parcel);
      work.flush();
      assertThat(work.repository(PARCELS).get(1).weight()).isEqualTo(7);
    });
    assertVersion(PARCELS, 1, 1);
  }

  @Test
  void commit_withTheAddedObjectChangedInPlaceAfterTheFlush_isRefused() {
    refused(MisuseException.class, work -> {
      Parcel parcel = new Parcel(1, "a", null, null);
      work.repository(PARCELS).add(parcel);
      work.flush();
      parcel.label = "b";
    });
  }

  @Test
  void commit_withTheStoredObjectChangedInPlace_isRefused() {
    refused(MisuseException.class, work -> {
      work.repository(PARCELS).add(new Parcel(1, "a", null, null));
      work.flush();
      work.repository(PARCELS).get(1).label = "b";
    });
  }

  @Test
  void commit_withDirtyCheckingWrite_writesTheAddedObjectThatChangedInPlace() {
    data().run(UnitOptions.defaults().dirtyChecking(DirtyChecking.WRITE), work -> {
      Parcel parcel = new Parcel(1, "a", 9, null);
      work.repository(PARCELS).add(parcel);
      work.flush();
      parcel.label = "b";
    });
    assertThat(read(PARCELS, 1).label()).isEqualTo("b");
    assertThat(read(PARCELS, 1).weight()).isEqualTo(9);
  }

  // --- update ---

  @Test
  void update_ofADefault_writesTheValue() {
    stored(OFFERS, lamp(1, 4));
    data().run(work -> work.repository(OFFERS).change(1L, offer -> offer.rated(9, null)));

    assertThat(read(OFFERS, 1L).rating()).isEqualTo(9);
    assertThat(read(OFFERS, 1L).note()).isNull();
  }

  @Test
  void update_ofMany_changesTheTimesOfThoseOnly() {
    data()
        .run(work -> work.repository(OFFERS)
            .addAll(IntStream.range(0, 60).mapToObj(i -> lamp(i, i)).toList()));
    waitForClocks();
    data().run(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      for (Offer offer : offers.find(Query.where(QUANTITY.lt(50)))) {
        offers.update(offer.priced("1.00"));
      }
    });

    assertThat(all(OFFERS)).hasSize(60).allSatisfy(offer -> {
      boolean isChanged = offer.id() < 50;
      assertThat(changed(offer).isAfter(created(offer))).isEqualTo(isChanged);
      assertThat(offer.total())
          .isEqualByComparingTo(
              isChanged ? BigDecimal.valueOf(offer.id()) : new BigDecimal(offer.id() * 2.5));
    });
  }

  @Test
  void update_ofAnOwnedRowOnly_changesTheTimeOfTheRoot() {
    stored(OFFERS, Offer.of(1, "lamp", "2.50", 4, Bid.of(1, 10)));
    Offer before = read(OFFERS, 1L);
    waitForClocks();
    data().run(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      offers.update(offers.get(1L).with(Bid.of(1, 11)));
    });

    Offer offer = read(OFFERS, 1L);
    assertThat(changed(offer)).isAfter(changed(before));
    assertThat(offer.bids().get(0).doubled()).isEqualTo(22);
    assertThat(offer.bids().get(0).state()).isEqualTo("open");
  }

  @Test
  void upsert_ofANewAndOfAStoredObject_fillsBoth() {
    stored(OFFERS, lamp(1, 4));
    Offer before = read(OFFERS, 1L);
    data().run(work -> {
      work.repository(OFFERS).upsert(lamp(1, 6));
      work.repository(OFFERS).upsert(lamp(2, 8));
    });

    assertThat(read(OFFERS, 1L).total()).isEqualTo(new BigDecimal("15.00"));
    assertThat(read(OFFERS, 1L).created()).isEqualTo(before.created());
    assertThat(read(OFFERS, 1L).rating()).isEqualTo(3);
    assertThat(read(OFFERS, 2L).total()).isEqualTo(new BigDecimal("20.00"));
  }

  @Test
  void pipelinedCommit_storesWhatTheDatabaseFills() {
    data()
        .run(
            UnitOptions.defaults().pipelineCommit(),
            work -> work.repository(OFFERS).add(Offer.of(1, "lamp", "2.50", 4, Bid.of(1, 10))));
    data()
        .run(
            UnitOptions.defaults().pipelineCommit(),
            work -> work.repository(OFFERS).change(1L, offer -> offer.times(5)));

    assertThat(read(OFFERS, 1L).total()).isEqualTo(new BigDecimal("12.50"));
    assertThat(read(OFFERS, 1L).bids().get(0).doubled()).isEqualTo(20);
  }

  // --- constraints ---

  @Test
  void add_withATakenComputedValue_isRefusedByTheUniqueKey() {
    stored(OFFERS, lamp(1, 4));
    UniqueViolationException failure =
        refused(UniqueViolationException.class, work -> work.repository(OFFERS).add(lamp(2, 1004)));
    assertThat(failure.constraint()).isEqualTo("offer_slot_key");
  }

  @Test
  void update_toARefusedComputedValue_isRefusedByTheCheck() {
    stored(OFFERS, lamp(1, 4));
    CheckViolationException failure = refused(
        CheckViolationException.class,
        work -> work.repository(OFFERS).change(1L, offer -> offer.times(-2_000_000)));
    assertThat(failure.constraint()).isEqualTo("offer_total_check");
  }

  // --- set-based changes ---

  @Test
  @CatalogueEntry("7.4")
  void setBasedChange_fillsTheChangedRows() {
    stored(OFFERS, lamp(1, 4), lamp(2, 8));
    Offer untouched = read(OFFERS, 2L);
    Offer before = read(OFFERS, 1L);
    waitForClocks();
    data().run(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      offers.get(1L);
      assertThat(offers.where(QUANTITY.eq(4)).set(QUANTITY, 5).set(NOTE, "x").update())
          .isEqualTo(1);
      assertThat(offers.get(1L).total()).isEqualTo(new BigDecimal("12.50"));
    });

    Offer offer = read(OFFERS, 1L);
    assertThat(offer.slot()).isEqualTo(5);
    assertThat(changed(offer)).isAfter(changed(before));
    assertThat(offer.created()).isEqualTo(before.created());
    assertThat(read(OFFERS, 2L)).isEqualTo(untouched);
  }

  @Test
  void setBasedChange_ofWhatTheDatabaseFills_isRefusedByName() {
    stored(OFFERS, lamp(1, 4));
    assertThatThrownBy(() -> data()
            .run(work -> work.repository(OFFERS)
                .where(Specification.all())
                .set(TOTAL, BigDecimal.ONE)
                .update()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("total")
        .hasMessageContaining("the database fills");
    assertThatThrownBy(() -> data()
            .run(work -> work.repository(OFFERS)
                .where(Specification.all())
                .set(CHANGED, Instant.EPOCH)
                .update()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("changed");
    assertThat(read(OFFERS, 1L).total()).isEqualTo(new BigDecimal("10.00"));
  }

  // --- attempts ---

  @Test
  void attempt_thatFails_restoresTheObject() {
    stored(OFFERS, lamp(1, 4));
    data().run(work -> {
      Repository<Offer, Long> offers = work.repository(OFFERS);
      Offer before = offers.get(1L);
      assertThatThrownBy(() -> work.attempt(part -> {
            offers.update(before.times(6));
            work.flush();
            assertThat(offers.get(1L).total()).isEqualTo(new BigDecimal("15.00"));
            offers.add(lamp(2, 1006));
            work.flush();
          }))
          .isInstanceOf(UniqueViolationException.class);
      assertThat(offers.get(1L)).isSameAs(before);
      offers.update(before.times(7));
    });

    assertThat(read(OFFERS, 1L).total()).isEqualTo(new BigDecimal("17.50"));
    assertVersion(OFFERS, 1L, 2);
  }
}
