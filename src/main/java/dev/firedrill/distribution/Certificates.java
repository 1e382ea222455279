package dev.firedrill.distribution;

import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The certificates of a cluster's nodes, and how they are renewed. */
public interface Certificates {

  /** Where a node of that role keeps certificates; not every node has every one. */
  List<CertificatePlace> places(NodeRole role);

  /** The certificates on a node of that role, in files and, where that is known, as served. */
  List<NodeCertificate> inUse(NodeShell node, NodeRole role);

  /**
   * Signs every leaf certificate of a control plane anew, by the authorities on it, without the
   * API. Whatever runs goes on with the old ones until it is restarted.
   */
  void renewAll(NodeShell controlPlane);

  /**
   * Gives a node's agent a new client certificate, signed on a control plane without the API, and a
   * new serving certificate, and restarts the agent. No effect on a node whose agent is part of its
   * control plane, which is renewed and restarted with it.
   *
   * @param signer a control plane that has the cluster's authority
   */
  void renewAgent(NodeShell signer, NodeShell node);

  /**
   * How long whatever runs may go on with what it has read before it reads it again by itself;
   * nothing where it has to be restarted for that.
   */
  Optional<Duration> rereadWithin();

  /**
   * Why the API does not accept a verified connection by the kubeconfig of that path on the node;
   * empty where it does.
   */
  String refusal(NodeShell node, String kubeconfig);

  /** The kubeconfigs on a node of that role by which something there speaks to the API. */
  List<String> kubeconfigs(NodeRole role);

  /**
   * The names of the certificates without one of which, on every control plane, nobody is served by
   * the API.
   */
  Set<String> neededToServe();

  /** The authority that signs for the API and its clients, as every node has its certificate. */
  CertificatePlace apiAuthority();

  /**
   * Puts a certificate of an authority in the place of the one on the node, which is kept beside
   * the others that stood there; no effect where it stands there already. Whatever runs goes on
   * with the old one until it is restarted.
   *
   * @param certificate PEM, of the key that the node knows the authority by
   */
  void putAuthority(NodeShell node, CertificatePlace authority, byte[] certificate);

  /**
   * Makes every kubeconfig on a node of that role, copies of the administrator's too, trust that
   * certificate of the API's authority. Their own certificates stay.
   */
  void trustAuthority(NodeShell node, NodeRole role, byte[] certificate);
}
