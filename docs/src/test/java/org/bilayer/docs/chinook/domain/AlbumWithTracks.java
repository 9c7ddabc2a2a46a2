package org.bilayer.docs.chinook.domain;

import java.time.Duration;
import java.util.Map;

/**
 * An album as a listener sees it: its recordings belong to it.
 *
 * @param tracks by track id, at least one
 */
public record AlbumWithTracks(int id, String title, int artistId, Map<Integer, Recording> tracks) {

  /** Copies the map. */
  public AlbumWithTracks {
    tracks = Map.copyOf(tracks);
  }

  /** How long all tracks are together. */
  public Duration length() {
    return tracks.values().stream().map(Recording::length).reduce(Duration.ZERO, Duration::plus);
  }
}
