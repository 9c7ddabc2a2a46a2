package org.bilayer.testkit.sample;

/** Something to buy. */
public record Product(String sku, String title) {}
