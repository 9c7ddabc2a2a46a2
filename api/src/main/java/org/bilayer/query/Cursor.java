package org.bilayer.query;

/**
 * A place between two rows of a sorted query, to continue from. Opaque text, safe in a URL; it belongs to one
 * query and is refused by another, and after any change to it.
 *
 * @param token what to hand back
 */
public record Cursor(String token) {}
