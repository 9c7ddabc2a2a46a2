package org.bilayer.tools.migration;

/**
 * A file of a proposal.
 *
 * <p>Immutable.
 *
 * @param name within the folder of migrations, such as {@code V2__add_email.sql}
 * @param text plain SQL, or settings of the runner for the file before
 */
public record MigrationFile(String name, String text) {}
