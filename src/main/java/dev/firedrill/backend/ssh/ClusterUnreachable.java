package dev.firedrill.backend.ssh;

import java.util.List;

/** No control plane of an inventory says where its API is; carries what was seen on each. */
public final class ClusterUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClusterUnreachable(String cluster, List<String> seen) {
    super(
        "cluster %s: no control plane gives the address of its API: %s"
            .formatted(cluster, String.join("; ", seen)));
  }
}
