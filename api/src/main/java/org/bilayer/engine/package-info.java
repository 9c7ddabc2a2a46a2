/**
 * What both backends share: identity map, change detection, flush plan and the life of a unit of work, written once
 * against the rows of {@code org.bilayer.store}. Backends start at {@link org.bilayer.engine.Engine}.
 */
@NullMarked
package org.bilayer.engine;

import org.jspecify.annotations.NullMarked;
