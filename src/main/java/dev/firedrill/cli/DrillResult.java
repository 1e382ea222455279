package dev.firedrill.cli;

import dev.firedrill.history.History;
import dev.firedrill.report.RunFolder;
import dev.firedrill.verdict.Verdict;

/**
 * A run that is over.
 *
 * @param folder what it left behind
 * @param history what was observed
 * @param verdict what the judge says of it
 */
record DrillResult(RunFolder folder, History history, Verdict verdict) {}
