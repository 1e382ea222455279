package dev.firedrill.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a case ended on one backend.
 *
 * @param name the case
 * @param passed whether the cluster behaved so
 * @param message what was seen instead, or empty
 */
record CaseResult(@JsonProperty("case") String name, boolean passed, String message) {}
