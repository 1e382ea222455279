/**
 * What is put on a cluster while it is changed: a workload, open-loop load on it and on the API,
 * and a ledger of acknowledged writes.
 */
@NullMarked
package dev.firedrill.workload;

import org.jspecify.annotations.NullMarked;
