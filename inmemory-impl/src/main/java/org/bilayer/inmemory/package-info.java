/**
 * The backend that keeps an application's data in memory. Start at {@link org.bilayer.inmemory.InMemoryDataLayer}.
 */
@NullMarked
package org.bilayer.inmemory;

import org.jspecify.annotations.NullMarked;
