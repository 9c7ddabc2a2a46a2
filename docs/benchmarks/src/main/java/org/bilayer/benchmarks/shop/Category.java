package org.bilayer.benchmarks.shop;

/** What items are sorted by. */
public record Category(int id, String name) {}
