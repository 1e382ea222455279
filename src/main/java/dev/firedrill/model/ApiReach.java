package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which API servers what runs on a node may speak to; what the version skew policy goes by. */
public enum ApiReach {
  /** Any of them, from every node, as through a load balancer. */
  @JsonProperty("any")
  ANY,
  /** On a control plane its own alone; any of them from a worker. */
  @JsonProperty("own-on-control-planes")
  OWN_ON_CONTROL_PLANES
}
