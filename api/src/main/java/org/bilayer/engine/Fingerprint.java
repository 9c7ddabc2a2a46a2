package org.bilayer.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilayer.spi.Condition;
import org.bilayer.spi.Sort;
import org.bilayer.spi.StoredType;
import org.bilayer.spi.Table;

/**
 * A query as bytes, the same in every process that has the same model and different for every other query, to tell whose cursor
 * a cursor is.
 */
final class Fingerprint {

  /*
   * An application may build a condition from a set, whose order of iteration depends on hash codes and differs between
   * processes. The values of a list are therefore written in the order of their type, the parts of AND and OR in the order of
   * their own bytes. Neither order changes what a condition means.
   */

  private final DataOutputStream out;

  private Fingerprint(DataOutputStream out) {
    this.out = out;
  }

  static byte[] of(Table table, Condition where, List<Sort> order) {
    var bytes = new ByteArrayOutputStream();
    var fingerprint = new Fingerprint(new DataOutputStream(bytes));
    try {
      fingerprint.add(table, where);
      for (Sort sort : order) {
        fingerprint.addColumn(table, sort.column());
        fingerprint.out.writeBoolean(sort.descending());
        fingerprint.out.writeBoolean(sort.nullsFirst());
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Table table, Condition condition) throws IOException {
    out.writeUTF(condition.getClass().getSimpleName());
    if (condition instanceof Condition.Always always) {
      out.writeBoolean(always.value());
    } else if (condition instanceof Condition.Compare compare) {
      addColumn(table, compare.column());
      out.writeUTF(compare.operator().name());
      StoredValues.write(out, table.type(compare.column()), compare.value());
    } else if (condition instanceof Condition.CompareColumns compare) {
      addColumn(table, compare.left());
      out.writeUTF(compare.operator().name());
      addColumn(table, compare.right());
    } else if (condition instanceof Condition.In in) {
      addColumn(table, in.column());
      StoredType type = table.type(in.column());
      out.writeInt(in.values().size());
      for (Object value : in.values().stream().sorted(type::compare).toList()) {
        StoredValues.write(out, type, value);
      }
    } else if (condition instanceof Condition.IsNull isNull) {
      addColumn(table, isNull.column());
    } else if (condition instanceof Condition.Matches matches) {
      addColumn(table, matches.column());
      out.writeUTF(matches.match().name());
      StoredValues.write(out, table.type(matches.column()), matches.text());
    } else if (condition instanceof Condition.And and) {
      addAll(table, and.all());
    } else if (condition instanceof Condition.Or or) {
      addAll(table, or.any());
    } else if (condition instanceof Condition.Not not) {
      add(table, not.condition());
    } else if (condition instanceof Condition.Exists exists) {
      out.writeUTF(exists.table().name());
      add(exists.table(), exists.condition());
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
