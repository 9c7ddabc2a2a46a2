package org.bilayer.testkit.verify.comparing;

import java.util.List;

/**
 * What came of a history on one backend.
 *
 * @param observations one for each step that was reached and each ending, in order
 * @param contents every row at the end, as text
 */
public record HistoryResult(List<Observation> observations, String contents) {}
