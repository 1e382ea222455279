package dev.firedrill.cli;

/** A way to make a cluster of one control plane, for measuring. */
interface ClusterMaker extends AutoCloseable {

  /** What it is called in a table. */
  String name();

  /**
   * Makes the cluster: its API answers, its node is Ready.
   *
   * @throws IllegalStateException where that did not come about, with what was seen
   */
  void make();

  /** Removes the cluster, or what there is of it; no effect where there is nothing. */
  void remove();

  /** Removes what is kept from one cluster to the next. */
  @Override
  default void close() {}
}
