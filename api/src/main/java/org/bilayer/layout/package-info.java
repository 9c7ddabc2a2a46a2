/**
 * The compiler from a model to tables and rows. The types named {@code …Part} describe the declarations of an
 * application. {@link org.bilayer.layout.Layouts} compiles these descriptions. A {@link
 * org.bilayer.layout.Layout} turns objects into rows and back. For the engine, backends and tools: applications
 * use {@code org.bilayer.model}, and the types of this package may change in any release.
 */
@NullMarked
package org.bilayer.layout;

import org.jspecify.annotations.NullMarked;
