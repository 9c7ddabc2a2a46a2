package org.bilayer.tools.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.tools.internal.profile.Profiler;
import org.bilayer.tools.report.Finding;

/** Finds what nobody declared and the names and rows suggest. One thread. */
public final class Suggestions {

  private static final int ASKED_MAX = 500;

  private final ModelPlan plan;
  private final Profiler profiler;
  private final List<Finding> found = new ArrayList<>();
  private int asked;

  private Suggestions(ModelPlan plan, Profiler profiler) {
    this.plan = plan;
    this.profiler = profiler;
  }

  /** References that hold without being declared, and rows that another aggregate may own. */
  public static List<Finding> about(ModelPlan plan, Profiler profiler) {
    var suggestions = new Suggestions(plan, profiler);
    for (AggregatePlan aggregate : plan.aggregates()) {
      if (aggregate.table().hasOwnRows()) {
        suggestions.owned(aggregate);
        aggregate.members().forEach(member -> suggestions.reference(aggregate, member));
      }
    }
    return suggestions.found;
  }

  // --- rows of others

  /** Rows whose key begins with the key of another table belong to one row of that table. */
  private void owned(AggregatePlan part) {
    List<String> key = names(part.id().members());
    if (key.size() < 2) {
      return;
    }
    for (AggregatePlan owner : plan.aggregates()) {
      List<MemberPlan> id = owner.id().members();
      if (owner.equals(part) || id.isEmpty() || id.size() >= key.size()) {
        continue;
      }
      List<String> beginning = key.subList(0, id.size());
      Optional<CatalogueForeignKey> foreign = part.table().foreignKeys().stream()
          .filter(each -> each.target().equals(owner.table().name()))
          .filter(each -> each.columns().equals(beginning))
          .findFirst();
      if (foreign.isPresent()) {
        OptionalLong most = profiler.mostAlike(part.table(), beginning);
        add(
            owner.table().name(),
            part.table().name(),
            "its rows could be owned by " + owner.type() + ", as an ElementCollection: their key "
                + key + " begins with " + beginning + ", and the foreign key "
                + foreign.get().name() + " refers to the id"
                + (most.isPresent()
                    ? "; at most " + most.getAsLong() + " of the rows read have the same owner"
                    : "; no row tells how many belong to one owner"));
      }
    }
  }

  // --- references

  private void reference(AggregatePlan from, MemberPlan member) {
    String column = member.column().name();
    boolean known =
        from.table().foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
    boolean alone = from.id().members().size() == 1 && member.inId();
    if (known || alone) {
      return;
    }
    for (AggregatePlan target : plan.aggregates()) {
      if (!isNamedAfter(column, target) || asked >= ASKED_MAX || !target.table().hasOwnRows()) {
        continue;
      }
      MemberPlan id = target.id().members().get(0);
      if ((target.equals(from) && id.equals(member)) || !id.boxed().equals(member.boxed())) {
        continue;
      }
      asked++;
      profiler
          .holding(from.table(), column, target.table(), id.column().name())
          .filter(holding -> holding.values() > 0 && holding.orphans() == 0)
          .ifPresent(holding -> add(
              from.table().name(),
              column,
              "could be a reference to " + target.type() + ": "
                  + (holding.complete() ? "all " : "the first ") + holding.values()
                  + " values are ids of " + target.table().name()
                  + ", and no foreign key declares it. Declare it by Reference.of(\""
                  + from.logical() + "_" + member.logical() + "_fkey\", " + member.constant()
                  + ", () -> " + target.type() + ".MAPPING).notEnforced()"));
      return;
    }
  }

  /** Whether a column is called as the id of a table, or as the table with {@code id} behind it. */
  private static boolean isNamedAfter(String column, AggregatePlan target) {
    List<MemberPlan> id = target.id().members();
    if (id.size() != 1) {
      return false;
    }
    String name = plain(column);
    String key = plain(id.get(0).column().name());
    String table = plain(target.table().name());
    boolean telling = key.length() > 3 && !key.equals("code") && !key.equals("name");
    return (name.equals(key) && telling)
        || name.equals(table + "id")
        || (table.endsWith("s") && name.equals(table.substring(0, table.length() - 1) + "id"));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static List<String> names(List<MemberPlan> members) {
    return members.stream().map(member -> member.column().name()).toList();
  }

  private void add(String table, String part, String text) {
    found.add(new Finding(Finding.Kind.SUGGESTED, table, part, text));
  }
}
