package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where the kubelet and the kube-proxy of a control plane's node run. Those of a worker are by
 * themselves, and may speak to any API server.
 */
public enum AgentPlacement {
  /**
   * Beside the control plane, by themselves: they are upgraded by themselves, and may speak to any
   * API server, as through a load balancer.
   */
  @JsonProperty("beside")
  BESIDE,
  /**
   * In the process of the control plane: they are upgraded with it, and speak to its API server
   * alone.
   */
  @JsonProperty("inside-control-plane")
  INSIDE_CONTROL_PLANE
}
