package dev.firedrill.backend.simulated.kubeadm;

/** Where kubeadm keeps things ("Implementation details" in its reference). */
final class Paths {

  static final String KUBERNETES = "/etc/kubernetes/";
  static final String PKI = KUBERNETES + "pki/";
  static final String MANIFESTS = KUBERNETES + "manifests/";
  static final String TEMPORARY = KUBERNETES + "tmp/";
  static final String ADMIN = KUBERNETES + "admin.conf";
  static final String SUPER_ADMIN = KUBERNETES + "super-admin.conf";
  static final String KUBELET = KUBERNETES + "kubelet.conf";
  static final String BOOTSTRAP = KUBERNETES + "bootstrap-kubelet.conf";
  static final String CONTROLLER_MANAGER = KUBERNETES + "controller-manager.conf";
  static final String SCHEDULER = KUBERNETES + "scheduler.conf";
  static final String KUBELET_FOLDER = "/var/lib/kubelet/";
  static final String KUBELET_CONFIG = KUBELET_FOLDER + "config.yaml";
  static final String KUBELET_FLAGS = KUBELET_FOLDER + "kubeadm-flags.env";
  static final String KUBELET_CLIENT = KUBELET_FOLDER + "pki/kubelet-client-current.pem";
  static final String ETCD_DATA = "/var/lib/etcd";

  private Paths() {}

  static String manifest(String component) {
    return MANIFESTS + component + ".yaml";
  }
}
