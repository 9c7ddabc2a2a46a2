package org.bilayer.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.Operation;

/**
 * Makes one operation of a test's data layer fail; counted from the beginning of the test method, so that what a {@code
 * @BeforeEach} method does is spared. A fault that is never met fails the test. A test that wants to decide later takes the {@code FaultPlan} as a parameter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(InjectFault.All.class)
public @interface InjectFault {

  /** What fails. */
  Operation operation();

  /** How. */
  Fault fault();

  /** Which one of its kind, 1 for the first. */
  int nth() default 1;

  /** Several faults. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {

    /** The faults. */
    InjectFault[] value();
  }
}
