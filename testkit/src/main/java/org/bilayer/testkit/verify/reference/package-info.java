/**
 * A second opinion on the engine: a small, slow model of units of work, written from the contract of {@code UnitOfWork}, {@code
 * Repository}, {@code Bulk} and {@code Query}. Start at {@code ReferenceCheck}: {@code World} performs a history, {@code
 * ModelUnit} a unit of work, {@code Rows} keeps rows and knows constraints, {@code Rules} has the rules of the contract as
 * short methods. Not exported.
 */
@NullMarked
package org.bilayer.testkit.verify.reference;

import org.jspecify.annotations.NullMarked;
