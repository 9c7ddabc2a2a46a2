package org.bilayer.store;

/**
 * One criterion of an order.
 *
 * @param column position in the table
 * @param descending whether greater values come first
 * @param nullsFirst where rows without a value go, whatever the direction
 */
public record SortColumn(int column, boolean descending, boolean nullsFirst) {}
