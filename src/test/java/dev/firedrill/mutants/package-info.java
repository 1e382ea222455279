/**
 * Wrong runbooks and operations with a defect, each of which has to be caught on simulated clusters
 * while its correct twin passes.
 */
@NullMarked
package dev.firedrill.mutants;

import org.jspecify.annotations.NullMarked;
