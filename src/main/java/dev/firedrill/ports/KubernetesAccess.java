package dev.firedrill.ports;

import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Verified access to the API with administrator's rights. Clients belong to this and are shared.
 */
public interface KubernetesAccess {

  /** Through the control-plane endpoint, as everybody else reaches it. */
  KubernetesClient client();

  /** Straight to the API server of one control plane, its certificate verified all the same. */
  KubernetesClient clientOf(NodeName controlPlane);

  /**
   * Reads the administrator's kubeconfig again when a client is next asked for: after its
   * certificate or the API's authority has changed. Clients handed out before are of no more use.
   */
  void refresh();
}
