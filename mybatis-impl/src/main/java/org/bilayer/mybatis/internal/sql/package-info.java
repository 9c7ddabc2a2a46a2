/**
 * Writes SQL from the data of {@code org.bilayer.store}: {@link org.bilayer.mybatis.internal.sql.TableSql} the statements
 * of a table, {@link org.bilayer.mybatis.internal.sql.CreateScript} its definition.
 */
@NullMarked
package org.bilayer.mybatis.internal.sql;

import org.jspecify.annotations.NullMarked;
