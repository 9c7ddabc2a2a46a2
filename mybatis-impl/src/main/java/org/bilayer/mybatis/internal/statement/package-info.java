/**
 * What is sent to a database and read from it through MyBatis: statements, their arguments, their rows. Start at {@link
 * org.bilayer.mybatis.internal.statement.MappedStatements}.
 */
@NullMarked
package org.bilayer.mybatis.internal.statement;

import org.jspecify.annotations.NullMarked;
