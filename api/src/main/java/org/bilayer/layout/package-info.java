/**
 * The compiler from a model to tables and rows. The types named {@code …Part} describe what an application has declared;
 * {@link org.bilayer.layout.Layouts} compiles them; a {@link org.bilayer.layout.Layout} turns objects into rows and back.
 * For the engine, backends and tools: applications use {@code org.bilayer.model}, and these types may change in any
 * release.
 */
@NullMarked
package org.bilayer.layout;

import org.jspecify.annotations.NullMarked;
