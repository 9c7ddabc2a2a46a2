package org.example.shop;

/** Something that is sold. */
public record Product(String sku, String name, int stock) {}
