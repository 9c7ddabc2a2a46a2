package org.bilayer.contracts.sample;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.jspecify.annotations.Nullable;

/** An attachment of a message: text and bytes that are too long to be compared. */
@SuppressWarnings("ArrayRecordComponent") // long bytes are one of the types
public record Attachment(int id, String text, byte @Nullable [] content) {

  public static final int TEXT_MAX = 2_000_000;
  public static final int BYTES_MAX = 8_000_000;

  public static final Column<Attachment, Integer> ID =
      Column.of("id", Codec.int32(), Attachment::id);
  public static final Column<Attachment, String> TEXT =
      Column.of("text", Codec.longText(TEXT_MAX), Attachment::text);
  public static final Column<Attachment, byte[]> CONTENT =
      Column.nullable("content", Codec.longBytes(BYTES_MAX), Attachment::content);

  public static final Mapping<Attachment, Integer> ATTACHMENTS = Mapping.of(
          Attachment.class, "attachment", ID)
      .with(TEXT, CONTENT)
      .construct(row -> new Attachment(row.get(ID), row.get(TEXT), row.getOrNull(CONTENT)));

  public static final Model MODEL = Model.of(ATTACHMENTS);
}
