package org.bilayer.contracts.sample;

/** Something large: a text and its scan. */
@SuppressWarnings("ArrayRecordComponent") // compared attribute by attribute
public record Document(String id, String text, byte[] scan) {}
