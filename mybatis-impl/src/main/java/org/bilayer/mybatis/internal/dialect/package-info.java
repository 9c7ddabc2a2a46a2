/**
 * What differs between databases: one {@link org.bilayer.mybatis.internal.dialect.Dialect} per product. Start there;
 * nothing outside this package asks which database it talks to.
 */
@NullMarked
package org.bilayer.mybatis.internal.dialect;

import org.jspecify.annotations.NullMarked;
