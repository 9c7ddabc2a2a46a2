package org.bilayer.engine.query;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bilayer.query.Cursor;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Cursors as text: the direction, the side and the sort values of a row, followed by an HMAC-SHA-256 (RFC 2104) over them and the
 * query's fingerprint. The fingerprint is not in the text: another query computes another code and so refuses it.
 */
public final class CursorTokens {

  /**
   * A place beside a row, and the direction in which to read from it.
   *
   * @param backwards whether to read towards the beginning
   * @param behind whether the place is behind the row, otherwise before it
   * @param values the row's sort values
   */
  record Position(boolean backwards, boolean behind, List<@Nullable Object> values) {

    /** Whether the row itself is not among those to read. */
    boolean excludesRow() {
      return behind != backwards;
    }

    /** The same place, read from in the other direction. */
    Position turned() {
      return new Position(!backwards, behind, values);
    }
  }

  private static final int BACKWARDS = 1;
  private static final int BEHIND = 2;

  private static final String ALGORITHM = "HmacSHA256";

  /** Half of the code is enough against guessing and keeps the text short. */
  private static final int CODE_LENGTH = 16;

  /** Used where the application gave no secret; finds damage and mix-ups, not forgery. */
  private static final byte[] NO_SECRET = {0};

  private final SecretKeySpec key;

  /** Made when first needed and then kept: to find a provider and prepare the secret takes longer than a code. */
  private @Nullable Mac mac;

  /** Cursors signed with a secret; empty for none. */
  public CursorTokens(byte[] secret) {
    this.key = new SecretKeySpec(secret.length == 0 ? NO_SECRET : secret, ALGORITHM);
  }

  /** A cursor to the rows behind a row, or before it where it leads backwards. */
  Cursor write(
      byte[] fingerprint,
      Table table,
      List<SortColumn> order,
      boolean backwards,
      @Nullable Object[] row) {
    var values = new ArrayList<@Nullable Object>(order.size());
    for (SortColumn sort : order) {
      values.add(row[sort.column()]);
    }
    return write(fingerprint, table, order, new Position(backwards, !backwards, values));
  }

  /** A cursor to a place. */
  Cursor write(byte[] fingerprint, Table table, List<SortColumn> order, Position position) {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    try {
      out.writeByte((position.backwards() ? BACKWARDS : 0) | (position.behind() ? BEHIND : 0));
      for (int i = 0; i < order.size(); i++) {
        StoredValues.write(
            out, table.type(order.get(i).column()), position.values().get(i));
      }
      bytes.write(code(fingerprint, bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Cursor(encoded(bytes.toByteArray()));
  }

  /**
   * What a cursor says.
   *
   * @throws IllegalArgumentException if it is not one of this query's cursors, unchanged
   */
  Position read(byte[] fingerprint, Table table, List<SortColumn> order, Cursor cursor) {
    byte[] bytes = decoded(cursor.token());
    int length = bytes.length - CODE_LENGTH;
    if (length < 1) {
      throw refused(null);
    }
    byte[] content = Arrays.copyOf(bytes, length);
    byte[] code = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!MessageDigest.isEqual(code, code(fingerprint, content))) {
      throw refused(null);
    }
    var in = ByteBuffer.wrap(content);
    try {
      byte flags = in.get();
      if ((flags & ~(BACKWARDS | BEHIND)) != 0) {
        throw refused(null);
      }
      var values = new ArrayList<@Nullable Object>();
      for (SortColumn sort : order) {
        Object value = StoredValues.read(in, table.type(sort.column()));
        if (value == null && !table.columns().get(sort.column()).nullable()) {
          throw refused(null);
        }
        values.add(value);
      }
      if (in.hasRemaining()) {
        throw refused(null);
      }
      return new Position((flags & BACKWARDS) != 0, (flags & BEHIND) != 0, values);
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** Base 64 has several texts for the same bytes, of which only the one that was written is accepted. */
  private static byte[] decoded(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
    if (!encoded(bytes).equals(token)) {
      throw refused(null);
    }
    return bytes;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** One at a time; it takes less than a microsecond. */
  private synchronized byte[] code(byte[] fingerprint, byte[] content) {
    try {
      Mac known = mac;
      if (known == null) {
        known = Mac.getInstance(ALGORITHM);
        known.init(key);
        mac = known;
      }
      // Both differ in length: without it, the end of one could pass for the beginning of the
      // other.
      known.update(ByteBuffer.allocate(Integer.BYTES).putInt(fingerprint.length).array());
      known.update(fingerprint);
      return Arrays.copyOf(known.doFinal(content), CODE_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
    }
  }

  private static IllegalArgumentException refused(@Nullable Exception cause) {
    return new IllegalArgumentException(
        "The cursor belongs to another query, or was changed. A cursor is valid only for the "
            + "query that made it:"
            + " same condition, same order, same model, same secret. Begin again with the first page.",
        cause);
  }
}
