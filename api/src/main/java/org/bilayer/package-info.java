/**
 * The data layer as use cases see it: a {@link org.bilayer.DataLayer} runs units of work, a {@link
 * org.bilayer.UnitOfWork} hands out repositories, and none of them knows which backend it is on. Start at
 * {@link org.bilayer.DataLayer}.
 */
@NullMarked
package org.bilayer;

import org.jspecify.annotations.NullMarked;
