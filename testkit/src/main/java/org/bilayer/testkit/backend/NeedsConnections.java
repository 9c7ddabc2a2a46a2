package org.bilayer.testkit.backend;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A contract test that holds several connections at the same time, because it has as many units of work open. A test without
 * this mark holds one at most, and fails if its store takes another.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(ConnectionLimit.class)
public @interface NeedsConnections {

  /** How many connections the test holds at most. */
  int value();
}
