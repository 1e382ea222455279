package dev.firedrill.distribution;

/**
 * Where a node keeps a certificate.
 *
 * @param name as the distribution calls it, for example {@code apiserver} or {@code admin.conf}
 * @param file the file, PEM or a kubeconfig that has the certificate inline
 * @param authority the authority that signs it, by its file without an ending, for example {@code
 *     /etc/kubernetes/pki/ca}; empty where the certificate has signed itself
 * @param kind what it is
 */
public record CertificatePlace(String name, String file, String authority, Kind kind) {

  /** What is kept there. */
  public enum Kind {
    /** A certificate authority. */
    AUTHORITY,
    /** A certificate in a file of its own, its key in another. */
    LEAF,
    /** A certificate inside a kubeconfig. */
    KUBECONFIG,
    /**
     * The certificate by which the node's agent is known to the API, its key in the same file or in
     * another.
     */
    AGENT_CLIENT,
    /** The certificate that the node's agent shows to those who call it. */
    AGENT_SERVING,
    /**
     * A certificate that whoever serves it signs anew by itself long before it ends, and keeps as
     * JSON with its key.
     */
    SELF_RENEWED
  }

  /** True where nobody but an operator, or a restart, would have it renewed before it ends. */
  public boolean canExpire() {
    return kind != Kind.SELF_RENEWED;
  }

  /** True where it is not an authority. */
  public boolean isLeaf() {
    return kind != Kind.AUTHORITY;
  }
}
