package org.bilayer.mybatis;

/**
 * What opening a layer does about tables that are not those of the model.
 *
 * @see MyBatisDataLayer#schemaDifferences
 */
public enum SchemaCheck {

  /** Refuses to open where a difference breaks the contract; the exception lists all of them. */
  FAIL,

  /** Opens, and logs each difference that breaks the contract as a warning. The default. */
  WARN,

  /** Looks at nothing; saves some queries at the start. */
  NONE
}
