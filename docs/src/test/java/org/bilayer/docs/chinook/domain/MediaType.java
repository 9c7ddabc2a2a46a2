package org.bilayer.docs.chinook.domain;

/** A file format. */
public record MediaType(int id, String name) {}
