/**
 * Reads what databases tell about their tables, one class per kind of database. Start at {@link
 * org.bilayer.mybatis.internal.catalogue.DatabaseCatalogue}.
 */
@NullMarked
package org.bilayer.mybatis.internal.catalogue;

import org.jspecify.annotations.NullMarked;
