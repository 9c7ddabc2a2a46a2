/**
 * The interface that a backend implements, in terms of rows. A backend never sees a domain object. Start at
 * {@link org.bilayer.store.Store} and {@link org.bilayer.store.StoreSession}. The other types of this package
 * are data that these two interfaces exchange.
 *
 * <p>A row is an array of stored values, one value for each column of the {@link org.bilayer.store.Table}, in
 * the order of the columns. Null stands for SQL's NULL. Each value has the Java class of its {@link
 * org.bilayer.value.StoredType}, and the engine has checked and normalised it. Nobody changes a row after
 * handing it over: engine and backend may share and keep the row.
 */
@NullMarked
package org.bilayer.store;

import org.jspecify.annotations.NullMarked;
