package org.bilayer.testkit.verify;

import java.util.List;

/**
 * What came of a history on one backend.
 *
 * @param observations one for each step that was reached and each ending, in order
 * @param contents every row at the end, as text
 */
record Trace(List<Observation> observations, String contents) {}
