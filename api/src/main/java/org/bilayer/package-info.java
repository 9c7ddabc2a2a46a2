/**
 * The data layer as use cases see it. A {@link org.bilayer.DataLayer} runs units of work, a {@link
 * org.bilayer.UnitOfWork} returns repositories, and use cases do not depend on the backend. Start at {@link
 * org.bilayer.DataLayer}.
 */
@NullMarked
package org.bilayer;

import org.jspecify.annotations.NullMarked;
