package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.network.TlsListener;
import java.util.Optional;

/** A kubelet as API servers reach it, at its machine's address, port 10250. */
public interface KubeletApi extends TlsListener {

  /** The port. */
  int PORT = 10250;

  /** What the container printed; nothing where the kubelet has no such container. */
  Optional<String> log(String namespace, String pod, String container);
}
