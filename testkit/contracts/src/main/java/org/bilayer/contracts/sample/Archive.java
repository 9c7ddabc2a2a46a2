package org.bilayer.contracts.sample;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;

/** Documents, with columns of the largest sizes there are. */
public final class Archive {

  public static final int TEXT_LENGTH_MAX = 10_000;
  public static final int SCAN_LENGTH_MAX = 65_000;

  public static final Column<Document, String> ID = Column.of("id", Codec.text(10), Document::id);
  public static final Column<Document, String> TEXT =
      Column.of("text", Codec.text(TEXT_LENGTH_MAX), Document::text);
  public static final Column<Document, byte[]> SCAN =
      Column.of("scan", Codec.bytes(SCAN_LENGTH_MAX), Document::scan);

  public static final Mapping<Document, String> DOCUMENTS = Mapping.of(
          Document.class, "document", ID)
      .with(TEXT, SCAN)
      .construct(row -> new Document(row.get(ID), row.get(TEXT), row.get(SCAN)));

  public static final Model MODEL = Model.of(DOCUMENTS);

  private Archive() {}
}
