package org.bilayer.docs.chinook.domain;

/** Who makes albums. */
public record Artist(int id, String name) {}
