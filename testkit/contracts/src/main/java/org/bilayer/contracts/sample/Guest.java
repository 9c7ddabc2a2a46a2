package org.bilayer.contracts.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guest of a hotel. */
public record Guest(
    int id,
    String badge,
    Grade grade,
    @Nullable Integer nights,
    FullName name,
    int visits,
    List<Stay> stays) {

  /** What a guest is granted. */
  public enum Grade {
    PLAIN(1),
    SILVER(2),
    GOLD(3);

    private final int number;

    Grade(int number) {
      this.number = number;
    }

    /** What newer code stores. */
    public int number() {
      return number;
    }

    /** The constant with a number. */
    public static Grade of(int number) {
      for (Grade grade : values()) {
        if (grade.number == number) {
          return grade;
        }
      }
      throw new IllegalArgumentException("There is no grade " + number + ".");
    }
  }

  /** A name in two parts. */
  public record FullName(String first, String last) {

    /** Reads both parts, with a blank between them. */
    public static FullName of(String text) {
      int blank = text.indexOf(' ');
      return new FullName(text.substring(0, blank), text.substring(blank + 1));
    }

    /** Both parts, with a blank between them. */
    public String text() {
      return first + ' ' + last;
    }
  }

  /** A stay in a room. */
  public record Stay(int number, String room) {}

  /** The guest with another badge. */
  public Guest withBadge(String badge) {
    return new Guest(id, badge, grade, nights, name, visits, stays);
  }

  /** The guest with another name. */
  public Guest withName(FullName name) {
    return new Guest(id, badge, grade, nights, name, visits, stays);
  }

  /** The guest after a further visit. */
  public Guest visiting() {
    return new Guest(id, badge, grade, nights, name, visits + 1, stays);
  }

  /** The guest with other stays. */
  public Guest withStays(List<Stay> stays) {
    return new Guest(id, badge, grade, nights, name, visits, stays);
  }
}
