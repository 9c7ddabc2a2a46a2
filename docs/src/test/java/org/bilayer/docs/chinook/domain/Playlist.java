package org.bilayer.docs.chinook.domain;

import java.util.Set;

/**
 * Tracks that somebody put together; names are not unique.
 *
 * @param tracks their ids, in no particular order
 */
public record Playlist(int id, String name, Set<Integer> tracks) {

  /** Copies the set. */
  public Playlist {
    tracks = Set.copyOf(tracks);
  }
}
