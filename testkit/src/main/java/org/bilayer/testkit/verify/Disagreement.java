package org.bilayer.testkit.verify;

/** The first place at which two backends gave different answers to one history. */
record Disagreement(String place, String what, String memory, String database) {}
