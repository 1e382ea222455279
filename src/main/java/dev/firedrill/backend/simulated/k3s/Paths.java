package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.machine.Places;

/** Where k3s keeps things. */
final class Paths {

  static final String PROGRAM = "/usr/local/bin/k3s";

  static final String CONFIG = "/etc/rancher/k3s/config.yaml";
  static final String NODE_PASSWORD = "/etc/rancher/node/password";
  static final String DATA = "/var/lib/rancher/k3s";
  static final String SERVER = DATA + "/server";
  static final String AGENT = DATA + "/agent";
  static final String TLS = SERVER + "/tls/";
  static final String LISTENER = TLS + "dynamic-cert.json";
  static final String RENEW_LISTENER = TLS + "dynamic-cert-regenerate";
  static final String CREDENTIALS = SERVER + "/cred/";
  static final String TOKEN = SERVER + "/token";
  static final String AGENT_TOKEN = SERVER + "/agent-token";
  static final String ETCD = SERVER + "/db/etcd";
  static final String ETCD_DATA = ETCD + "/member";
  static final String ETCD_NAME = ETCD + "/name";
  static final String TOMBSTONE = ETCD + "/tombstone";
  static final String RESET_FLAG = SERVER + "/db/reset-flag";
  static final String PROXY_KUBECONFIG = AGENT + "/kubeproxy.kubeconfig";

  /** What others read of it. */
  static final Places PLACES =
      new Places(
          "/etc/rancher/k3s/k3s.yaml",
          AGENT + "/kubelet.kubeconfig",
          "",
          AGENT + "/etc/kubelet.conf.d/00-k3s-defaults.conf",
          AGENT + "/client-kubelet.crt",
          AGENT + "/serving-kubelet",
          AGENT + "/pod-manifests",
          AGENT + "/etc/cni/net.d",
          CREDENTIALS + "controller.kubeconfig",
          CREDENTIALS + "scheduler.kubeconfig",
          TLS + "serving-kube-apiserver",
          TLS + "client-ca",
          TLS + "server-ca",
          TLS + "service.key",
          TLS + "etcd/server-client",
          TLS + "etcd/client",
          TLS + "etcd/server-ca");

  private Paths() {}
}
