/**
 * Checks an application's own model on both backends. Start at {@link org.bilayer.testkit.verify.ModelVerification}; the
 * package {@link org.bilayer.testkit.verify.history} is the language in which a difference is printed. {@link
 * org.bilayer.testkit.verify.Fixtures} draw objects for ordinary tests by the same means.
 */
@NullMarked
package org.bilayer.testkit.verify;

import org.jspecify.annotations.NullMarked;
