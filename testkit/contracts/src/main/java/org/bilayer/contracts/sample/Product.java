package org.bilayer.contracts.sample;

/** Something to buy. */
public record Product(String sku, String title) {}
