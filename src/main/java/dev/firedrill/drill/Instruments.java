package dev.firedrill.drill;

import dev.firedrill.history.History;
import dev.firedrill.waiting.Condition;

/**
 * What a drill puts beside its steps to see what they do to others: a workload, load on it and on
 * the API, the ledger, and a watcher of the cluster. They record what they see.
 */
public interface Instruments {

  /** Deploys the workload; safe to repeat. */
  void deploy();

  /** The cluster and the workload are healthy, looked at once. */
  Condition<Boolean> healthy();

  /** What a recovery is waited for, and the workload's entry, looked at once. */
  Condition<Boolean> recovered(Demanded demanded);

  /**
   * Starts watcher, load and ledger.
   *
   * @param soFar what was recorded until now; the ledger's numbers go on from it
   */
  void start(History soFar);

  /** Ends load, ledger and watcher and records what is left to record; safe to repeat. */
  void stop();

  /** Reads the ledger back and records what is there; load has to be stopped. */
  void audit();
}
