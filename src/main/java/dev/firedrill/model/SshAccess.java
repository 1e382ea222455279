package dev.firedrill.model;

/**
 * How a machine is reached by SSH.
 *
 * @param host its name or address
 * @param port the port of its SSH server
 * @param user who logs in
 * @param sudo true where that user becomes root by {@code sudo -n}
 */
public record SshAccess(String host, int port, String user, boolean sudo) {

  /** The user, host and port, for messages. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
