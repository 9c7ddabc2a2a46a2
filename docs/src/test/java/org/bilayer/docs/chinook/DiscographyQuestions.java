package org.bilayer.docs.chinook;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static org.bilayer.docs.chinook.Chinook.COMPOSER;
import static org.bilayer.docs.chinook.Chinook.LENGTH;
import static org.bilayer.docs.chinook.Facts.each;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bilayer.DataLayer;
import org.bilayer.docs.chinook.Facts.Listed;
import org.bilayer.docs.chinook.domain.AlbumWithTracks;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** Questions to albums that own their tracks; the layer has the model {@link Discography#MODEL}. */
final class DiscographyQuestions {

  private final DataLayer discography;

  DiscographyQuestions(DataLayer discography) {
    this.discography = discography;
  }

  /** The albums with a track longer than this, by title. */
  Set<String> albumsWithTrackLongerThan(Duration length) {
    return albums(Discography.ALBUM_TRACKS.any(LENGTH.gt(length)));
  }

  /** The albums on which no composer is known. */
  Set<String> albumsWithoutKnownComposer() {
    return albums(Discography.ALBUM_TRACKS.none(COMPOSER.isNotNull()));
  }

  /** The albums with a track of a genre by somebody whose name begins like this. */
  Set<String> albumsWith(int genre, String composer) {
    return albums(Discography.ALBUM_TRACKS.any(
        Chinook.GENRE_OF.eq(genre).and(COMPOSER.startsWith(composer))));
  }

  private Set<String> albums(Specification<AlbumWithTracks> where) {
    return discography.execute(work -> each(work.repository(Discography.ALBUMS).find(where).stream()
        .map(AlbumWithTracks::title)
        .toList()));
  }

  /** The longest albums, the longest first. */
  List<Listed> longestAlbums(int count) {
    return discography.execute(work -> work.repository(Discography.ALBUMS).stream(
        Query.orderedBy(Discography.TITLE.asc()),
        all -> all.sorted(comparing(AlbumWithTracks::length, reverseOrder()))
            .limit(count)
            .map(album -> new Listed(album.title(), album.tracks().size(), album.length()))
            .toList()));
  }
}
