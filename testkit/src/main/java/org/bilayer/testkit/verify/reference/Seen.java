package org.bilayer.testkit.verify.reference;

import org.bilayer.testkit.verify.history.RowValues;

/** An aggregate with the values that a query sees of it, also of those to which it refers. */
record Seen(Aggregate aggregate, RowValues row) {}
