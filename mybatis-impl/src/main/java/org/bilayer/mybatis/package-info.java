/**
 * The backend that keeps rows in a SQL database, through MyBatis. Start at {@link org.bilayer.mybatis.MyBatisDataLayer}.
 */
@NullMarked
package org.bilayer.mybatis;

import org.jspecify.annotations.NullMarked;
