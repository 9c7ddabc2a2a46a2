package org.bilayer.contracts.sample;

import java.util.UUID;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;

/** Nodes that refer to nodes: a nullable reference to the own table, and a nullable unique key. */
public final class Forest {

  public static final Column<Node, UUID> ID = Column.of("id", Codec.uuid(), Node::id);
  public static final Column<Node, String> LABEL =
      Column.nullable("label", Codec.text(20), Node::label);
  public static final Column<Node, UUID> PARENT =
      Column.nullable("parent", Codec.uuid(), Node::parent);

  public static final Mapping<Node, UUID> NODES = nodes();

  public static final Model MODEL = Model.of(NODES);

  private Forest() {}

  private static Mapping<Node, UUID> nodes() {
    return Mapping.of(Node.class, "node", ID)
        .with(LABEL, PARENT)
        .unique("node_label_key", LABEL)
        .references(Reference.of("node_parent_fkey", PARENT, () -> Forest.NODES))
        .construct(row -> new Node(row.get(ID), row.getOrNull(LABEL), row.getOrNull(PARENT)));
  }
}
