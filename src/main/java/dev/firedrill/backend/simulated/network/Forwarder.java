package dev.firedrill.backend.simulated.network;

import java.util.Optional;

/** A load balancer: connections to it are passed on. */
public interface Forwarder extends Listener {

  /** Where the next connection goes; nothing where there is nobody to send it to. */
  Optional<Address> next();
}
