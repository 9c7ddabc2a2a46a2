/**
 * Runs the migrations of an application by Flyway, which the application adds itself. Start at {@link
 * org.bilayer.mybatis.migration.FlywayMigrations}.
 */
@NullMarked
package org.bilayer.mybatis.migration;

import org.jspecify.annotations.NullMarked;
