package org.bilayer.docs.chinook.domain;

/** A kind of music. */
public record Genre(int id, String name) {}
