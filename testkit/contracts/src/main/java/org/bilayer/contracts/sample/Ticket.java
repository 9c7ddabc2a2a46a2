package org.bilayer.contracts.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mutable aggregate, with everything that can be changed behind somebody's back. Not thread-safe. */
public final class Ticket {

  /** A note on a ticket; has no key, only a place in the list. */
  public record Note(String text) {}

  private final UUID id;
  private String title;
  private @Nullable String assignee;
  private final byte[] attachment;
  private final List<Note> notes;

  /** Keeps the array and the list as they are, like a class that trusts its callers. */
  public Ticket(
      UUID id, String title, @Nullable String assignee, byte[] attachment, List<Note> notes) {
    this.id = id;
    this.title = title;
    this.assignee = assignee;
    this.attachment = attachment;
    this.notes = notes;
  }

  /** A ticket without assignee and notes, and an attachment of three bytes. */
  public static Ticket of(UUID id, String title) {
    return new Ticket(id, title, null, new byte[] {1, 2, 3}, new ArrayList<>());
  }

  /** The id. */
  public UUID id() {
    return id;
  }

  /** What it is about. */
  public String title() {
    return title;
  }

  /** Changes the title. */
  public void rename(String next) {
    this.title = Objects.requireNonNull(next);
  }

  /** Who works on it, or null. */
  public @Nullable String assignee() {
    return assignee;
  }

  /** Changes who works on it. */
  public void assign(@Nullable String next) {
    this.assignee = next;
  }

  /** The array itself. */
  public byte[] attachment() {
    return attachment;
  }

  /** The list itself. */
  public List<Note> notes() {
    return notes;
  }
}
