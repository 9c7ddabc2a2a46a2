/**
 * The description of an application's domain, as constants: columns with codecs, value objects, owned
 * collections, keys and rules. Start at {@link org.bilayer.model.Mapping} and {@link org.bilayer.model.Model}.
 */
@NullMarked
package org.bilayer.model;

import org.jspecify.annotations.NullMarked;
