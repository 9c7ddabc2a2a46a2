package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.testkit.verify.history.Steps.add;
import static org.bilayer.testkit.verify.history.Steps.call;
import static org.bilayer.testkit.verify.history.Steps.row;
import static org.bilayer.testkit.verify.history.Steps.unit;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.TwinDifference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** That wrong twins of hand-written queries are found, and a right one is not blamed. */
final class TwinsTest {

  private static final List<String> LABELS = List.of(
      "", " ", "a", "A", "a ", "b", "B", "ab", "\u00e9", "e\u0301", "\u00df", "\u0130", "%", "_",
      "\ufffd");

  /** Puts those without a label first. */
  private static final class NullsFirst extends NodesInMemory {
    NullsFirst(UnitOfWork work) {
      super(work);
    }

    @Override
    public List<@Nullable String> labels(int limit) {
      return labelsOfAll(nodes(Query.orderedBy(Forest.LABEL.asc().nullsFirst()).limit(limit)));
    }
  }

  /** Does not look at upper and lower case. */
  private static final class IgnoringCase extends NodesInMemory {
    IgnoringCase(UnitOfWork work) {
      super(work);
    }

    @Override
    public long labelled(String label) {
      return nodes(Query.all()).stream()
          .filter(node -> label.equalsIgnoreCase(node.label()))
          .count();
    }
  }

  /** Gives all there are. */
  private static final class WithoutLimit extends NodesInMemory {
    WithoutLimit(UnitOfWork work) {
      super(work);
    }

    @Override
    public List<@Nullable String> labels(int limit) {
      return super.labels(Integer.MAX_VALUE);
    }
  }

  /** Throws where there is nothing. */
  private static final class Throwing extends NodesInMemory {
    Throwing(UnitOfWork work) {
      super(work);
    }

    @Override
    public long labelled(String label) {
      long count = super.labelled(label);
      if (count == 0) {
        throw new IllegalArgumentException("there is none");
      }
      return count;
    }
  }

  private static Verification verification(Function<UnitOfWork, NodeQueries> twin) {
    return withoutArguments(twin)
        .arguments(
            NodeQueries.Prefix.class,
            random -> new NodeQueries.Prefix(List.of("", "a", "A", " ").get(random.nextInt(4))));
  }

  private static Verification withoutArguments(Function<UnitOfWork, NodeQueries> twin) {
    // Without characters beyond the basic plane: H2 sorts in SQL by hand as Java does, others by
    // code point.
    return Verification.of(Forest.MODEL)
        .values(Forest.LABEL, random -> LABELS.get(random.nextInt(LABELS.size())))
        .queries(NodeQueries.class, NodeMapper.class, twin)
        .unordered(NodeQueries.class, "counted");
  }

