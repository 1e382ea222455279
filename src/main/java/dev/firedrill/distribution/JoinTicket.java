package dev.firedrill.distribution;

/**
 * What a machine needs to join: secrets that expire within hours.
 *
 * @param token a bootstrap token made for this join
 * @param caHash the digest of the cluster's CA key, {@code sha256:...}
 * @param certificateKey what the uploaded certificates are encrypted with, or empty for a worker
 */
public record JoinTicket(String token, String caHash, String certificateKey) {

  @Override
  public String toString() {
    return "JoinTicket[" + caHash + "]";
  }
}
