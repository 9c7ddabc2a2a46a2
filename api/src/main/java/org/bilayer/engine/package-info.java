/**
 * The part that both backends share: identity map, change detection, flush plan and the course of a unit of
 * work. The engine is written once, on the rows of {@code org.bilayer.store}. Backends start at {@link
 * org.bilayer.engine.Engine}.
 */
@NullMarked
package org.bilayer.engine;

import org.jspecify.annotations.NullMarked;
