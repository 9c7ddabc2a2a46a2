/**
 * The bank's own types: plain Java, free of any library. Start at {@link org.bilayer.docs.bank.domain.Account}.
 */
@NullMarked
package org.bilayer.docs.bank.domain;

import org.jspecify.annotations.NullMarked;
