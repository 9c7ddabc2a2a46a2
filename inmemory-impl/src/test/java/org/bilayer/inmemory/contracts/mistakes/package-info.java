/** The contracts' own test: deliberate mistakes around the memory store, each of which a contract must find. */
@NullMarked
package org.bilayer.inmemory.contracts.mistakes;

import org.jspecify.annotations.NullMarked;
