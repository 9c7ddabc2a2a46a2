/** A garage, whose model uses what the bank's does not: owned rows, sealed types, documents, sequences, queries by hand. */
package org.bilayer.docs.garage;
