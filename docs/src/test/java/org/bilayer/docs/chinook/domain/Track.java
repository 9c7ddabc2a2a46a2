package org.bilayer.docs.chinook.domain;

/** A recording that is sold by itself, so that invoices and playlists refer to it. */
public record Track(int id, int albumId, Recording recording) {}
