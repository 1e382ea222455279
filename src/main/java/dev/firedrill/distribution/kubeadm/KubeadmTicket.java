package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.JoinTicket;

/**
 * What {@code kubeadm join} needs.
 *
 * @param token a bootstrap token made for this join
 * @param caHash the digest of the cluster's CA key, {@code sha256:...}
 * @param certificateKey what the uploaded certificates are encrypted with, or empty for a worker
 */
public record KubeadmTicket(String token, String caHash, String certificateKey)
    implements JoinTicket {

  /**
   * The ticket as kubeadm made it.
   *
   * @throws IllegalArgumentException where another distribution did
   */
  static KubeadmTicket of(JoinTicket ticket) {
    if (ticket instanceof KubeadmTicket known) {
      return known;
    }
    throw new IllegalArgumentException(
        "joining by kubeadm: expected a ticket that kubeadm issued, not " + ticket);
  }

  @Override
  public String toString() {
    return "KubeadmTicket[" + caHash + "]";
  }
}
