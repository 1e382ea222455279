package dev.firedrill.backend.simulated.network;

/** A host's address and a port. */
public record Address(String host, int port) {

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
