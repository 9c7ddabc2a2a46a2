/**
 * The definitions from which the tables of a model are created, as values: for tools that write migrations. Applications do not
 * need this package. Start at {@link org.bilayer.mybatis.schema.SchemaDefinition}.
 */
@NullMarked
package org.bilayer.mybatis.schema;

import org.jspecify.annotations.NullMarked;
