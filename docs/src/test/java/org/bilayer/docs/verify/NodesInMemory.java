package org.bilayer.docs.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Node;
import org.bilayer.query.Query;
import org.jspecify.annotations.Nullable;

/** Their twin. */
class NodesInMemory implements NodeQueries {

  private final UnitOfWork work;

  NodesInMemory(UnitOfWork work) {
    this.work = work;
  }

  final List<Node> nodes(Query<Node> query) {
    return work.repository(Forest.NODES).find(query);
  }

  @Override
  public List<@Nullable String> labels(int limit) {
    return labelsOfAll(nodes(Query.orderedBy(Forest.LABEL.asc().nullsLast()).limit(limit)));
  }

  static List<@Nullable String> labelsOfAll(List<Node> nodes) {
    var labels = new java.util.ArrayList<@Nullable String>();
    nodes.forEach(node -> labels.add(node.label()));
    return labels;
  }

  @Override
  public long labelled(String label) {
    return nodes(Query.where(Forest.LABEL.eq(label))).size();
  }

  @Override
  public Optional<String> labelAbove(String label) {
    return nodes(Query.where(Forest.LABEL.eq(label))).stream()
        .flatMap(node -> Stream.ofNullable(node.parent()))
        .map(id -> work.repository(Forest.NODES).get(id))
        .flatMap(above -> Stream.ofNullable(above.label()))
        .findFirst();
  }

  @Override
  public Set<String> labelsOf(List<String> labels) {
    var found = new TreeSet<String>();
    nodes(Query.where(Forest.LABEL.in(labels))).forEach(node -> {
      if (node.label() != null) {
        found.add(node.label());
      }
    });
    return found;
  }

  @Override
  public List<Counted> counted() {
    List<Node> all = nodes(Query.all());
    return all.stream()
        .map(node -> new Counted(
            node.label(),
            all.stream().filter(child -> node.id().equals(child.parent())).count()))
        .toList();
  }

  @Override
  public List<String> wished(Wish wish) {
    var condition = wish.label() == null ? Forest.LABEL.isNotNull() : Forest.LABEL.eq(wish.label());
    return nodes(Query.where(condition).orderBy(Forest.LABEL.asc().nullsLast()).limit(wish.limit()))
        .stream()
        .map(node -> String.valueOf(node.label()))
        .toList();
  }

  @Override
  public int beginning(Prefix prefix) {
    return nodes(Query.where(Forest.LABEL.startsWith(prefix.text()))).size();
  }
}
