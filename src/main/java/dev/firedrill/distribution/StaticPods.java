package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Map;

/**
 * The parts of a control plane that its node's agent runs from files. Deleting what the API shows
 * of them does nothing (kubernetes#103575): they end when their files are gone.
 */
public interface StaticPods {

  /** Their containers' names. */
  List<String> names();

  /** Moves their files to where the agent does not look; safe to repeat. */
  void park(NodeShell controlPlane);

  /**
   * Ends those of their containers that still run, giving them time to end. An agent that has not
   * reached the API since its own start ends nothing whose file is gone.
   */
  void stop(NodeShell controlPlane);

  /** Moves the files back; safe to repeat. */
  void unpark(NodeShell controlPlane);

  /** The ids of their running containers, by name; a part that does not run is left out. */
  Map<String, String> running(NodeShell controlPlane);

  /**
   * The parts that have been running since before a file they read at their start was last written,
   * each with that file.
   */
  Map<String, String> olderThanTheirCertificates(NodeShell controlPlane);
}
