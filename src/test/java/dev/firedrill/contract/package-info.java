/**
 * What Firedrill relies on in a cluster, as cases that run on the real backend and on the simulated
 * one. The real cluster is the referee: an expectation is what it answers.
 */
@NullMarked
package dev.firedrill.contract;

import org.jspecify.annotations.NullMarked;
