/**
 * Real databases for tests: each is found or started at most once per JVM, and each test gets a
 * schema of its own in it. Start at {@link org.bilayer.testkit.database.Databases}.
 */
@NullMarked
package org.bilayer.testkit.database;

import org.jspecify.annotations.NullMarked;
