package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A program of a cluster whose version matters, by its usual name.
 *
 * @param value for example {@code kubelet}
 */
public record Component(@JsonValue String value) {

  /** The API server. */
  public static final Component KUBE_APISERVER = new Component("kube-apiserver");

  /** The controller manager. */
  public static final Component KUBE_CONTROLLER_MANAGER = new Component("kube-controller-manager");

  /** The scheduler. */
  public static final Component KUBE_SCHEDULER = new Component("kube-scheduler");

  /** The node agent. */
  public static final Component KUBELET = new Component("kubelet");

  /** The service proxy. */
  public static final Component KUBE_PROXY = new Component("kube-proxy");

  /** The command line on the node. */
  public static final Component KUBECTL = new Component("kubectl");

  /** The installer on the node. */
  public static final Component KUBEADM = new Component("kubeadm");

  /** The store. */
  public static final Component ETCD = new Component("etcd");

  /** The cluster's DNS. */
  public static final Component COREDNS = new Component("coredns");

  /** A component of that name. */
  @JsonCreator
  public Component {}

  @Override
  public String toString() {
    return value;
  }
}
