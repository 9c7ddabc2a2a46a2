package org.bilayer.contracts.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.TRANSFERS;
import static org.bilayer.contracts.sample.Forest.NODES;
import static org.bilayer.contracts.sample.Harbour.CAPTAINS;
import static org.bilayer.contracts.sample.Harbour.SHIPS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Captain;
import org.bilayer.contracts.sample.Money;
import org.bilayer.contracts.sample.Node;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Ship;
import org.bilayer.contracts.sample.Transfer;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about the order of writes: a unit of work whose result keeps all rules is accepted in
 * whatever order its changes were made, although databases check after each row.
 */
public abstract class FlushPlanContract extends Contract {

  /** Has a code that must not be missing, and may refer to another one. */
  private record Berth(int id, String code, @Nullable Integer beside) {}

  private static final Column<Berth, Integer> BERTH = Column.of("id", Codec.int32(), Berth::id);
  private static final Column<Berth, String> CODE = Column.of("code", Codec.text(20), Berth::code);
  private static final Column<Berth, Integer> BESIDE =
      Column.nullable("beside", Codec.int32(), Berth::beside);
  private static final Mapping<Berth, Integer> BERTHS = berths();

  private static Mapping<Berth, Integer> berths() {
    return Mapping.of(Berth.class, "berth", BERTH)
        .with(CODE, BESIDE)
        .unique("berth_code_key", CODE)
        .references(Reference.of("berth_beside_fkey", BESIDE, () -> FlushPlanContract.BERTHS))
        .construct(row -> new Berth(row.get(BERTH), row.get(CODE), row.getOrNull(BESIDE)));
  }

  private static final Model MODEL = Model.of(ACCOUNTS, TRANSFERS, NODES, SHIPS, CAPTAINS, BERTHS);

  private static final Account ADA = Account.of("1", "Ada", "10");
  private static final Account BOB = Account.of("2", "Bob", "20");
  private static final Account EVE = Account.of("3", "Eve", "30");

  private static final UUID A = new UUID(0, 0xA);
  private static final UUID B = new UUID(0, 0xB);
  private static final UUID C = new UUID(0, 0xC);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static void remove(UnitOfWork work, Account account) {
    Repository<Account, AccountNumber> accounts = work.repository(ACCOUNTS);
    accounts.remove(accounts.get(account.number()));
  }

  private static void rename(UnitOfWork work, Account account, String owner) {
    work.repository(ACCOUNTS).change(account.number(), found -> found.ownedBy(owner));
  }

  private static void label(UnitOfWork work, UUID id, @Nullable String label) {
    work.repository(NODES).change(id, node -> node.labelled(label));
  }

  private static void move(UnitOfWork work, UUID id, @Nullable UUID parent) {
    work.repository(NODES).change(id, node -> node.under(parent));
  }

  private void assertOwners(Map<Account, String> expected) {
    var found = new HashMap<AccountNumber, String>();
    all(ACCOUNTS).forEach(account -> found.put(account.number(), account.owner()));
    var owners = new HashMap<AccountNumber, String>();
    expected.forEach((account, owner) -> owners.put(account.number(), owner));
    assertThat(found).isEqualTo(owners);
  }

  // --- a unique value and a reference at once ---

  @Test
  void commit_rowTakesTheUniqueValueOfARemovedRowItReferredTo_isAccepted() {
    stored(BERTHS, new Berth(2, "B", null), new Berth(1, "A", 2));
    data().run(work -> {
      Repository<Berth, Integer> berths = work.repository(BERTHS);
      berths.remove(berths.get(2));
      berths.change(1, berth -> new Berth(1, "B", null));
    });
    assertThat(all(BERTHS)).containsExactly(new Berth(1, "B", null));
    assertThat(versionOf(BERTHS, 1)).isEqualTo(2);
  }

  @Test
  void commit_rowTakesTheUniqueValueOfARemovedRowAndRefersToAnother_isAccepted() {
    stored(BERTHS, new Berth(3, "C", null), new Berth(2, "B", null), new Berth(1, "A", 2));
    data().run(work -> {
      Repository<Berth, Integer> berths = work.repository(BERTHS);
      berths.remove(berths.get(2));
      berths.change(1, berth -> new Berth(1, "B", 3));
    });
    assertThat(all(BERTHS))
        .containsExactlyInAnyOrder(new Berth(1, "B", 3), new Berth(3, "C", null));
    assertThat(versionOf(BERTHS, 1)).isEqualTo(2);
  }

  @Test
  void commit_manyPairsSwapTheirUniqueValues_isAccepted() {
    data().run(work -> {
      for (int i = 0; i < 200; i++) {
        work.repository(NODES).add(new Node(new UUID(1, i), "label " + i, null));
      }
    });
    data().run(work -> {
      for (int i = 0; i < 200; i++) {
        label(work, new UUID(1, i), "label " + (i ^ 1));
      }
    });
    for (int i = 0; i < 200; i++) {
      assertThat(read(NODES, new UUID(1, i)).label()).isEqualTo("label " + (i ^ 1));
    }
  }

