package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.contracts.sample.Voyage.CARGO;
import static org.bilayer.contracts.sample.Voyage.FIRST;
import static org.bilayer.contracts.sample.Voyage.ID;
import static org.bilayer.contracts.sample.Voyage.VOYAGES;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Voyage;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.Codec;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/** What every backend promises about sets of labels: {@link Codec#labelSet}. */
public abstract class LabelSetContract extends Contract {

  private static final List<String> LABELS = List.of("corn", "it's", "Corn", "a\\b", "\u00e9");

  @Override
  protected final Model model() {
    return Voyage.MODEL;
  }

  private static Voyage with(int id, Set<String> cargo) {
    return new Voyage(id, FIRST, null, FIRST.atStartOfDay(), null, null, cargo);
  }

  private List<Integer> found(Specification<Voyage> where) {
    return data()
        .execute(work -> work.repository(VOYAGES).find(Query.where(where).orderBy(ID.asc())))
        .stream()
        .map(Voyage::id)
        .toList();
  }

  @Test
  void find_everySubset_givesItInTheOrderOfTheLabels() {
    data()
        .run(work ->
            IntStream.range(0, 32).forEach(i -> work.repository(VOYAGES).add(with(i, subset(i)))));

    data()
        .run(work -> IntStream.range(0, 32).forEach(i -> {
          Set<String> read = work.repository(VOYAGES).get(i).cargo();
          assertThat(read).containsExactlyElementsOf(subset(i));
          assertThatThrownBy(() -> read.add("corn"))
              .isInstanceOf(UnsupportedOperationException.class);
        }));
    assertThat(found(CARGO.eq(Set.of()))).containsExactly(0);
    assertThat(found(CARGO.eq(Set.of("Corn", "corn")))).containsExactly(5);
    assertThat(found(CARGO.ne(Set.of("corn")))).hasSize(31).doesNotContain(1);
    assertThat(found(CARGO.in(List.of(Set.of("\u00e9"), Set.copyOf(LABELS)))))
        .containsExactly(16, 31);
    assertThat(groups()).isEqualTo(32);
  }

  private static Set<String> subset(int bits) {
    var subset = new LinkedHashSet<String>();
    for (int i = 0; i < LABELS.size(); i++) {
      if ((bits & 1 << i) != 0) {
        subset.add(LABELS.get(i));
      }
    }
    return subset;
  }

  private int groups() {
    var count = AggregateFunction.<Voyage>count();
    return data()
        .execute(work -> work.repository(VOYAGES)
            .select(Query.all(), Projection.of(row -> row.get(CARGO), CARGO, count)))
        .size();
  }

  @Test
  void update_toAnotherSet_isStored() {
    data().run(work -> work.repository(VOYAGES).add(with(1, Set.of("corn"))));

    data().run(work -> {
      work.repository(VOYAGES).get(1);
      work.repository(VOYAGES).update(with(1, Set.of("it's", "Corn")));
    });
    assertThat(read(VOYAGES, 1).cargo()).containsExactly("it's", "Corn");

    data()
        .run(work ->
            work.repository(VOYAGES).where(ID.eq(1)).set(CARGO, Set.of()).update());
    assertThat(read(VOYAGES, 1).cargo()).isEmpty();
  }

  @Test
  void add_anotherText_isRefused_andNothingIsStored() {
    for (String other : List.of("", "CORN", "corn,it's", "e\u0301")) {
      InvalidValueException refused = thrown(
          InvalidValueException.class,
          () -> data().run(work -> work.repository(VOYAGES).add(with(1, Set.of("corn", other)))));
      assertThat(refused)
          .hasMessageContaining("the value must be a set of the labels " + LABELS)
          .hasMessageContaining("column=cargo");
    }
    assertThat(all(VOYAGES)).isEmpty();
  }

  @Test
  void add_aSetWithNull_isRefused_andNothingIsStored() {
    var cargo = new HashSet<String>(LABELS);
    cargo.add(null);

    assertThat(thrown(
            InvalidValueException.class,
            () -> data().run(work -> work.repository(VOYAGES).add(with(1, cargo)))))
        .hasMessageContaining("the value must be a set of the labels " + LABELS);
    assertThat(all(VOYAGES)).isEmpty();
  }

  @Test
  void labelSet_ofLabelsThatNoSetHas_isRefused() {
    assertThatThrownBy(() -> Codec.labelSet(List.of("a,b")))
        .hasMessageContaining("must not have a comma");
    assertThatThrownBy(() -> Codec.labelSet(List.of("a", "a")))
        .hasMessageContaining("must be different");
    assertThatThrownBy(() -> Codec.labelSet(List.of("a ")))
        .hasMessageContaining("not end with a blank");
    assertThatThrownBy(() ->
            Codec.labelSet(IntStream.range(0, 65).mapToObj(Integer::toString).toList()))
        .hasMessageContaining("Wrong number of labels of a set 65");
  }
}
