package org.bilayer.contracts.query;

import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.Repository;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Model;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts about lists share: specimens drawn at random, orders drawn at random, and how to read them. */
abstract class SpecimenFixture extends Contract {

  static final int SPECIMENS_DRAWN = 40;

  static final Sort<Specimen> BY_NUMBER = Specimens.NUMBER.optional().desc().nullsFirst();

  List<Specimen> stored = List.of();

  @Override
  protected final Model model() {
    return Specimens.MODEL;
  }

  @BeforeEach
  void storeSpecimens() {
    stored = Population.of(SPECIMENS_DRAWN, random());
    data().run(work -> work.repository(SPECIMENS).addAll(stored));
  }

  static Query<Specimen> query(List<Criterion> criteria) {
    Query<Specimen> query = Query.all();
    for (Criterion criterion : criteria) {
      query = query.orderBy(criterion.order());
    }
    return query;
  }

  static List<Integer> ids(List<Specimen> specimens) {
    return specimens.stream().map(Specimen::id).toList();
  }

  final List<Integer> sorted(Comparator<Specimen> order) {
    return stored.stream().sorted(order).map(Specimen::id).toList();
  }

  final List<Integer> found(Query<Specimen> query) {
    return data().execute(work -> ids(work.repository(SPECIMENS).find(query)));
  }

  static Stream<TypeFacts<?>> sortable() {
    return TypeFacts.ALL.stream().filter(TypeFacts::hasOrder);
  }

  final List<Criterion> drawnCriteria() {
    var criteria = new ArrayList<Criterion>();
    int count = 1 + random().nextInt(3);
    while (criteria.size() < count) {
      Criterion criterion = Criterion.drawn(random());
      if (criteria.stream()
          .noneMatch(c -> c.order().attribute().equals(criterion.order().attribute()))) {
        criteria.add(criterion);
      }
    }
    return criteria;
  }

  final Page<Specimen> page(Query<Specimen> query, int size, Optional<Cursor> cursor) {
    return data().execute(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      return cursor.isPresent()
          ? repository.page(query, size, cursor.get())
          : repository.page(query, size);
    });
  }
}
