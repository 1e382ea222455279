package dev.firedrill.backend.containers;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What everything made in an engine is found by again.
 *
 * @param cluster the cluster's name
 * @param run the run that made it
 * @param owner the process that made it
 */
record Labels(String cluster, String run, Owner owner) {

  static final String CLUSTER = "dev.firedrill.cluster";
  static final String RUN = "dev.firedrill.run";
  static final String ROLE = "dev.firedrill.role";
  static final String NODE = "dev.firedrill.node";

  /** Set on volumes that outlive runs. */
  static final String CACHE = "dev.firedrill.cache";

  private static final String OWNER_PID = "dev.firedrill.owner-pid";
  private static final String OWNER_STARTED = "dev.firedrill.owner-started";

  /** The labels of a thing that plays a role. */
  Map<String, String> of(String role) {
    return Map.of(
        CLUSTER, cluster,
        RUN, run,
        ROLE, role,
        OWNER_PID, Long.toString(owner.pid()),
        OWNER_STARTED, owner.started().toString());
  }

  /** The labels of a thing that plays a role on a machine. */
  Map<String, String> of(String role, String node) {
    Map<String, String> labels = new HashMap<>(of(role));
    labels.put(NODE, node);
    return labels;
  }

  /** What the labels say, where they are ours. */
  static Optional<Labels> read(Map<String, String> labels) {
    if (!labels.keySet().containsAll(List.of(CLUSTER, RUN, OWNER_PID, OWNER_STARTED))) {
      return Optional.empty();
    }
    Owner owner =
        new Owner(Long.parseLong(labels.get(OWNER_PID)), Instant.parse(labels.get(OWNER_STARTED)));
    return Optional.of(new Labels(labels.get(CLUSTER), labels.get(RUN), owner));
  }
}
