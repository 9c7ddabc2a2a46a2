/**
 * What a backend supplies, in terms of rows: it never sees a domain object. Start at {@link
 * org.bilayer.store.Store} and {@link org.bilayer.store.StoreSession}; everything else here is data that passes
 * through them.
 *
 * <p>A row is an array of stored values, one per column of its {@link org.bilayer.store.Table} in order, null
 * for SQL's NULL, each of the Java class its {@link org.bilayer.value.StoredType} names and already checked
 * and normalised by the engine. Nobody changes a row after handing it over: engine and backend may share and
 * keep it.
 */
@NullMarked
package org.bilayer.store;

import org.jspecify.annotations.NullMarked;
