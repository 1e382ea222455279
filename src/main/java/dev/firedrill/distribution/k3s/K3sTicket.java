package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.JoinTicket;

/**
 * What a machine needs to join a k3s cluster.
 *
 * @param token the token, with the digest of the cluster's authority in it
 */
record K3sTicket(String token) implements JoinTicket {

  /**
   * The ticket as k3s made it.
   *
   * @throws IllegalArgumentException where another distribution did
   */
  static K3sTicket of(JoinTicket ticket) {
    if (ticket instanceof K3sTicket known) {
      return known;
    }
    throw new IllegalArgumentException(
        "joining by k3s: expected a ticket that k3s issued, not " + ticket);
  }

  @Override
  public String toString() {
    return "K3sTicket[]";
  }
}
