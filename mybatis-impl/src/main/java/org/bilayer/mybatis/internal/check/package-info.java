/**
 * Compares the tables of a live database with the schema of a model. Start at {@link
 * org.bilayer.mybatis.internal.check.LiveCheck}.
 */
@NullMarked
package org.bilayer.mybatis.internal.check;

import org.jspecify.annotations.NullMarked;
