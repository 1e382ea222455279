package dev.firedrill.backend.simulated.network;

import org.jspecify.annotations.Nullable;

/** A host's address and a port. */
public record Address(String host, int port) {

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address && port == address.port && host.equals(address.host);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
