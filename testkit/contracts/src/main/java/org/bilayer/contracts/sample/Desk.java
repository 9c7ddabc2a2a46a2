package org.bilayer.contracts.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;

/** A mutable class, and a class that has its version as an attribute. */
public final class Desk {

  public static final Column<Ticket, UUID> ID = Column.of("id", Codec.uuid(), Ticket::id);
  public static final Column<Ticket, String> TITLE =
      Column.of("title", Codec.text(40), Ticket::title);
  public static final Column<Ticket, String> ASSIGNEE =
      Column.nullable("assignee", Codec.text(40), Ticket::assignee);
  public static final Column<Ticket, byte[]> ATTACHMENT =
      Column.of("attachment", Codec.bytes(100), Ticket::attachment);

  public static final Column<Ticket.Note, String> TEXT =
      Column.of("text", Codec.text(100), Ticket.Note::text);
  public static final Value<Ticket.Note> NOTE =
      Value.of(Ticket.Note.class, row -> new Ticket.Note(row.get(TEXT)), TEXT);
  public static final ElementCollection<Ticket, Ticket.Note, List<Ticket.Note>> NOTES =
      ElementCollection.list("ticket_note", NOTE, Ticket::notes);

  public static final Mapping<Ticket, UUID> TICKETS = Mapping.of(Ticket.class, "ticket", ID)
      .with(TITLE, ASSIGNEE, ATTACHMENT, NOTES)
      .construct(row -> new Ticket(
          row.get(ID),
          row.get(TITLE),
          row.getOrNull(ASSIGNEE),
          row.get(ATTACHMENT),
          new ArrayList<>(row.get(NOTES))));

  public static final Column<Manuscript, String> MANUSCRIPT_ID =
      Column.of("id", Codec.text(20), Manuscript::id);
  public static final Column<Manuscript, String> MANUSCRIPT_TITLE =
      Column.of("title", Codec.text(40), Manuscript::title);
  public static final Column<Manuscript, Long> REVISION =
      Column.of("revision", Codec.int64(), Manuscript::version);

  public static final Mapping<Manuscript, String> MANUSCRIPTS = Mapping.of(
          Manuscript.class, "manuscript", MANUSCRIPT_ID)
      .with(MANUSCRIPT_TITLE)
      .version(REVISION)
      .construct(row ->
          new Manuscript(row.get(MANUSCRIPT_ID), row.get(MANUSCRIPT_TITLE), row.get(REVISION)));

  public static final Model MODEL = Model.of(TICKETS, MANUSCRIPTS);

  private Desk() {}
}
