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
 * Cursors as text: the direction, the side and the sort values of a row, followed by an HMAC-SHA-256 (RFC 2104) over
 * them and the query's fingerprint. The text does not contain the fingerprint. Another query computes another code,
 * and therefore refuses the cursor.
 */
public final class CursorTokens {

  /**
   * A place before or after a row, and the direction of reading from this place.
   *
   * @param backwards whether to read towards the beginning
   * @param behind true if the place is after the row, false if the place is before the row
   * @param values the row's sort values
   */
  record Position(boolean backwards, boolean behind, List<@Nullable Object> values) {

    /** Whether the rows to read exclude the row itself. */
    boolean excludesRow() {
      return behind != backwards;
    }

    /** The same place with the other direction. */
    Position turned() {
      return new Position(!backwards, behind, values);
    }
  }

  private static final int BACKWARDS = 1;
  private static final int BEHIND = 2;

  private static final String ALGORITHM = "HmacSHA256";

  /** Half of the code is sufficient against guessing, and keeps the text short. */
  private static final int CODE_LENGTH = 16;

  /** Used if the application has set no secret. Detects damaged and confused cursors, but no forged cursors. */
  private static final byte[] NO_SECRET = {0};

  private final SecretKeySpec key;

  /**
   * Created at the first use and then kept, because finding a provider and preparing the secret takes longer than
   * computing a code.
   */
  private @Nullable Mac mac;

  /** Creates cursors that are signed with a secret. Empty if there is no secret. */
  public CursorTokens(byte[] secret) {
    this.key = new SecretKeySpec(secret.length == 0 ? NO_SECRET : secret, ALGORITHM);
  }

  /** A cursor to the rows after a row, or, backwards, to the rows before a row. */
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
   * Decodes a cursor.
   *
   * @throws IllegalArgumentException if another query made the cursor, or the cursor was changed
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

  /** Base 64 has several texts for the same bytes. Only the text that the library wrote is accepted. */
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

  /** One thread at a time. A call takes less than a microsecond. */
  private synchronized byte[] code(byte[] fingerprint, byte[] content) {
    try {
      Mac known = mac;
      if (known == null) {
        known = Mac.getInstance(ALGORITHM);
        known.init(key);
        mac = known;
      }
      // Both parts vary in length. Without the length, two different pairs could give the same
      // bytes.
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
