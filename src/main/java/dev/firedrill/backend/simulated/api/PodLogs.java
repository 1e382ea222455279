package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.network.Listener;
import java.util.Optional;

/** A kubelet at its node's address and port 10250, whom API servers ask for logs. */
public interface PodLogs extends Listener {

  /** Where kubelets listen. */
  int PORT = 10250;

  /**
   * What the pod's container has printed; nothing where there is no such pod here.
   *
   * @param container its name, or empty for the pod's only one
   */
  Optional<String> log(String namespace, String pod, String container);
}
