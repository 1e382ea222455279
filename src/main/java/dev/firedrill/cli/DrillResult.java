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
 * @param trace a digest of everything that happened, the same for equal runs; empty where nobody
 *     can say
 */
record DrillResult(RunFolder folder, History history, Verdict verdict, String trace) {}
