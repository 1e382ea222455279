package dev.firedrill.distribution;

import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import java.util.List;

/** The certificates of a cluster's nodes, and how they are renewed. */
public interface Certificates {

  /** Where a node of that role keeps certificates; not every node has every one. */
  List<CertificatePlace> places(NodeRole role);

  /** The certificates on a node of that role. */
  List<NodeCertificate> inUse(NodeShell node, NodeRole role);

  /**
   * Signs every leaf certificate of a control plane anew, by the authorities on it, without the
   * API. Whatever runs goes on with the old ones until it is restarted.
   */
  void renewAll(NodeShell controlPlane);

  /**
   * Gives a node's agent a new client certificate, signed on a control plane without the API, and a
   * new serving certificate, and restarts the agent.
   *
   * @param signer a control plane that has the cluster's authority
   */
  void renewAgent(NodeShell signer, NodeShell node);

  /**
   * Why the API does not accept a verified connection by the kubeconfig of that path on the node;
   * empty where it does.
   */
  String refusal(NodeShell node, String kubeconfig);

  /** The kubeconfigs on a node of that role by which something there speaks to the API. */
  List<String> kubeconfigs(NodeRole role);
}
