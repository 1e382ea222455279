package dev.firedrill.distribution;

import dev.firedrill.model.Component;
import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Map;

/**
 * How the parts of a control plane, its etcd member among them, are stopped, started and restarted:
 * processes of its machine. Deleting what the API shows of them need not end them
 * (kubernetes#103575). Every verb is safe to repeat.
 */
public interface ControlPlane {

  /** The parts' names. */
  List<String> parts();

  /**
   * Has nothing start a part again that has ended, until {@link #start}. An agent that has reached
   * the API ends the parts by itself from here on, on all nodes at the same time.
   */
  void park(NodeShell controlPlane);

  /** Has every part start; no effect for those that are not parked. */
  void start(NodeShell controlPlane);

  /**
   * Parks the parts for a restart, until {@link #resume}; what was parked or stopped before stays
   * so.
   */
  void suspend(NodeShell controlPlane);

  /** Has start again what was suspended. */
  void resume(NodeShell controlPlane);

  /**
   * Ends the parts that run, giving each time to end. An agent that has not reached the API since
   * its own start ends none by itself; one that the agent starts again meanwhile is to be ended
   * again.
   */
  void end(NodeShell controlPlane);

  /** Parks and ends the etcd member alone, or as little as it can be ended with. */
  void stopEtcd(NodeShell controlPlane);

  /** Has the etcd member start; no effect where it is not parked. */
  void startEtcd(NodeShell controlPlane);

  /** The parts of which something is left there, running or about to be started again. */
  List<String> left(NodeShell controlPlane);

  /** True where something of the etcd member is left there. */
  boolean hasEtcdLeft(NodeShell controlPlane);

  /** The parts that run at this moment; one that waits for another comes and goes. */
  List<String> running(NodeShell controlPlane);

  /**
   * What tells the component that runs there now from the same that is started later; empty where
   * it does not run.
   */
  String instance(NodeShell controlPlane, Component component);

  /**
   * The parts that have been running since before a file they read at their start was last written,
   * each with that file.
   */
  Map<String, String> olderThanTheirCertificates(NodeShell controlPlane);
}