  private static Stream<DynamicTest> onEach(java.util.function.Consumer<TestDatabase> test) {
    return Stream.of(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .map(database ->
            DynamicTest.dynamicTest(database.name(), () -> test.accept(database.require())));
  }

  @TestFactory
  Stream<DynamicTest> searchQueries_rightTwin_findsNoDifference() {
    return onEach(database -> assertThat(
            verification(NodesInMemory::new).searchQueries(database).map(TwinDifference::message))
        .isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> searchQueries_nullsAtTheWrongEnd_areFound() {
    return onEach(database -> found(database, NullsFirst::new, "labels(", 2));
  }

  @TestFactory
  Stream<DynamicTest> searchQueries_equalityThatIgnoresCase_isFound() {
    return onEach(database -> found(database, IgnoringCase::new, "labelled(", 1));
  }

  @TestFactory
  Stream<DynamicTest> searchQueries_limitThatIsNotLookedAt_isFound() {
    return onEach(database -> found(database, WithoutLimit::new, "labels(0)", 1));
  }

  @TestFactory
  Stream<DynamicTest> searchQueries_failureOfTheTwinAlone_isFound() {
    return onEach(database -> {
      TwinDifference found = found(database, Throwing::new, "labelled(", 0);
      assertThat(found.twin())
          .isEqualTo("throws java.lang.IllegalArgumentException: there is none");
      assertThat(found.mapper()).isEqualTo("0");
    });
  }

  private static TwinDifference found(
      TestDatabase database, Function<UnitOfWork, NodeQueries> twin, String call, int rowsMax) {
    Verification verification = verification(twin).operations(20_000, 20_000);
    TwinDifference found = verification.searchQueries(database).orElseThrow();
    assertThat(found.message()).contains("  call:     " + call);
    assertThat(found.history().size()).as(found.message()).isLessThanOrEqualTo(rowsMax);

    // What is printed shows the difference again.
    assertThatThrownBy(() -> verification.on(database).replay(found.history(), found.call()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("  twin:     " + found.twin());
    verification(NodesInMemory::new).on(database).replay(found.history(), found.call());
    return found;
  }

  @Test
  void searchQueries_sameSeed_givesTheSameMessage() {
    Verification verification = verification(NullsFirst::new).seed(5);

    String once = verification.searchQueries(Databases.h2()).orElseThrow().message();

    assertThat(verification.searchQueries(Databases.h2()).orElseThrow().message())
        .isEqualTo(once)
        .contains("the whole run again: -Dbilayer.seed=");
  }

  @Test
  void searchQueries_listWithoutAnOrder_saysSo() {
    Verification ordered = Verification.of(Forest.MODEL)
        .queries(NodeQueries.class, NodeMapper.class, Shuffled::new)
        .arguments(NodeQueries.Prefix.class, random -> new NodeQueries.Prefix("a"));

    assertThat(ordered.searchQueries(Databases.h2()).orElseThrow().message())
        .contains("call:     counted()")
        .contains("The elements are the same, their order is not. If none is promised, return a"
            + " Collection or say Verification.unordered(...).");
  }

  /** Another order than any database has. */
  private static final class Shuffled extends NodesInMemory {
    Shuffled(UnitOfWork work) {
      super(work);
    }

    @Override
    public List<Counted> counted() {
      var all = new java.util.ArrayList<>(super.counted());
      all.sort(
          java.util.Comparator.comparing(each -> String.valueOf(each.label()).hashCode()));
      return all;
    }
  }

  @Test
  void searchQueries_parameterThatNothingIsMadeFor_isNamed() {
    interfaceIsRefused(
        Verification.of(Forest.MODEL).queries(Odd.class, OddMapper.class, work -> thread -> 0),
        "No argument can be made for the parameter thread of Odd.of [type=java.lang.Thread]. Tell the"
            + " kit where it comes from, by Verification.arguments(Thread.class, random -> ...).");
  }

  /** Asks for what nobody can draw. */
  public interface Odd {
    int of(Thread thread);
  }

  /** Never called. */
  public interface OddMapper extends Odd {}

  private static void interfaceIsRefused(Verification verification, String message) {
    assertThatThrownBy(() -> verification.searchQueries(Databases.h2()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void replay_argumentsOfEachKind_areWhatTheyStandFor() {
    History rows = History.of(unit(
        add("node", row("id", new java.util.UUID(0, 1), "label", "a", "parent", null)),
        add("node", row("id", new java.util.UUID(0, 2), "label", null, "parent", null))));
    Verification verification = verification(NodesInMemory::new).on(Databases.h2());

    verification.replay(rows, call(NodeQueries.class, "labels", 2));
    verification.replay(rows, call(NodeQueries.class, "labelsOf", List.of("a", "b")));
    verification.replay(
        rows,
        call(
            NodeQueries.class,
            "wished",
            org.bilayer.testkit.verify.history.Steps.built(
                NodeQueries.Wish.class, (Object) null, 1)));
    verification.replay(
        rows,
        call(
            NodeQueries.class,
            "beginning",
            org.bilayer.testkit.verify.history.Steps.own(NodeQueries.Prefix.class, 3L)));
    assertThatThrownBy(() -> call(NodeQueries.class, "labels"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The method labels of org.bilayer.docs.verify.NodeQueries takes 1 arguments, not 0.");
    assertThatThrownBy(() -> call(NodeQueries.class, "nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "No method nothing in org.bilayer.docs.verify.NodeQueries; there are [");
  }
}
