package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a machine does in the cluster. */
public enum NodeRole {
  /** Runs the control plane and, stacked, an etcd member. */
  @JsonProperty("control-plane")
  CONTROL_PLANE,
  /** Runs workloads only. */
  @JsonProperty("worker")
  WORKER
}