  // --- a unique value passed on ---

  @Test
  void commit_removeThenAddUnderOneUniqueValue_isAccepted() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      remove(work, ADA);
      work.repository(ACCOUNTS).add(BOB.ownedBy("Ada"));
    });
    assertOwners(Map.of(BOB, "Ada"));
  }

  @Test
  @CatalogueEntry("3.5")
  void commit_addThenRemoveUnderOneUniqueValue_isAccepted() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      work.repository(ACCOUNTS).add(BOB.ownedBy("Ada"));
      remove(work, ADA);
    });
    assertOwners(Map.of(BOB, "Ada"));
  }

  @Test
  void commit_uniqueValuePassedFromRemovedToChanged_isAccepted() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      rename(work, BOB, "Ada");
      remove(work, ADA);
    });
    assertOwners(Map.of(BOB, "Ada"));
  }

  @Test
  @CatalogueEntry("3.5")
  void commit_uniqueValuePassedFromChangedToAdded_isAccepted() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      work.repository(ACCOUNTS).add(BOB.ownedBy("Ada"));
      rename(work, ADA, "Grace");
    });
    assertOwners(Map.of(ADA, "Grace", BOB, "Ada"));
  }

  @Test
  void commit_uniqueValuesMovedAlongAChain_isAccepted() {
    stored(ACCOUNTS, ADA, BOB, EVE);
    data().run(work -> {
      rename(work, ADA, "Bob");
      rename(work, BOB, "Eve");
      rename(work, EVE, "Grace");
    });
    assertOwners(Map.of(ADA, "Bob", BOB, "Eve", EVE, "Grace"));

    data().run(work -> {
      rename(work, EVE, "Eve");
      rename(work, BOB, "Bob");
      rename(work, ADA, "Ada");
    });
    assertOwners(Map.of(ADA, "Ada", BOB, "Bob", EVE, "Eve"));
  }

  @Test
  @CatalogueEntry("3.4")
  void commit_nullableUniqueValuesSwapped_isAccepted() {
    stored(NODES, new Node(A, "a", null), new Node(B, "b", null));
    data().run(work -> {
      label(work, A, "b");
      label(work, B, "a");
    });
    assertThat(all(NODES))
        .containsExactlyInAnyOrder(new Node(A, "b", null), new Node(B, "a", null));
  }

  @Test
  void commit_nullableUniqueValuesRotated_isAccepted() {
    stored(NODES, new Node(A, "a", null), new Node(B, "b", null), new Node(C, "c", null));
    data().run(work -> {
      label(work, A, "b");
      label(work, B, "c");
      label(work, C, "a");
    });
    assertThat(all(NODES))
        .containsExactlyInAnyOrder(
            new Node(A, "b", null), new Node(B, "c", null), new Node(C, "a", null));
  }

  @Test
  void commit_severalUniqueColumnsSwapped_isAccepted() {
    stored(ACCOUNTS, ADA.withLocker("north", 1), BOB.withLocker("south", 2));
    data().run(work -> {
      work.repository(ACCOUNTS).change(ADA.number(), ada -> ada.withLocker("south", 2));
      work.repository(ACCOUNTS).change(BOB.number(), bob -> bob.withLocker("north", 1));
    });
    assertThat(all(ACCOUNTS))
        .containsExactlyInAnyOrder(ADA.withLocker("south", 2), BOB.withLocker("north", 1));
  }

  @Test
  @CatalogueEntry(value = "3.4", answer = CatalogueEntry.Answer.REFUSED)
  void commit_requiredUniqueValuesSwapped_isRefusedBeforeAnythingIsWritten() {
    stored(ACCOUNTS, ADA, BOB);
    MisuseException failure = refused(MisuseException.class, work -> {
      work.repository(ACCOUNTS).add(EVE);
      rename(work, ADA, "Bob");
      rename(work, BOB, "Ada");
    });
    assertThat(failure)
        .hasMessageContainingAll(
            "No order of the writes satisfies the foreign keys",
            "account 1 (account_owner_key)",
            "account 2 (account_owner_key)",
            "or make the changes in two units of work");
  }

  @Test
  void commit_requiredUniqueValuesSwappedInTwoFlushes_isAccepted() {
    stored(ACCOUNTS, ADA, BOB);
    data().run(work -> {
      rename(work, ADA, "nobody");
      work.flush();
      rename(work, BOB, "Ada");
      rename(work, ADA, "Bob");
    });
    assertOwners(Map.of(ADA, "Bob", BOB, "Ada"));
  }

  @Test
  void commit_uniqueValueThatNobodyGivesUp_isRefused() {
    stored(ACCOUNTS, ADA, BOB);
    UniqueViolationException failure = refused(UniqueViolationException.class, work -> {
      rename(work, ADA, "Grace");
      work.repository(ACCOUNTS).add(EVE.ownedBy("Bob"));
    });
    assertThat(failure.constraint()).isEqualTo("account_owner_key");
  }

  // --- references ---

  @Test
  @CatalogueEntry("3.7")
  void commit_referringAddedBeforeReferredTo_isAccepted() {
    Transfer transfer = new Transfer(A, ADA.number(), BOB.number(), Money.euro("1"));
    data().run(work -> {
      work.repository(TRANSFERS).add(transfer);
      work.repository(ACCOUNTS).addAll(List.of(BOB, ADA));
    });
    assertThat(all(TRANSFERS)).containsExactly(transfer);
  }

  @Test
  @CatalogueEntry("3.7")
  void commit_referredToRemovedBeforeReferring_isAccepted() {
    stored(ACCOUNTS, ADA);
    stored(TRANSFERS, new Transfer(A, ADA.number(), ADA.number(), Money.euro("1")));
    data().run(work -> {
      remove(work, ADA);
      work.repository(TRANSFERS).remove(work.repository(TRANSFERS).get(A));
    });
    assertThat(all(ACCOUNTS)).isEmpty();
    assertThat(all(TRANSFERS)).isEmpty();
  }

  @Test
  void commit_chainOfOneTableAddedFromItsEnd_isAccepted() {
    Node root = new Node(A, null, null);
    Node middle = new Node(B, null, A);
    Node leaf = new Node(C, null, B);
    for (List<Node> order : List.of(List.of(leaf, middle, root), List.of(middle, root, leaf))) {
      data().run(work -> work.repository(NODES).addAll(order));
      assertThat(all(NODES)).containsExactlyInAnyOrder(root, middle, leaf);
      data().run(work -> {
        Repository<Node, UUID> nodes = work.repository(NODES);
        List<Node> found = nodes.findAllById(List.of(A, B, C));
        found.forEach(nodes::remove);
      });
      assertThat(all(NODES)).isEmpty();
    }
  }

  @Test
  @CatalogueEntry("3.7")
  void commit_chainAgainstTheOrderOfItsKeys_isAccepted() {
    data()
        .run(work -> work.repository(NODES)
            .addAll(List.of(new Node(A, null, B), new Node(B, null, C), new Node(C, null, null))));
    assertThat(read(NODES, A).parent()).isEqualTo(B);
  }

  @Test
  void commit_rowThatRefersToItself_isAccepted() {
    stored(NODES, new Node(A, null, A));
    assertThat(read(NODES, A).parent()).isEqualTo(A);
    data().run(work -> work.repository(NODES).remove(work.repository(NODES).get(A)));
    assertThat(all(NODES)).isEmpty();
  }

  @Test
  void commit_rowsOfOneTableInACircle_areAddedAndRemoved() {
    data()
        .run(work -> work.repository(NODES)
            .addAll(List.of(new Node(A, null, B), new Node(B, null, C), new Node(C, null, A))));
    assertThat(all(NODES))
        .containsExactlyInAnyOrder(
            new Node(A, null, B), new Node(B, null, C), new Node(C, null, A));
    data().run(work -> {
      Repository<Node, UUID> nodes = work.repository(NODES);
      nodes.findAllById(List.of(B, A, C)).forEach(nodes::remove);
    });
    assertThat(all(NODES)).isEmpty();
  }

  @Test
  @CatalogueEntry("3.7")
  void commit_rowsOfTwoTablesInACircle_areAddedAndRemoved() {
    Ship ship = new Ship("Pequod", "Ahab");
    Captain captain = new Captain("Ahab", "Pequod");
    data().run(work -> {
      work.repository(SHIPS).add(ship);
      work.repository(CAPTAINS).add(captain);
    });
    assertThat(all(SHIPS)).containsExactly(ship);
    assertThat(all(CAPTAINS)).containsExactly(captain);
    data().run(work -> {
      work.repository(SHIPS).remove(work.repository(SHIPS).get("Pequod"));
      work.repository(CAPTAINS).remove(work.repository(CAPTAINS).get("Ahab"));
    });
    assertThat(all(SHIPS)).isEmpty();
    assertThat(all(CAPTAINS)).isEmpty();
  }

  @Test
  void commit_circleClosedByAChange_isAccepted() {
    stored(SHIPS, new Ship("Pequod", null));
    data().run(work -> {
      work.repository(SHIPS).change("Pequod", ship -> new Ship("Pequod", "Ahab"));
      work.repository(CAPTAINS).add(new Captain("Ahab", "Pequod"));
    });
    assertThat(all(SHIPS)).containsExactly(new Ship("Pequod", "Ahab"));
  }

  @Test
  void commit_referencePointedElsewhereAndReferredToRemoved_isAccepted() {
    stored(NODES, new Node(A, null, null), new Node(B, null, null), new Node(C, null, A));
    data().run(work -> {
      work.repository(NODES).remove(work.repository(NODES).get(A));
      move(work, C, B);
    });
    assertThat(all(NODES)).containsExactlyInAnyOrder(new Node(B, null, null), new Node(C, null, B));
  }

  @Test
  void commit_referencePointedToAddedAndReferredToRemoved_isAccepted() {
    stored(NODES, new Node(A, "a", null), new Node(C, "c", A));
    data().run(work -> {
      Repository<Node, UUID> nodes = work.repository(NODES);
      move(work, C, B);
      nodes.remove(nodes.get(A));
      nodes.add(new Node(B, "a", null));
    });
    assertThat(all(NODES)).containsExactlyInAnyOrder(new Node(B, "a", null), new Node(C, "c", B));
  }

  @Test
  void commit_referenceClearedAndReferredToRemoved_isAccepted() {
    stored(NODES, new Node(A, null, null), new Node(C, null, A));
    data().run(work -> {
      work.repository(NODES).remove(work.repository(NODES).get(A));
      move(work, C, null);
    });
    assertThat(all(NODES)).containsExactly(new Node(C, null, null));
  }

  // --- one id, several times ---

  @Test
  @CatalogueEntry("3.5")
  void commit_removedThenAddedUnderOneId_hasTheNewState() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      remove(work, ADA);
      work.repository(ACCOUNTS).add(ADA.ownedBy("Grace"));
    });
    assertOwners(Map.of(ADA, "Grace"));
  }

  @Test
  void commit_removedFlushedThenAddedUnderOneId_hasTheNewState() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      remove(work, ADA);
      work.flush();
      work.repository(ACCOUNTS).add(ADA.ownedBy("Grace"));
    });
    assertOwners(Map.of(ADA, "Grace"));
  }

  @Test
  void commit_addedThenRemoved_storesNothing() {
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      remove(work, ADA);
    });
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      work.flush();
      remove(work, ADA);
    });
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  @Test
  void commit_addedThenUpdatedSeveralTimes_hasTheLastState() {
    data().run(work -> {
      work.repository(ACCOUNTS).add(ADA);
      rename(work, ADA, "Grace");
      work.flush();
      rename(work, ADA, "Hedy");
      rename(work, ADA, "Lise");
    });
    assertOwners(Map.of(ADA, "Lise"));
  }

  @Test
  void commit_removedAndAddedAgainAndRemoved_storesNothing() {
    stored(ACCOUNTS, ADA);
    data().run(work -> {
      remove(work, ADA);
      work.repository(ACCOUNTS).add(ADA);
      remove(work, ADA);
    });
    assertThat(all(ACCOUNTS)).isEmpty();
  }

  // --- any of it ---

  @Test
  void commit_anyLegalStateAfterAnyOther_isReached() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(new UUID(0, i));
    }
    Map<UUID, Node> now = Map.of();
    for (int round = 0; round < 40; round++) {
      Map<UUID, Node> next = drawnForest(ids);
      reach(ids, now, next);
      assertThat(all(NODES))
          .as("round %s, after %s", round, now)
          .containsExactlyInAnyOrderElementsOf(next.values());
      now = next;
    }
  }

  /** Some of the ids, with unique labels or none, under parents that exist or none. */
  private Map<UUID, Node> drawnForest(List<UUID> ids) {
    var present = new ArrayList<>(ids);
    Collections.shuffle(present, random());
    present.subList(0, random().nextInt(ids.size())).clear();
    var labels = new ArrayList<>(List.of("u", "v", "w", "x", "y", "z"));
    Collections.shuffle(labels, random());
    var forest = new HashMap<UUID, Node>();
    for (int i = 0; i < present.size(); i++) {
      String label = random().nextInt(3) == 0 ? null : labels.get(i);
      UUID parent = random().nextInt(3) == 0 ? null : Population.one(present, random());
      forest.put(present.get(i), new Node(present.get(i), label, parent));
    }
    return forest;
  }

  /** Turns one forest into another in one unit of work, in a random order of calls. */
  private void reach(List<UUID> ids, Map<UUID, Node> now, Map<UUID, Node> next) {
    var order = new ArrayList<>(ids);
    Collections.shuffle(order, random());
    data().run(work -> {
      Repository<Node, UUID> nodes = work.repository(NODES);
      for (UUID id : order) {
        Node wanted = next.get(id);
        if (wanted == null) {
          nodes.find(id).ifPresent(nodes::remove);
        } else if (now.containsKey(id)) {
          nodes.change(id, found -> wanted);
        } else {
          nodes.add(wanted);
        }
      }
    });
  }
}
