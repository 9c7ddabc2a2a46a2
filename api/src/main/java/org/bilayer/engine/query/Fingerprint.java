package org.bilayer.engine.query;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilayer.store.Condition;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;

/**
 * A query as bytes, to recognise the query of a cursor. The bytes are the same in every process with the same model,
 * and different for every other query.
 */
final class Fingerprint {

  /*
   * An application may build a condition from a set. The order of iteration of a set depends on hash codes and
   * differs between processes. The values of a list are therefore written in the order of their type, and the parts
   * of AND and OR in the order of their bytes. These orders do not change the meaning of a condition.
   */

  private final DataOutputStream out;

  private Fingerprint(DataOutputStream out) {
    this.out = out;
  }

  static byte[] of(Table table, Condition where, List<SortColumn> order) {
    var bytes = new ByteArrayOutputStream();
    var fingerprint = new Fingerprint(new DataOutputStream(bytes));
    try {
      fingerprint.add(table, where);
      for (SortColumn sort : order) {
        fingerprint.addColumn(table, sort.column());
        fingerprint.out.writeBoolean(sort.descending());
        fingerprint.out.writeBoolean(sort.nullsFirst());
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the contents of a condition. */
  @FunctionalInterface
  private interface Content {
    void write() throws IOException;
  }

  private void add(Table table, Condition condition) throws IOException {
    out.writeUTF(condition.getClass().getSimpleName());
    condition.accept(new Contents(table)).write();
  }

  /** Visits the contents of each kind of condition. A missing kind is a compile error. */
  private final class Contents implements Condition.Visitor<Content> {

    private final Table table;

    Contents(Table table) {
      this.table = table;
    }

    @Override
    public Content always(Condition.Always always) {
      return () -> out.writeBoolean(always.value());
    }

    @Override
    public Content compare(Condition.Compare compare) {
      return () -> {
        addColumn(table, compare.column());
        out.writeUTF(compare.operator().name());
        StoredValues.write(out, table.type(compare.column()), compare.value());
      };
    }

    @Override
    public Content compareColumns(Condition.CompareColumns compare) {
      return () -> {
        addColumn(table, compare.left());
        out.writeUTF(compare.operator().name());
        addColumn(table, compare.right());
      };
    }

    @Override
    public Content in(Condition.In in) {
      return () -> {
        addColumn(table, in.column());
        out.writeInt(in.values().size());
        StoredType type = table.type(in.column());
        for (Object value : in.values().stream().sorted(type::compare).toList()) {
          StoredValues.write(out, type, value);
        }
      };
    }

    @Override
    public Content isNull(Condition.IsNull isNull) {
      return () -> addColumn(table, isNull.column());
    }

    @Override
    public Content matches(Condition.Matches matches) {
      return () -> {
        addColumn(table, matches.column());
        out.writeUTF(matches.match().name());
        StoredValues.write(out, table.type(matches.column()), matches.text());
      };
    }

    @Override
    public Content and(Condition.And and) {
      return () -> addAll(table, and.all());
    }

    @Override
    public Content or(Condition.Or or) {
      return () -> addAll(table, or.any());
    }

    @Override
    public Content not(Condition.Not not) {
      return () -> add(table, not.condition());
    }

    @Override
    public Content exists(Condition.Exists exists) {
      return () -> {
        out.writeUTF(exists.table().name());
        add(exists.table(), exists.condition());
      };
    }
  }

  private void addAll(Table table, List<Condition> parts) throws IOException {
    var written = new ArrayList<byte[]>(parts.size());
    for (Condition part : parts) {
      var bytes = new ByteArrayOutputStream();
      new Fingerprint(new DataOutputStream(bytes)).add(table, part);
      written.add(bytes.toByteArray());
    }
    written.sort(Arrays::compare);
    out.writeInt(written.size());
    for (byte[] part : written) {
      out.writeInt(part.length);
      out.write(part);
    }
  }

  private void addColumn(Table table, int column) throws IOException {
    out.writeUTF(table.name());
    out.writeUTF(table.columns().get(column).name());
  }
}
