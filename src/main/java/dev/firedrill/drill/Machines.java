package dev.firedrill.drill;

import dev.firedrill.ports.Cluster;

/** The machines of one drill, as its backend makes and removes them. */
public interface Machines {

  /** Makes the machines, with nothing of Kubernetes running on them yet. */
  Cluster create();

  /** Finds the machines that an earlier process of this drill made. */
  Cluster attach();

  /** Removes whatever there is of them; safe to repeat, and where there is nothing. */
  void destroy();
}
