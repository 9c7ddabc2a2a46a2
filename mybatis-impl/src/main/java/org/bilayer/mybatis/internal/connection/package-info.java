/**
 * Connections of the application's pool: how they are taken and refused, how long a unit may use them, and what their failures
 * mean. Start at {@link org.bilayer.mybatis.internal.connection.Connections}.
 */
@NullMarked
package org.bilayer.mybatis.internal.connection;

import org.jspecify.annotations.NullMarked;
