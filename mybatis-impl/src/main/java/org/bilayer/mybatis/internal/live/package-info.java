/**
 * Compares the tables of a live database with the schema of a model. Start at {@link
 * org.bilayer.mybatis.internal.live.LiveCheck}.
 */
@NullMarked
package org.bilayer.mybatis.internal.live;

import org.jspecify.annotations.NullMarked;
