package org.bilayer.query;

/**
 * A place between two rows of a sorted query, at which a page can begin or end. The text is opaque and safe in
 * a URL. A cursor belongs to one query: another query refuses the cursor, and every query refuses a changed
 * cursor.
 *
 * @param token the text to pass back
 */
public record Cursor(String token) {}
