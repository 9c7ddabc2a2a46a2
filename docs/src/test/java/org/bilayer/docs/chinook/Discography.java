package org.bilayer.docs.chinook;

import static org.bilayer.docs.chinook.Chinook.ARTISTS;
import static org.bilayer.docs.chinook.Chinook.GENRES;
import static org.bilayer.docs.chinook.Chinook.GENRE_OF;
import static org.bilayer.docs.chinook.Chinook.LENGTH;
import static org.bilayer.docs.chinook.Chinook.MEDIA_TYPES;
import static org.bilayer.docs.chinook.Chinook.MEDIA_TYPE_OF;
import static org.bilayer.docs.chinook.Chinook.RECORDING;

import java.time.Duration;
import java.util.Map;
import org.bilayer.docs.chinook.domain.AlbumWithTracks;
import org.bilayer.docs.chinook.domain.Recording;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;

/**
 * The same rows cut differently: a second model in which an album owns its tracks. Mappings and columns that both models
 * need are those of {@link Chinook}.
 */
final class Discography {

  private Discography() {}

  static final Column<AlbumWithTracks, Integer> ID =
      Column.of("id", Codec.int32(), AlbumWithTracks::id);
  static final Column<AlbumWithTracks, String> TITLE =
      Column.of("title", Codec.text(160), AlbumWithTracks::title);
  static final Column<AlbumWithTracks, Integer> ARTIST =
      Column.of("artist_id", Codec.int32(), AlbumWithTracks::artistId);
  static final ElementCollection<AlbumWithTracks, Recording, Map<Integer, Recording>> ALBUM_TRACKS =
      ElementCollection.map("track", "id", Codec.int32(), RECORDING, AlbumWithTracks::tracks)
          .references(Reference.of("track_genre_fkey", GENRE_OF, () -> GENRES))
          .references(Reference.of("track_media_type_fkey", MEDIA_TYPE_OF, () -> MEDIA_TYPES))
          .check("track_length_check", LENGTH.gt(Duration.ZERO));

  static final Mapping<AlbumWithTracks, Integer> ALBUMS = Mapping.of(
          AlbumWithTracks.class, "album", ID)
      .with(TITLE, ARTIST, ALBUM_TRACKS)
      .references(Reference.of("album_artist_fkey", ARTIST, ARTISTS))
      .construct(row ->
          new AlbumWithTracks(row.get(ID), row.get(TITLE), row.get(ARTIST), row.get(ALBUM_TRACKS)));

  static final Model MODEL = Model.of(GENRES, MEDIA_TYPES, ARTISTS, ALBUMS);
}
