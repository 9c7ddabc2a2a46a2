/**
 * A store and its sessions on MyBatis. {@link org.bilayer.mybatis.internal.session.MyBatisStore} is the entry, {@link
 * org.bilayer.mybatis.internal.session.MyBatisSession} one transaction.
 */
@NullMarked
package org.bilayer.mybatis.internal.session;

import org.jspecify.annotations.NullMarked;
