package org.bilayer.testkit.verify.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Totals as loops over aggregates. */
record Totals(Rules rules, MappingUnderTest<?, ?> mapping) {

  /** One text for each group; without columns to group by, all aggregates are one group. */
  List<String> of(List<Seen> all, List<String> groupBy, List<Total> totals) {
    Map<List<@Nullable Object>, List<Seen>> groups = new LinkedHashMap<>();
    if (groupBy.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (Seen each : all) {
      var group = new ArrayList<@Nullable Object>();
      groupBy.forEach(name -> group.add(State.comparable(each.row().values().get(name))));
      if (rules.isGroup(group)) {
        groups.computeIfAbsent(group, values -> new ArrayList<>()).add(each);
      }
    }
    var texts = new ArrayList<String>();
    groups.forEach((group, members) -> {
      var values = new ArrayList<String>();
      group.forEach(value -> values.add(ValueText.of(value)));
      totals.forEach(total -> values.add(total(total, members)));
      texts.add(values.toString());
    });
    return texts;
  }

  private String total(Total total, List<Seen> members) {
    if (total.column().isEmpty()) {
      return String.valueOf(members.size());
    }
    var present = new ArrayList<Object>();
    for (Seen each : members) {
      Object value = each.row().values().get(total.column());
      if (value != null) {
        present.add(value);
      }
    }
    StoredType type = Truth.type(mapping.root(), mapping.attributes(), total.column());
    List<BigDecimal> numbers = switch (total.kind()) {
      case SUM, AVERAGE ->
        present.stream().map(value -> new BigDecimal(value.toString())).toList();
      default -> List.of();
    };
    return switch (total.kind()) {
      case COUNT -> String.valueOf(present.size());
      case COUNT_DISTINCT ->
        String.valueOf(new HashSet<>(present.stream().map(State::comparable).toList()).size());
      case MIN ->
        ValueText.of(present.stream().min((a, b) -> rules.order(type, a, b)).orElse(null));
      case MAX ->
        ValueText.of(present.stream().max((a, b) -> rules.order(type, a, b)).orElse(null));
      case SUM ->
        ValueText.of(present.isEmpty() ? null : type.scaled(rules.sum(numbers, type.scale())));
      case AVERAGE -> ValueText.of(present.isEmpty() ? null : rules.average(numbers, type.scale()));
    };
  }
}
