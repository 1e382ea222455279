package dev.firedrill.scenario;

/**
 * What a scenario's author expects of it. A drill of a wrong runbook has to fail, and for the right
 * reason; the verdict itself does not know of this.
 *
 * @param pass true where it is expected to pass
 * @param reason for one that is to fail, a text that has to be in the summary of a finding that
 *     failed; empty otherwise
 */
public record ExpectedVerdict(boolean pass, String reason) {}
