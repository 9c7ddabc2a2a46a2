/**
 * The description of a live database as values: what a model is compared with, and what source code and migrations are made
 * from. Start at {@link org.bilayer.store.catalogue.CatalogueReader}.
 */
@NullMarked
package org.bilayer.store.catalogue;

import org.jspecify.annotations.NullMarked;
