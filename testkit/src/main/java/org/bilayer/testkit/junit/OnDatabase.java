package org.bilayer.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets the tests of a class run on a database instead of in memory; see {@link LayerExtension}. A class that extends
 * another and has this annotation runs the same tests on the database.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnDatabase {

  /** {@code h2}, {@code postgresql} or {@code mariadb}; where to find it is said at {@code Databases}. */
  String value();
}
