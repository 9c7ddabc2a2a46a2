package org.bilayer.testkit.verify;

/**
 * One thing that is done in a unit of work of a {@link History}. Immutable. Made by {@link Steps}; its text is the Java that
 * makes it.
 */
public sealed interface Step permits DrawnStep {}
